"""`[…]`: a class of characters, written so that both engines read it alike.

RE2 and Java differ inside brackets: to Java, `[` opens a set within the set and `&&` intersects. Java's
reading holds for a class with `&&` in it, RE2's for all others, in which `[` is a character.
"""

import re
from dataclasses import dataclass

from sagescope.lang.regex.classes import (
    CLASSES,
    LETTERED,
    CharSet,
    complement,
    in_brackets,
    intersection,
    java_class,
    runs_in_brackets,
    unicode_name,
    union,
)
from sagescope.lang.regex.escapes import CODE, NAMED_CHARACTERS, PROPERTY, code_point
from sagescope.lang.regex.faults import invalid, unsupported
from sagescope.span import Span

_POSIX = re.compile(r"\[:(?P<out>\^?)(?P<name>[a-z]+):\]")


def read_brackets(text: str, at: int, span: Span) -> tuple[str, int]:
    """The class that opens at `at`, as written for the engines, and the place behind it.

    Raises StageFault `regex.invalid` or `regex.unsupported`.
    """
    reader = _Brackets(text, at + 1, span)
    if reader.intersects():
        runs = reader.java_set()
        return f"[{runs_in_brackets(runs)}]" if runs else "[^\\x00-\U0010ffff]", reader.at
    return reader.re2_class(), reader.at


def property_class(found: re.Match[str], span: Span) -> str:
    """`\\pL`, `\\p{Alpha}` and `\\P{…}` outside of brackets."""
    item = _property(found, span)
    if item.runs is not None:
        return f"[{runs_in_brackets(item.runs)}]"
    return item.text


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of a class: its text, the characters in it where they are known, and the one if it is one."""

    text: str
    runs: CharSet | None
    char: str | None = None


def _one(char: str) -> _Item:
    return _Item(in_brackets(char), ((ord(char), ord(char)),), char)


def _property(found: re.Match[str], span: Span) -> _Item:
    outside = (found["letter"] == "P") != (found["out"] == "^")
    name = found["one"] or found["name"]
    known = java_class(name) if found["one"] is None else None
    if known is not None:
        runs = complement(known) if outside else known
        return _Item(runs_in_brackets(runs), runs)
    name = unicode_name(name)
    if name.lower().startswith("java"):
        raise unsupported(f"the class {name}", span)
    return _Item(f"\\{'P' if outside else 'p'}{{{name}}}", None)


class _Brackets:
    """A position inside brackets."""

    def __init__(self, text: str, at: int, span: Span) -> None:
        self.text = text
        self.at = at
        self._span = span

    def intersects(self) -> bool:
        """Whether `&&` stands in this class."""
        at, depth = self.at, 1
        while at < len(self.text) and depth:
            if self.text.startswith("&&", at):
                return True
            match self.text[at]:
                case "\\":
                    at += 1
                case "[":
                    depth += 1
                case "]":
                    depth -= 1
            at += 1
        return False

    def re2_class(self) -> str:
        """The class as RE2 reads it."""
        out = self._take("^")
        # Directly behind the bracket another one is a character.
        parts = [self._ranged(_one("]"))] if self._take("]") else []
        while not self._take("]"):
            parts.append(self._ranged(self._item()))
        return f"[{'^' if out else ''}{''.join(parts)}]"

    def java_set(self) -> CharSet:
        """The characters of the class as Java reads it."""
        out = self._take("^")
        sets: list[CharSet] = []
        first = True
        while first or not self._take("]"):
            first = False
            if self._take("&&"):
                # What stands right of it goes to the end of the class.
                right = self.java_set()
                both = intersection(union(*sets), right) if sets else right
                return complement(both) if out else both
            if self._take("["):
                sets.append(self.java_set())
                continue
            item = self._item()
            if (last := self._range_end(item)) is not None:
                assert item.char is not None
                sets.append(((ord(item.char), ord(last)),))
            elif item.runs is None:
                raise unsupported("a class of Unicode beside &&", self._span)
            else:
                sets.append(item.runs)
        made = union(*sets)
        return complement(made) if out else made

    def _ranged(self, item: _Item) -> str:
        last = self._range_end(item)
        return item.text if last is None else f"{item.text}-{in_brackets(last)}"

    def _range_end(self, item: _Item) -> str | None:
        if item.char is None or not self.text.startswith("-", self.at):
            return None
        if self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return None
        self.at += 1
        last = self._item()
        if last.char is None or last.char < item.char:
            raise invalid(f"the range {item.text}-{last.text} is backwards", self._span)
        return last.char

    def _item(self) -> _Item:
        if self.at >= len(self.text):
            raise invalid("a bracket is opened and not closed", self._span)
        if (named := _POSIX.match(self.text, self.at)) is not None:
            self.at = named.end()
            if named["name"] not in CLASSES:
                raise invalid(f"there is no class [:{named['name']}:]", self._span)
            runs = CLASSES[named["name"]]
            runs = complement(runs) if named["out"] else runs
            return _Item(runs_in_brackets(runs), runs)
        if self.text[self.at] == "\\":
            return self._escape()
        self.at += 1
        return _one(self.text[self.at - 1])

    def _escape(self) -> _Item:
        after = self.text[self.at + 1 : self.at + 2]
        if (code := CODE.match(self.text, self.at)) is not None:
            self.at = code.end()
            return _one(code_point(code, self._span))
        if (named := PROPERTY.match(self.text, self.at)) is not None:
            self.at = named.end()
            return _property(named, self._span)
        self.at += 2
        match after:
            case "":
                raise invalid("a bracket is opened and not closed", self._span)
            case "d" | "w" | "s":
                return _Item("\\" + after, LETTERED[after])
            case "D" | "W" | "S":
                return _Item("\\" + after, complement(LETTERED[after.lower()]))
            case "h" | "v":
                return _Item(runs_in_brackets(LETTERED[after]), LETTERED[after])
            case "H" | "V":
                runs = complement(LETTERED[after.lower()])
                return _Item(runs_in_brackets(runs), runs)
            case "A" | "b" | "B" | "z" | "Z":
                raise invalid(f"\\{after} stands for no character", self._span)
            case _ if after in NAMED_CHARACTERS:
                return _one(NAMED_CHARACTERS[after])
            case _ if after.isascii() and after.isalnum():
                raise unsupported(f"the escape \\{after}", self._span)
            case _:
                return _one(after)

    def _take(self, text: str) -> bool:
        taken = self.text.startswith(text, self.at)
        self.at += len(text) if taken else 0
        return taken
