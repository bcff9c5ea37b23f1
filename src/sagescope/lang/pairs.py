"""Pairs of a key and a value in a text: where they begin, what parts them, where they end.

The patterns mean the same to the store's engine and to Python, which both look for them.
"""

import re

from sagescope.lang.regex.classes import alone
from sagescope.sql.build import NULL_TEXT, col, eq, f, fn
from sagescope.sql.nodes import Expr

MOST_PAIRS = 100
"""Pairs that are taken of one text, from its start on (reference search-language.md, 10)."""

DELIMITERS = ("=", ":", "->", "=>")

_BLANK = r"[ \t\r\n]"
_BEFORE_KEY = r"(?:^|[^A-Za-z0-9_.\-])"
_KEY = r"([A-Za-z_][A-Za-z0-9_.\-]*)"
_VALUE = r"""(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|([^ \t\r\n,;\]})&"']*))"""


def _literal(text: str) -> str:
    return "".join(map(alone, text))


def _parted_by(delimiters: tuple[str, ...]) -> str:
    # `a= b=2` says that a is empty, `a = b` and `a: b` do not.
    any_of = "|".join(_literal(d) for d in sorted(delimiters, key=len, reverse=True))
    loose = "|".join(_literal(d) for d in delimiters if d != "=")
    kinds = [f"{_BLANK}+(?:{any_of}){_BLANK}+"]
    kinds += [f"(?:{loose}){_BLANK}*"] if loose else []
    kinds += ["="] if "=" in delimiters else []
    return f"(?:{'|'.join(kinds)})"


def pair_pattern(delimiter: str | None) -> str:
    """The pattern of any pair: the key, and the value in double quotes, in single ones or bare.

    `delimiter` is the only one to part them, None all of DELIMITERS.
    """
    parted = _parted_by((delimiter,) if delimiter else DELIMITERS)
    return f"{_BEFORE_KEY}{_KEY}[\"']?{parted}{_VALUE}"


def value_pattern(key: str) -> str:
    """The pattern of the value of one key, which stands for itself and as a whole word."""
    return f"{_BEFORE_KEY}{_literal(key)}[\"'\\]]?{_parted_by(DELIMITERS)}{_VALUE}"


def field_name(key: str) -> str:
    """The name of the field for a key: every character but letters, digits and `_` becomes `_`."""
    return re.sub(r"[^A-Za-z0-9_]", "_", key)


def value_in(groups: Expr, first: int) -> Expr:
    """The value that the groups of a match hold, the first of its three forms being group `first`."""
    quoted = f.replaceRegexpAll(f.arrayElement(groups, first), r"\\([\"\\])", r"\1")
    return f.concat(quoted, f.arrayElement(groups, first + 1), f.arrayElement(groups, first + 2))


def last_value(pairs: Expr, name: str) -> Expr:
    """The value of the last of `pairs` whose field is called `name` in lower case; null without one."""
    key = f.lower(f.replaceRegexpAll(f.arrayElement(col("p"), 1), "[^A-Za-z0-9_]", "_"))
    pair = f.arrayLast(fn("p", eq(key, name)), pairs)
    return f.if_(f.empty(pair), NULL_TEXT, value_in(pair, 2))
