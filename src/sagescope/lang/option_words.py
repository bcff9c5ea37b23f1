"""Words of the syntax that mean the same in every stage that takes them, for the editor and the manual."""

from collections.abc import Mapping
from types import MappingProxyType

OPTION_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "nodrop": "Rows without a match stay; without it they are dropped.",
        "field": "The field to read in place of the message.",
        "as": "Names what the stage makes.",
        "by": "Works on each group of these fields by itself.",
        "in": "Whether the value is one of those in the parenthesis.",
        "asc": "The smallest value first.",
        "desc": "The largest value first, as without it.",
        "and": "Both conditions have to hold.",
        "or": "One of the conditions has to hold.",
        "not": "The condition must not hold.",
        "matches": "Compares with wildcards in quotes, or looks for a /regular expression/.",
        "contains": "Whether the text on the right occurs in that on the left, with its case.",
    }
)
