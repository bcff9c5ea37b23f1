"""Tokens of a query, each with its place."""

import re
from dataclasses import dataclass
from enum import Enum

from sagescope.span import Span


class T(Enum):
    """What a token is; the value is what a message calls it."""

    WORD = "a word"
    STRING = "a quoted text"
    NUMBER = "a number"
    REGEX = "a regular expression"
    FIELD = "a quoted field name"
    SIGN = "a sign"
    SUBQUERY = "a subquery"
    CARET = "the place of the cursor"
    PIPE = "the next stage"
    END = "the end of the query"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is the token as written; `value` is what it means (unescaped text, field name, pattern, and of
    a subquery what stands behind its first word).

    `glued` tells that no blank lies between it and the token before.
    """

    kind: T
    text: str
    value: str
    span: Span
    glued: bool = False

    def is_sign(self, sign: str) -> bool:
        """Whether it is that sign."""
        return self.kind is T.SIGN and self.text == sign

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these words, in any case; `words` are lower-case."""
        return self.kind is T.WORD and self.text.lower() in words

    @property
    def pattern(self) -> str:
        """A quoted text as a regular expression: its escapes stay as they are, but for that of the quote."""
        inner = self.text[1:].removesuffix('"') if self.text.startswith('"') else self.value
        return re.sub(r"\\(.)", lambda pair: '"' if pair[1] == '"' else pair[0], inner, flags=re.DOTALL)


SIGNS = (
    "==",
    "!=",
    "<>",
    "<=",
    ">=",
    "&&",
    "||",
    "=",
    "<",
    ">",
    "+",
    "-",
    "*",
    "/",
    "%",
    "!",
    "?",
    ":",
    "(",
    ")",
    "[",
    "]",
    ",",
    ";",
    "$",
    "{",
    "}",
    ".",
    "@",
    "#",
    "^",
    "&",
    "'",
    "`",
    "~",
    "\\",
)
"""The signs of stages, longer ones before those that they begin with."""
