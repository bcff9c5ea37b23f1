"""The text of a regular expression to its tree.

What RE2 and Java write is read: RE2's syntax, and of Java's what published queries use. Possessive
repetitions and atomic groups are read as plain ones: they only save time, except where what follows
wants back what they took.
"""

import re

from sagescope.errors import Fault
from sagescope.lang.regex.brackets import property_class, read_brackets
from sagescope.lang.regex.classes import LETTERED, alone, complement, runs_in_brackets
from sagescope.lang.regex.escapes import CODE, NAMED_CHARACTERS, PROPERTY, code_point
from sagescope.lang.regex.faults import invalid, unsupported
from sagescope.lang.regex.tree import (
    AnyOne,
    Back,
    Choice,
    Flags,
    Group,
    Look,
    Node,
    One,
    Pattern,
    Place,
    Repeat,
    Sequence,
)
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault

MOST_REPEATS = 1_000
"""The largest count of a repetition that RE2 takes."""

MOST_DEPTH = 200
"""Groups within groups."""

_NAME = re.compile(r"\(\?P?<(?P<name>[^=!>][^>]*)>")
_FLAGS = re.compile(r"\(\?(?P<on>[a-zA-Z]*)(?:-(?P<off>[a-zA-Z]+))?(?P<end>[:)])")
_LOOKS = {"(?=": (True, False), "(?!": (True, True), "(?<=": (False, False), "(?<!": (False, True)}
_COUNT = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_BACK = re.compile(r"\\k<(\w+)>|\(\?P=(\w+)\)")


def read_pattern(text: str, span: Span) -> Pattern:
    """The tree of a pattern.

    Raises StageFault `regex.invalid` for what is broken, `regex.unsupported` for what neither engine
    here has.
    """
    reader = _Reader(text, span)
    root = reader.choice(0)
    if reader.at < len(text):
        raise reader.invalid("a parenthesis is closed that was not opened")
    return Pattern(text, span, root)


class _Reader:
    """A position in the pattern."""

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.at = 0
        self._span = span
        self._names: set[str] = set()

    def choice(self, depth: int) -> Node:
        """Everything up to the parenthesis that closes the present group."""
        if depth > MOST_DEPTH:
            raise self.invalid(f"more than {MOST_DEPTH} groups stand in each other")
        options = [self._sequence(depth)]
        while self._take("|"):
            options.append(self._sequence(depth))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self, depth: int) -> Sequence:
        items: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            count = _COUNT.match(self.text, self.at)
            if count or self.text[self.at] in "*+?":
                raise self.invalid("a repetition has nothing to repeat")
            made = self._item(depth)
            if made and not isinstance(made[-1], Flags):
                made = [*made[:-1], self._repeated(made[-1])]
            items += made
        return Sequence(tuple(items))

    def _item(self, depth: int) -> list[Node]:
        match self.text[self.at]:
            case "\\":
                return self._escape()
            case "(":
                return self._group(depth)
            case "[":
                made, self.at = read_brackets(self.text, self.at, self._span)
                return [One(made)]
            case ".":
                self.at += 1
                return [AnyOne()]
            case "^" | "$" as sign:
                self.at += 1
                return [Place(sign)]
            case char:
                self.at += 1
                return [One(alone(char))]

    def _repeated(self, body: Node) -> Node:
        count = _COUNT.match(self.text, self.at)
        if count is not None:
            least, most = int(count[1]), int(count[2] or count[1])
            if max(least, most) > MOST_REPEATS:
                raise self.invalid(f"something is repeated more than {MOST_REPEATS:,} times")
            if count[2] and most < least:
                raise self.invalid(f"the count {count[0]} is backwards")
            self.at = count.end()
            return Repeat(body, count[0], self._manner())
        for sign in "*+?":
            if self._take(sign):
                return Repeat(body, sign, self._manner())
        return body

    def _manner(self) -> bool:
        lazy = self._take("?")
        if not lazy:
            self._take("+")
        return lazy

    def _escape(self) -> list[Node]:
        after = self.text[self.at + 1 : self.at + 2]
        if after == "":
            raise self.invalid("it ends with a backslash")
        if (code := CODE.match(self.text, self.at)) is not None:
            self.at = code.end()
            return [One(alone(code_point(code, self._span)))]
        if (named := PROPERTY.match(self.text, self.at)) is not None:
            self.at = named.end()
            return [One(property_class(named, self._span))]
        if (back := _BACK.match(self.text, self.at)) is not None:
            self.at = back.end()
            return [Back(back[1])]
        if after == "Q":
            end = self.text.find("\\E", self.at)
            quoted = self.text[self.at + 2 : end if end >= 0 else None]
            self.at = end + 2 if end >= 0 else len(self.text)
            return [One(alone(char)) for char in quoted]
        self.at += 2
        match after:
            case "d" | "D" | "w" | "W" | "s" | "S":
                return [One("\\" + after)]
            case "A" | "b" | "B" | "z":
                return [Place("\\" + after)]
            case "Z":
                # The end, or the place before a line break that ends the text.
                end_of_line = (Repeat(One("\\r"), "?"), Repeat(One("\\n"), "?"), Place("\\z"))
                return [Look(Sequence(end_of_line), ahead=True, negative=False)]
            case "h" | "v":
                return [One(f"[{runs_in_brackets(LETTERED[after])}]")]
            case "H" | "V":
                return [One(f"[{runs_in_brackets(complement(LETTERED[after.lower()]))}]")]
            case "R":
                line_break = Sequence((One("\\r"), One("\\n")))
                return [Group(Choice((line_break, One(f"[{runs_in_brackets(LETTERED['v'])}]"))))]
            case _ if after in NAMED_CHARACTERS:
                return [One(alone(NAMED_CHARACTERS[after]))]
            case _ if after in "123456789":
                return [Back(after)]
            case _ if after.isascii() and after.isalnum():
                raise self.unsupported(f"the escape \\{after}")
            case _:
                return [One(alone(after))]

    def _group(self, depth: int) -> list[Node]:
        if self._take("(?#"):
            end = self.text.find(")", self.at)
            if end < 0:
                raise self.invalid("a comment is opened and not closed")
            self.at = end + 1
            return []
        for mark, (ahead, negative) in _LOOKS.items():
            if self._take(mark):
                return [Look(self._body(depth), ahead, negative)]
        if self._take("(?>"):
            return [Group(self._body(depth))]
        if (name := _NAME.match(self.text, self.at)) is not None:
            self.at = name.end()
            self._check_name(name["name"])
            return [Group(self._body(depth), name["name"])]
        if (flags := _FLAGS.match(self.text, self.at)) is not None:
            on, off = self._flags(flags["on"] or ""), self._flags(flags["off"] or "")
            written = on + ("-" + off if off else "")
            self.at = flags.end()
            if flags["end"] == ")":
                return [Flags(written)] if written else []
            return [Group(self._body(depth), flags=written)]
        if (back := _BACK.match(self.text, self.at)) is not None:
            self.at = back.end()
            return [Back(back[2])]
        if self.text.startswith("(?(", self.at):
            raise self.unsupported("a condition")
        if self.text.startswith("(?", self.at):
            raise self.invalid("a group begins with a sign that nothing means")
        self.at += 1
        return [Group(self._body(depth), captures=True)]

    def _body(self, depth: int) -> Node:
        body = self.choice(depth + 1)
        if not self._take(")"):
            raise self.invalid("a parenthesis is opened and not closed")
        return body

    def _check_name(self, name: str) -> None:
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
            raise StageFault(
                Fault(
                    "regex.group_name",
                    f"{name!r} is no name of a group: letters, digits and _ make one, and no digit begins it.",
                    'Rename the field in a stage after: | <name> as %"any name".',
                    self._span,
                )
            )
        if name.lower() in self._names:
            raise StageFault(
                Fault(
                    "regex.group_repeated",
                    f"Two groups are called {name!r}.",
                    "Give each group its own name.",
                    self._span,
                )
            )
        self._names.add(name.lower())

    def _flags(self, letters: str) -> str:
        # Java's d and u change nothing for what this engine knows of letters and lines.
        kept = "".join(letter for letter in letters if letter not in "du")
        for letter in kept:
            if letter == "x":
                raise self.unsupported("the flag x")
            if letter not in "imsU":
                raise self.invalid(f"there is no flag {letter}")
        return kept

    def _take(self, text: str) -> bool:
        taken = self.text.startswith(text, self.at)
        self.at += len(text) if taken else 0
        return taken

    def unsupported(self, what: str) -> StageFault:
        return unsupported(what, self._span)

    def invalid(self, what: str) -> StageFault:
        return invalid(what, self._span)
