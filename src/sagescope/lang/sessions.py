"""The anchors of `sessionize`: patterns as those of `parse`, with values of anchors before in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.lang.anchors import adjacent
from sagescope.lang.parsing import check_aliases
from sagescope.span import Span
from sagescope.sql.build import any_of, f, infix
from sagescope.sql.nodes import Expr, Op
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown
from sagescope.syntax.tokens import T

CAPTURE, REFERENCE = "*", "$"
"""What a slot of an anchor does: take a value out, or find one that was taken out before."""

MOST_ALTERNATIVES = 50
"""Texts that may stand at one place of an anchor."""

_PIECE = re.compile(r"\\(?P<sign>[*$])|(?P<star>\*)|\$(?P<name>[A-Za-z_]\w*)|\(\?:(?P<either>[^()*$]*)\)")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A pattern: `parts` are the texts around its slots, each with its alternatives; a slot is what it does
    and the name of its value, in lower case. `names` are those of the values taken out."""

    parts: tuple[tuple[str, ...], ...]
    slots: tuple[tuple[str, str], ...]
    names: tuple[Name, ...]
    span: Span

    def likely(self, message: Expr) -> Expr:
        """Whether the message has one of the texts of the longest part, as every message of this anchor has."""
        longest = max(self.parts, key=lambda part: min(map(len, part)))
        if not all(longest):
            return f.isNotNull(message)
        return any_of(*(_found(message, text) for text in longest))


def parse_anchor(cursor: Cursor, before: Sequence[Anchor]) -> Anchor:
    """An anchor with its names, which may refer to those of the anchors `before`. Raises StageFault."""
    enclosed = cursor.sign("(")
    token = cursor.string("The text to look for, with * for each value,")
    if enclosed:
        cursor.expect_sign(")", after="after the pattern of sessionize")
    parts, slots = _cut(token.value, token.span)
    stars = slots.count((CAPTURE, ""))
    names: tuple[Name, ...] = ()
    if stars or cursor.peek().is_word("as"):
        cursor.expect_word("as", after="after the pattern of sessionize")
        names = _names(cursor)
    check_aliases(names, stars, "star", token.span)
    known = {name.text.lower(): name.text for anchor in before for name in anchor.names}
    given = iter(names)
    named: list[tuple[str, str]] = []
    for does, name in slots:
        folded = next(given).text.lower() if does == CAPTURE else name.lower()
        if does == REFERENCE and folded not in known:
            raise unknown(
                "sessionize.reference",
                "value of an anchor before called",
                Name(name, token.span),
                list(known.values()),
                "A $ name refers to a name of an anchor before; \\$ is the sign itself.",
            )
        named.append((does, folded))
    anchor = Anchor(parts, tuple(named), names, token.span)
    if before and not any(does == REFERENCE for does, _ in named) and not in_common(anchor, before):
        raise StageFault(
            Fault(
                "sessionize.apart",
                "Nothing connects the messages of this anchor with those of the anchors before.",
                "Put $<name> where a value from before stands, or give a value the same name.",
                token.span,
            )
        )
    return anchor


def _names(cursor: Cursor) -> tuple[Name, ...]:
    """The names of an anchor; without parentheses they end where the next anchor begins."""
    if cursor.peek().is_sign("("):
        return cursor.names()
    names = [cursor.name()]
    while (
        cursor.peek().is_sign(",") and cursor.peek(1).kind is not T.STRING and not cursor.peek(1).is_sign("(")
    ):
        cursor.take()
        names.append(cursor.name())
    return tuple(names)


def in_common(anchor: Anchor, before: Sequence[Anchor]) -> tuple[str, ...]:
    """The names that an anchor shares with those before it, in lower case."""
    known = {name.text.lower() for one in before for name in one.names}
    return tuple(name.text.lower() for name in anchor.names if name.text.lower() in known)


def _cut(pattern: str, span: Span) -> tuple[tuple[tuple[str, ...], ...], list[tuple[str, str]]]:
    """The parts of a pattern with their alternatives, and the slots between them."""
    parts: list[tuple[str, ...]] = []
    slots: list[tuple[str, str]] = []
    texts, at = [""], 0
    for piece in _PIECE.finditer(pattern):
        texts = [text + pattern[at : piece.start()] for text in texts]
        at = piece.end()
        if piece["sign"] or piece["either"] is not None:
            ends = [piece["sign"]] if piece["sign"] else piece["either"].split("|")
            texts = [text + end for text in texts for end in ends]
            if len(texts) > MOST_ALTERNATIVES:
                raise StageFault(
                    Fault(
                        "sessionize.alternatives",
                        f"More than {MOST_ALTERNATIVES} texts may stand at one place of the pattern.",
                        "Use fewer (?:…|…) beside each other.",
                        span,
                    )
                )
            continue
        parts.append(tuple(texts))
        slots.append((CAPTURE, "") if piece["star"] else (REFERENCE, piece["name"]))
        texts = [""]
    parts.append(tuple(text + pattern[at:] for text in texts))
    # A value that is known parts what stands beside it.
    for before, part, after in zip(slots, parts[1:-1], slots[1:], strict=False):
        if "" in part and before[0] == after[0] == CAPTURE:
            raise adjacent(span)
    return tuple(parts), slots


def _found(message: Expr, text: str) -> Expr:
    # Letters of other alphabets need their cases.
    search = f.positionCaseInsensitive if text.isascii() else f.positionCaseInsensitiveUTF8
    return infix(Op.GT, search(message, text), 0)
