"""Values in parentheses behind `in`, as scopes and selectors have them: `host in (a, "b c")`."""

from sagescope.syntax.cursor import Cursor
from sagescope.syntax.tokens import T


def lists_values(cursor: Cursor) -> bool:
    """Whether `<key> in (<value>, …)` is next. Its values are parted by commas, which words to look for are not."""
    if not (cursor.peek(1).is_word("in") and cursor.peek(2).is_sign("(")):
        return False
    ahead, commas = 3, cursor.peek().value.startswith("_")
    while (token := cursor.peek(ahead)).kind in (T.WORD, T.STRING):
        # A comma is a part of a word here, or one of its own.
        commas = commas or (token.kind is T.WORD and "," in token.text)
        ahead += 1
    return commas and ahead > 3 and token.is_sign(")")
