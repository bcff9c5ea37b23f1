"""How timestamps are written: a notation, its compilation, and the table of what is recognised unasked.

The notation is that of Java's SimpleDateFormat. The table adds two signs to it, as the reference does
(protocols.md, 1.5): `*` is any separator (in front of a fraction: `.`, `,` or `:`), and what stands in
parentheses is optional. Single letters (`d`, `H`) accept one digit, too.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from sagescope.errors import Fault, Refusal

EPOCH = "epoch"

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "WET": 0,
    "WEST": 60,
    "BST": 60,
    "CET": 60,
    "CEST": 120,
    "EET": 120,
    "EEST": 180,
    "MSK": 180,
    "IST": 330,
    "SGT": 480,
    "HKT": 480,
    "AWST": 480,
    "JST": 540,
    "KST": 540,
    "ACST": 570,
    "AEST": 600,
    "ACDT": 630,
    "AEDT": 660,
    "NZST": 720,
    "NZDT": 780,
    "HST": -600,
    "AKST": -540,
    "AKDT": -480,
    "PST": -480,
    "PDT": -420,
    "MST": -420,
    "MDT": -360,
    "CST": -360,
    "CDT": -300,
    "EST": -300,
    "EDT": -240,
    "BRT": -180,
}
"""Minutes ahead of UTC of the zones that go by an abbreviation. IST is India's, CST and BST America's and
Britain's."""

_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTH_BEGINS = "(?i:ja|fe|ma|ap|ju|au|se|oc|no|de)"
_OFFSET = r"[+-](?:0\d|1[0-8])(?::?[0-5]\d)?(?!\d)"
_ABBREVIATION = "|".join(sorted(ZONES.keys() - {"Z"}, key=len, reverse=True))
# The name of a host that follows (est-web1, MST01) is not a zone.
_ZONE = rf"(?:{_OFFSET}|Z(?![A-Za-z0-9])|(?:{_ABBREVIATION})(?![\w.-]))"

# part → (the regular expression of its group, the lengths of the digits it stands for)
_PARTS: dict[str, tuple[str, tuple[int, ...]]] = {
    "yyyy": (r"(?P<y>\d{4})", (4,)),
    "yy": (r"(?P<y>\d\d)", (2,)),
    "MMM": (f"(?P<M>(?i:{_MONTH}))", ()),
    "MM": ("(?P<M>0[1-9]|1[0-2])", (2,)),
    "M": ("(?P<M>1[0-2]|0?[1-9])", (1, 2)),
    "dd": (r"(?P<d>0[1-9]|[12]\d|3[01])", (2,)),
    "d": (r"(?P<d>[12]\d|3[01]|[0 ]?[1-9])", (1, 2)),
    "HH": (r"(?P<H>[01]\d|2[0-3])", (2,)),
    "H": (r"(?P<H>[01]\d|2[0-3]|[0 ]?\d)", (1, 2)),
    "hh": (r"(?P<H>0[1-9]|1[0-2])", (2,)),
    "h": (r"(?P<H>1[0-2]|[0 ]?[1-9])", (1, 2)),
    "mm": (r"(?P<m>[0-5]\d)", (2,)),
    "m": (r"(?P<m>[0-5]?\d)", (1, 2)),
    "ss": (r"(?P<s>[0-5]\d|60)", (2,)),
    "s": (r"(?P<s>60|[0-5]?\d)", (1, 2)),
    "SSS": (r"(?P<f>\d{1,9})", (3,)),
    "a": (r"(?P<a>[AaPp])\.?[Mm]\.?", ()),
    "E": (r"(?i:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*", ()),
    "zzz": (f"(?P<z>{_ZONE})", ()),
    "ZZZZ": (f"(?P<z>{_ZONE})", ()),
}
_SETTLED = ("yyyy-MM-dd", "yyyy/MM/dd", "d/MMM/yyyy")
_LETTERS = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']|'", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to write a timestamp.

    `regex` always has the groups y, M, d, H, m, s, f (fraction), z (zone) and a (half of the day); those of
    which the pattern has no part are never set. `lengths` are those of the run of digits that a match begins
    with; it is empty where a match begins with the name of a month. `separator` matches the character behind
    that run. Where `settled`, the text up to the minute settles the date, whatever follows.
    """

    name: str
    regex: re.Pattern[str]
    lengths: tuple[int, ...]
    separator: re.Pattern[str]
    settled: bool


@dataclass(frozen=True, slots=True)
class TimeFormat:
    """An entry of a source's `defaultDateFormats`.

    `format` is in SimpleDateFormat notation, or the word `epoch`; `locator` is a regular expression with one
    unnamed group around the timestamp, or None to look for the format itself.
    """

    format: str
    locator: str | None = None


def compile_format(notation: str) -> Pattern:
    """A pattern from SimpleDateFormat notation.

    Known are y M d H h m s S a E z Z X, literal text in quotes, and anything that is no letter.

    Raises Refusal `time.format` for anything else, and where a part occurs twice or there is no part.
    """
    text, lengths, _ = _regex(notation, loose=False)
    try:
        return _pattern(notation, r"(?<!\d)" + text if lengths else text, lengths, "")
    except re.error:
        raise _refusal(notation, "a part of it occurs twice") from None


def _pattern(name: str, text: str, lengths: tuple[int, ...], separator: str) -> Pattern:
    missing = "".join(f"(?P<{group}>(?!))?" for group in "yMdHmsfza" if f"(?P<{group}>" not in text)
    regex = re.compile(text + r"(?!\d)" + missing, re.ASCII)
    return Pattern(name, regex, lengths, re.compile(separator), name.startswith(_SETTLED))


def _regex(notation: str, loose: bool) -> tuple[str, tuple[int, ...], str]:
    """The regular expression of a notation, the lengths of the digits that it begins with, and what follows
    them."""
    parts: list[str] = []
    lengths: tuple[int, ...] = (0,)
    leading = True
    separator = ""
    runs = [m[0] for m in _LETTERS.finditer(notation)]
    if not any(run[0].isalpha() for run in runs):
        raise _refusal(notation, "it has no part of a date or time")
    for run, following in zip(runs, [*runs[1:], ""], strict=True):
        if run[0].isalpha():
            text, digits = _PARTS[run if loose else _part(run, notation)]
            if leading and digits:
                lengths = tuple(a + b for a in lengths for b in digits)
            leading = leading and bool(digits)
            # Unasked, any number behind a time would be its year.
            parts.append(r"(?P<y>(?:19|20)\d\d)" if loose and run == "yyyy" else text)
        else:
            parts.append(_sign(run, following) if loose else _literal(run, notation))
            separator = parts[-1] if leading else separator
            leading = False
    return "".join(parts), () if lengths == (0,) else lengths, separator


def _sign(run: str, following: str) -> str:
    match run:
        case "*":
            return "[.,:]" if following == "SSS" else r"[T_\W]"
        case "(":
            return "(?:"
        case ")":
            return ")?"
    return _literal(run, run)


def _literal(run: str, notation: str) -> str:
    if run == "'":
        raise _refusal(notation, "a quote is not closed")
    text = run[1:-1].replace("''", "'") or "'" if run[0] == "'" else run
    return re.escape(text)


def _part(run: str, notation: str) -> str:
    """The key of a run of one letter in the table of parts."""
    letter, count = run[0], len(run)
    match letter:
        case "y":
            return "yy" if count == 2 else "yyyy"
        case "M":
            return "MMM" if count >= 3 else run
        case "d" | "H" | "h" | "m" | "s" if count <= 2:
            return run
        case "S":
            return "SSS"
        case "a" | "E":
            return letter
        case "z" | "Z" | "X":
            return "ZZZZ"
    raise _refusal(notation, f"{run!r} is not a part of a date or time")


def _refusal(notation: str, reason: str) -> Refusal:
    return Refusal(
        Fault(
            "time.format",
            f"The time format {notation!r} cannot be read: {reason}.",
            "Write it like yyyy-MM-dd'T'HH:mm:ss.SSSZZZZ, or epoch.",
        )
    )


_NOTATIONS = (
    "yyyy-MM-dd'T'HH:mm:ss(*SSS)(ZZZZ)",
    "yyyy-MM-dd*HH:mm:ss(*SSS)(( )ZZZZ)",
    "yyyy/MM/dd*HH:mm:ss(*SSS)(( )ZZZZ)",
    "yyyy MMM d HH:mm:ss(*SSS)(*zzz)",
    "yyyyMMdd*HH:mm:ss(*SSS)",
    "yy-MM-dd HH:mm:ss(*SSS)( ZZZZ)",
    "yy/MM/dd HH:mm:ss(*SSS)",
    "yyMMdd H:mm:ss",
    "MMM d HH:mm:ss(*SSS)( zzz)( yyyy)",
    "MMM d yyyy HH:mm:ss(*SSS)(( )ZZZZ)",
    "MMM d, yyyy h:mm:ss a",
    "MMM d, yyyy HH:mm:ss(*SSS)",
    "d/MMM/yyyy:HH:mm:ss(*SSS)( ZZZZ)",
    "d/MMM/yyyy HH:mm:ss(*SSS)( ZZZZ)",
    "d/MMM HH:mm:ss(*SSS)",
    "d-MMM-yyyy HH:mm:ss(*SSS)(( )ZZZZ)",
    "d MMM yyyy HH:mm:ss(*SSS)(( )ZZZZ)",
    "M/d/yyyy h:mm:ss*SSS a",
    "M/d/yyyy h:mm:ss a(*SSS)",
    "M/d/yyyy*H:mm:ss(*SSS)( ZZZZ)",
    "M/d/yy h:mm:ss a",
    "M/d/yy*H:mm:ss(*SSS)( ZZZZ)",
    "MMdd*HH:mm:ss(*SSS)",  # glog: I0804 18:42:40.465919
    "MM-dd HH:mm:ss(*SSS)",  # vLLM: INFO 07-22 07:54:32
    "HH:mm:ss(*SSS)",
)

AUTOMATIC = tuple(_pattern(notation, *_regex(notation, loose=True)) for notation in _NOTATIONS)
"""What is recognised without being asked to, in the order in which it is tried at one place."""

BY_MONTH = tuple(p for p in AUTOMATIC if not p.lengths)
"""The patterns that begin with the name of a month."""


@lru_cache(maxsize=4096)
def beginning_with(length: int, following: str) -> tuple[Pattern, ...]:
    """The automatic patterns that can begin with `length` digits and then the character `following`."""
    return tuple(p for p in AUTOMATIC if length in p.lengths and p.separator.fullmatch(following))


CANDIDATE = re.compile(
    r"[0-9JFMASOND](?:(?<=[0-9])(?<![0-9]{2})(?="
    r"[0-9]?(?:[-/:](?:[0-9]|" + _MONTH_BEGINS + ")| " + _MONTH_BEGINS + ")"
    r"|[0-9]{3}(?:[0-9]{4})?[T_\W](?:[0-9]|" + _MONTH_BEGINS + ")"
    r"|[0-9]{5} [ 0-9]"
    r"|[0-9]{9}(?:[0-9]{3}|[0-9]{6})?(?![0-9])"
    r")[0-9]*"
    r"|(?=[aceopuACEOPU])(?:" + "|".join(f"(?<={m[0]})(?:{m[1:]}|{m[1:].upper()})" for m in MONTHS) + "))",
    re.ASCII,
)
"""Where a timestamp can begin: at a run of digits that one of the patterns or an epoch time begins with, or
at the name of a month. It opens with one set of characters, as `re` then skips what is not in it quickly."""

START = re.compile(
    r"\[?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?:"
    + "|".join(re.sub(r"\(\?P<\w>", "(?:", p.regex.pattern.replace("(?!))?", ")")) for p in AUTOMATIC)
    + r"|(?:\d{13}|\d{16}|\d{10}\.\d{3,9})(?!\d)|(?<=\[)\d{10}\]|\d{10},)",
    re.ASCII,
)
"""Matches a line that begins with a timestamp, perhaps after `[` and a weekday."""
