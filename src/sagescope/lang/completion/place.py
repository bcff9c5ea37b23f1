"""Where in a query a position is: in the scope, in a stage, in a quoted text, or where nothing can be offered."""

from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.lang.completion.proposal import Partial
from sagescope.lang.subquery_reader import subquery_start
from sagescope.span import Span
from sagescope.syntax.lexer import comment_at, lex
from sagescope.syntax.tokens import T, Token


@dataclass(frozen=True, slots=True)
class InScope:
    """Before the first pipe. `before` are the tokens of the scope up to the word that is being written."""

    before: tuple[Token, ...]
    partial: Partial
    quoted: bool
    inner: bool


@dataclass(frozen=True, slots=True)
class InStage:
    """Behind a pipe, in a query that begins at `start`. `stages` are the tokens of the stages before, `before` those of
    this one up to the word that is being written, `behind` its others. `inner` tells of a subquery, `quoted` of the
    inside of quotes, `number` that the word is a number.
    """

    start: int
    stages: tuple[tuple[Token, ...], ...]
    before: tuple[Token, ...]
    partial: Partial
    behind: tuple[Token, ...]
    quoted: bool
    number: bool
    inner: bool


@dataclass(frozen=True, slots=True)
class InHead:
    """In `[subquery …`, before the colon."""

    partial: Partial


@dataclass(frozen=True, slots=True)
class Nowhere:
    """In a comment, in a regular expression: nothing is offered."""


Place = InScope | InStage | InHead | Nowhere


def place_at(text: str, position: int, start: int = 0, *, inner: bool = False) -> Place:
    """The place of a position in the query that begins at `start`, which is a subquery if `inner`."""
    lexed = lex(text, start=start)
    tokens = lexed.tokens
    touched = next(
        (t for t in tokens if t.span.start < position <= t.span.end and t.kind not in (T.PIPE, T.END)), None
    )
    if touched is None:
        ends = (t.span.end for t in tokens if t.span.end <= position and t.kind is not T.END)
        left = max(ends, default=start)
        if comment_at(text, left, position):
            return Nowhere()
    elif touched.kind is T.SUBQUERY:
        return _in_subquery(touched, text, position)
    elif touched.kind is T.REGEX:
        return Nowhere()
    quoted = touched is not None and touched.kind is T.STRING and _is_inside(touched, position)
    written = touched if touched is not None and (quoted or _is_word(touched)) else None
    partial = _partial(written, tokens, position)
    last = lexed.scope[-1]
    if position <= last.span.start or last.kind is T.END:
        before = tuple(t for t in lexed.scope[:-1] if t.span.end <= position and t is not written)
        return InScope(before, partial, quoted, inner)
    number = written is not None and written.kind is T.NUMBER
    reached = tuple(
        t
        for part in lexed.stages
        for t in part
        if t.span.end <= position and t.kind is not T.END and (t is not written or number)
    )
    *stages, before = split_stages(reached)
    behind = tuple(t for t in _rest(lexed.stages, position) if t is not written)
    return InStage(start, tuple(stages), before, partial, behind, quoted, number, inner)


def split_stages(tokens: Sequence[Token], *, nested: bool = True) -> list[tuple[Token, ...]]:
    """The stages of a run of tokens, without their pipes; pipes in parentheses belong to their stage if `nested`."""
    stages: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.kind is T.PIPE and depth == 0:
            stages.append([])
            continue
        stages[-1].append(token)
        if nested:
            depth = max(0, depth + token.is_sign("(") - token.is_sign(")"))
    return [tuple(stage) for stage in stages]


def _rest(stages: Sequence[Sequence[Token]], position: int) -> list[Token]:
    """The tokens of the stage at the position that stand behind it."""
    for stage in stages:
        if stage and stage[-1].span.start >= position:
            return [t for t in stage[:-1] if t.span.start >= position]
    return []


def _in_subquery(token: Token, text: str, position: int) -> Place:
    closed = token.text.endswith("]")
    if closed and position == token.span.end:
        return Nowhere()
    begins = subquery_start(token, text)
    if begins is None or position < begins:
        word = text[token.span.start : position]
        length = len(word) - len(word.rstrip("abcdefghijklmnopqrstuvwxyz"))
        return InHead(Partial(word[len(word) - length :], Span(position - length, position)))
    return place_at(text[: token.span.end - closed], position, begins, inner=True)


def _is_inside(token: Token, position: int) -> bool:
    if token.span.start < position < token.span.end:
        return True
    return len(token.text) == 1 or token.text[-1] not in "\"'" or not _is_closed(token.text)


def _is_closed(text: str) -> bool:
    """Whether a quoted text ends in a quote that is not escaped."""
    escapes = len(text) - 1 - len(text[:-1].rstrip("\\"))
    return escapes % 2 == 0


def _is_word(token: Token) -> bool:
    return token.kind in (T.WORD, T.FIELD, T.NUMBER)


def _partial(token: Token | None, tokens: Sequence[Token], position: int) -> Partial:
    if token is None:
        glued = any(t.span.end == position and t.kind not in (T.PIPE, T.END) for t in tokens)
        return Partial("", Span(position, position), glued)
    written = token.text[: position - token.span.start]
    match token.kind:
        case T.STRING:
            return Partial(written[1:], token.span, token.glued)
        case T.FIELD:
            return Partial(written.lstrip("%").lstrip('"'), token.span, token.glued)
        case T.NUMBER:
            return Partial(written, token.span, glued=True)
        case _:
            return Partial(written, token.span, token.glued)
