"""What structured texts are made of: the keys of JSON and key-value texts, without their values.

The engine cuts a message down to its structure, so that of many messages only their few structures have to
be looked at (reference search-language.md, 2, logreduce keys).
"""

from sagescope.sql.build import all_of, any_of, col, eq, f, fn, ne
from sagescope.sql.nodes import Expr

_STRING = r'"(?:[^"\\]|\\.)*"'

JSON_TOKEN = rf"{_STRING}\s*:|{_STRING}|[{{}}\[\]]"
"""The tokens of a JSON text that tell of its structure: keys with their colons, other texts, brackets."""

_PAIR = rf"\w+://\S+|([A-Za-z_][\w.-]*)\s*(?:=>|->|=|:)\s*(?:{_STRING})?"

MOST_KEYS = 100
"""Keys of a message that are looked at (reference search-language.md, 2, logreduce keys)."""


def json_structure(text: Expr) -> Expr:
    """The keys and brackets of the JSON object in a text, which may have words before it; empty without one."""
    document = f.substring(text, f.greatest(f.position(text, "{"), 1))
    token = col("token")
    tells = any_of(ne(f.left(token, 1), '"'), eq(f.right(token, 1), ":"))
    tokens = f.arrayFilter(fn("token", tells), f.extractAll(document, JSON_TOKEN))
    is_object = all_of(f.isValidJSON(document), eq(f.left(document, 1), "{"))
    return f.if_(is_object, f.arrayStringConcat(tokens, ""), "")


def pair_keys(text: Expr) -> Expr:
    """The keys of `key=value`, `key: value`, `key->value` and `key=>value` in a text: lower-case, sorted, in a list."""
    key = col("key")
    keys = f.arraySlice(f.arrayFilter(fn("key", ne(key, "")), f.extractAll(text, _PAIR)), 1, MOST_KEYS)
    return f.arrayStringConcat(f.arraySort(f.arrayDistinct(f.arrayMap(fn("key", f.lower(key)), keys))), ", ")
