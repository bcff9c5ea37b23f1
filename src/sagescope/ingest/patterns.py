r"""Regular expressions that users write for a source, checked before they meet a log line.

They are written in RE2's syntax (reference protocols.md, 1.4 and 1.5), which cannot look around or back and
so always runs in linear time. Python's `re` backtracks, so a pattern is accepted only if backtracking stays
cheap. The rule:

* A *choice* is a place where the next character of a line does not settle how to go on: two alternatives, or
  going on with a repeat and leaving it, could both begin with it. `\S+ ` has none, `.* ` has one. What stands
  in front of a final `.*` needs no choice to be undone, and is not one.
* Inside a repeated group no choice is accepted (this is what makes `(a+)+` exponential).
* Elsewhere each open choice (`.*`) multiplies the steps on n characters by n at most, and one of w ways
  (`x?`, `a|ab`, `\d{1,3}`) by w. Only so much of a line is looked at as keeps the steps below 2^24: all of a
  usual line without open choices, 5,792 characters with one, 465 with two. A pattern that leaves fewer than
  256 is refused.
"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from sagescope.errors import Fault, Refusal

LONGEST = 1000
_STEPS = 1 << 24
_SMALLEST_WINDOW = 256
_SMALL_CHOICE = 16  # ways
_DEEPEST = 50

_TOKEN = re.compile(
    r"""\\Q(?P<literal>.*?)(?:\\E|\Z)
      | (?P<escape>\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.))
      | (?P<set>\[\^?\]?(?:\\.|\[:\^?[a-z]+:\]|[^\]\\])*\])
      | (?P<open>\((?:\?(?:P?<[A-Za-z_]\w*>|[imsU-]*[:)]))?(?!\?))
      | (?P<quantifier>(?:[*+?]|\{\d+(?:,\d*)?\})[?+]?)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_SET_ITEM = re.compile(r"\\.|\[:(\^?)([a-z]+):\]|.", re.DOTALL)
_POSIX = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "digit": "0-9",
    "lower": "a-z",
    "upper": "A-Z",
    "space": r"\s",
    "word": r"\w",
    "xdigit": "0-9A-Fa-f",
    "blank": r"\ \t",
    "punct": r"!-/:-@\[-`{-~",
    "print": r"\ -~",
    "graph": "!-~",
    "cntrl": r"\x00-\x1f\x7f",
}
_ZERO_WIDTH = frozenset({"^", "$", r"\b", r"\B", r"\A", r"\Z", r"\z"})
_UNBOUNDED = 1 << 30
_FLAGS = (re.ASCII, re.ASCII | re.IGNORECASE | re.DOTALL)

Characters = frozenset[str]
_NONE: Characters = frozenset()


@dataclass(frozen=True, slots=True)
class _Atom:
    """What stands for one character."""

    characters: Characters
    low: int = 1
    high: int = 1


@dataclass(frozen=True, slots=True)
class _Group:
    """Alternatives, each a sequence."""

    alternatives: tuple[tuple["_Atom | _Group", ...], ...]
    low: int = 1
    high: int = 1


_Item = _Atom | _Group


@dataclass(frozen=True, slots=True)
class SafePattern:
    """A compiled pattern, and how many characters of a text it may be tried on."""

    regex: re.Pattern[str]
    window: int
    open_end: bool  # it ends with `.*`, whatever follows

    def matches_line(self, line: str) -> bool:
        """Whether it matches an entire line.

        A line longer than the window matches where its first characters do and the pattern ends with `.*`.
        """
        if len(line) <= self.window:
            return self.regex.fullmatch(line) is not None
        return self.open_end and self.regex.fullmatch(line, 0, self.window) is not None

    def search(self, text: str) -> re.Match[str] | None:
        """Its leftmost match within the window."""
        return self.regex.search(text, 0, self.window)


@lru_cache(maxsize=512)
def checked(pattern: str, anchored: bool = True) -> SafePattern:
    """The pattern compiled, once it is known to be safe by the rule of this module.

    Letters, digits and blanks of its classes are those of ASCII, as in RE2. Being searched for at every place
    of a text (not `anchored`) counts as an open choice, unless the pattern begins with `^`.

    Raises Refusal `pattern.length`, `pattern.syntax` or `pattern.slow`.
    """
    if len(pattern) > LONGEST:
        raise Refusal(
            Fault(
                "pattern.length",
                f"The pattern has {len(pattern)} characters.",
                f"Shorten it; at most {LONGEST} are read.",
            )
        )
    sequence, text = _Reader(pattern).read()
    try:
        compiled = re.compile(text, re.ASCII)
    except (re.error, OverflowError, RecursionError) as fault:
        _broken(pattern, str(fault))
    open_end = _ends_open(pattern) and bool(sequence) and isinstance(sequence[-1], _Atom)
    choices = _Choices(open=0 if anchored or pattern.startswith("^") else 1)
    # Behind a final `.*` everything has succeeded: what stands in front of it is never tried again.
    _count(sequence[:-1] if open_end else sequence, _NONE, False, choices)
    if choices.repeated:
        _slow(pattern, "a repeated group of it can match the same text in several ways")
    if choices.window < _SMALLEST_WINDOW:
        _slow(
            pattern,
            f"{choices.open} of its repeats can end at several places, "
            f"and other parts of it match in {choices.ways} ways",
        )
    return SafePattern(compiled, choices.window, open_end)


def _ends_open(pattern: str) -> bool:
    return pattern.endswith((".*", ".+")) and not pattern.endswith(("\\.*", "\\.+"))


class _Reader:
    """Reads a pattern to its structure, and to the same pattern in the spelling of Python's `re`."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._tokens = list(_TOKEN.finditer(pattern))
        self._at = 0
        self._text: list[str] = []
        others = {c for c in pattern if c > "\x7f"}
        # Every ASCII character, those that the pattern names, and one that stands for all the rest.
        self._alphabet = [*map(chr, range(128)), *sorted(others), "\U0010fffd"]

    def read(self) -> tuple[tuple[_Item, ...], str]:
        alternatives = self._alternatives(0)
        if self._at < len(self._tokens):
            _broken(self._pattern, "a group closes that was not opened")
        whole = alternatives[0] if len(alternatives) == 1 else (_Group(alternatives),)
        return whole, "".join(self._text)

    def _alternatives(self, depth: int) -> tuple[tuple[_Item, ...], ...]:
        if depth > _DEEPEST:
            _broken(self._pattern, "its groups are nested too deep")
        done: list[tuple[_Item, ...]] = []
        items: list[_Item] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token["other"] == ")":
                break
            self._at += 1
            match token.lastgroup:
                case "other" if token["other"] == "(":
                    kind = self._pattern[token.start() : token.start() + 4]
                    _broken(self._pattern, f"{kind!r} opens no group that RE2 knows; it never looks around")
                case "other" if token["other"] == "|":
                    self._text.append("|")
                    done.append(tuple(items))
                    items = []
                case "literal":
                    self._text.append(re.escape(token["literal"]))
                    items.extend(self._atom(re.escape(c)) for c in token["literal"])
                case "open":
                    items.extend(self._group(token["open"], depth))
                case "quantifier":
                    self._quantify(token["quantifier"], items)
                case _:
                    text = self._spelling(token)
                    self._text.append(text)
                    if text not in _ZERO_WIDTH:
                        items.append(self._atom(text))
        done.append(tuple(items))
        return tuple(done)

    def _group(self, opening: str, depth: int) -> list[_Item]:
        if opening.startswith("(?") and opening.endswith(")"):
            self._text.append(opening)
            return []
        self._text.append(opening.replace("(?<", "(?P<"))
        alternatives = self._alternatives(depth + 1)
        if self._at == len(self._tokens):
            _broken(self._pattern, "a group is not closed")
        self._at += 1
        self._text.append(")")
        return [_Group(alternatives)]

    def _quantify(self, quantifier: str, items: list[_Item]) -> None:
        self._text.append(quantifier)
        if not items:
            return  # after an anchor, or where Python's compiler says what is wrong
        low, high = _bounds(quantifier)
        item = items[-1]
        items[-1] = (
            _Atom(item.characters, item.low * low, min(item.high * high, _UNBOUNDED))
            if isinstance(item, _Atom)
            else _Group(item.alternatives, item.low * low, min(item.high * high, _UNBOUNDED))
        )

    def _spelling(self, token: re.Match[str]) -> str:
        """The token as Python's `re` writes it."""
        text = token[0]
        if text == r"\z":
            return r"\Z"
        if text == "{":
            return r"\{"  # Python reads {,5} as a repeat, RE2 does not
        if token["escape"] and text[1].isdigit():
            _broken(self._pattern, f"{text} refers back, which RE2 does not do")
        if not token["set"]:
            return text
        if "--" in text:
            _broken(self._pattern, "-- in a class is ambiguous; write \\-")
        start = 2 if text.startswith("[^") else 1
        body = "".join(_set_item(self._pattern, m) for m in _SET_ITEM.finditer(text[start:-1]))
        return text[:start] + body + "]"

    def _atom(self, text: str) -> _Atom:
        """What one character of the pattern can be, under any of the flags that it may carry."""
        found: set[str] = set()
        for flags in _FLAGS:
            try:
                one = re.compile(text, flags)
            except re.error as fault:
                _broken(self._pattern, str(fault))
            found.update(c for c in self._alphabet if one.fullmatch(c))
        return _Atom(frozenset(found))


def _set_item(pattern: str, match: re.Match[str]) -> str:
    if match[2] is not None:
        if match[1] or match[2] not in _POSIX:
            _broken(pattern, f"{match[0]} is not a class it can hold")
        return _POSIX[match[2]]
    # Python warns of a bare `[`, `&`, `~` or `|` in a set, as they may come to mean something.
    return f"\\{match[0]}" if match[0] in "[&~|" else match[0]


def _bounds(quantifier: str) -> tuple[int, int]:
    match quantifier[0]:
        case "*":
            return 0, _UNBOUNDED
        case "+":
            return 1, _UNBOUNDED
        case "?":
            return 0, 1
    low, comma, high = quantifier[1 : quantifier.index("}")].partition(",")
    return int(low), int(high) if high else _UNBOUNDED if comma else int(low)


@dataclass(slots=True)
class _Choices:
    """The choices of a pattern outside of repeated groups: how many open ones, and the ways of all others."""

    open: int
    ways: int = 1
    repeated: bool = False

    @property
    def window(self) -> int:
        """On how many characters the pattern takes at most `_STEPS`: n ^ (open + 1) / (open + 1)! · ways."""
        power = self.open + 1
        return int((_STEPS * math.factorial(power) // self.ways) ** (1 / power)) if power < 10 else 0


def _count(sequence: tuple[_Item, ...], follow: Characters, repeated: bool, choices: _Choices) -> None:
    """Count the choices of a sequence that `follow` can come after."""
    after = follow
    for item in reversed(sequence):
        first = _first((item,))
        if item.low != item.high and first & after:
            choices.repeated |= repeated
            if item.high - item.low < _SMALL_CHOICE:
                choices.ways *= item.high - item.low + 1
            else:
                choices.open += 1
        if isinstance(item, _Group):
            inside = repeated or item.high > 1
            seen: Characters = _NONE
            for alternative in item.alternatives:
                _count(alternative, after | first if item.high > 1 else after, inside, choices)
                begin = _first(alternative) | (after if _nullable(alternative) else _NONE)
                if begin & seen:
                    choices.ways *= 2
                    choices.repeated |= inside
                seen |= begin
        after = first | after if _nullable((item,)) else first


def _first(sequence: tuple[_Item, ...]) -> Characters:
    """The characters that a match of the sequence can begin with."""
    found = _NONE
    for item in sequence:
        if isinstance(item, _Atom):
            found |= item.characters
        else:
            found = found.union(*map(_first, item.alternatives))
        if not _nullable((item,)):
            break
    return found


def _nullable(sequence: tuple[_Item, ...]) -> bool:
    """Whether the sequence can match nothing."""
    return all(
        item.low == 0 or (isinstance(item, _Group) and any(map(_nullable, item.alternatives)))
        for item in sequence
    )


def _broken(pattern: str, reason: str) -> NoReturn:
    raise Refusal(
        Fault(
            "pattern.syntax",
            f"The pattern {pattern!r} cannot be read: {reason}.",
            "Write it in RE2 syntax, for example ^\\d{4}-\\d\\d-\\d\\d.*",
        )
    )


def _slow(pattern: str, reason: str) -> NoReturn:
    raise Refusal(
        Fault(
            "pattern.slow",
            f"The pattern {pattern!r} could take very long: {reason}.",
            "Say what a part may hold and what ends it, such as [^ ]+ or \\d+ in place of .*",
        )
    )
