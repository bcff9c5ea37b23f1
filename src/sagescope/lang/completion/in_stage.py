"""What can stand at a place in a stage."""

from collections.abc import Iterable, Sequence

from sagescope.lang.aggregates import AGGREGATES
from sagescope.lang.completion.join_tables import table_field_proposals
from sagescope.lang.completion.json_paths import path_proposals
from sagescope.lang.completion.known_fields import field_proposals
from sagescope.lang.completion.probe import Asked, ask
from sagescope.lang.completion.proposal import Partial, Proposal, Wanted
from sagescope.lang.completion.sources import column_proposals, source_proposals
from sagescope.lang.completion.stage_context import StageContext
from sagescope.lang.completion.vocabulary import (
    aggregate_proposals,
    constant_proposals,
    function_proposals,
    operator_proposals,
    word_proposals,
)
from sagescope.span import Span
from sagescope.syntax.tokens import T, Token

_COMPARISONS = frozenset({"=", "==", "!=", "<>"})


def stage_proposals(cx: StageContext) -> list[Proposal]:
    """The proposals at a place in a stage, the likeliest first."""
    partial = cx.partial
    if cx.quoted:
        return path_proposals(cx) if _takes_path(cx.asked) else []
    if not cx.before:
        return [
            *operator_proposals(partial, inner=cx.inner),
            *(p for p in function_proposals(partial) if p.label not in AGGREGATES),
            *field_proposals(cx.rows(), cx.catalog, partial),
        ]
    asked = cx.asked
    found: list[Proposal] = []
    if len(cx.before) == 1:
        first = cx.before[0].text.lower()
        found += operator_proposals(partial, inner=cx.inner, first_word=first)
    if cx.number:
        return found + word_proposals(_words(cx, asked.words), cx.operator, partial, number=True)
    if asked.source is not None:
        found += source_proposals(cx.catalog, _address(cx, asked.source))
    if _takes_path(asked):
        found += path_proposals(cx)
    if asked.value:
        found += _values(cx)
    words = asked.words if asked.reached else asked.ahead
    found += word_proposals(_words(cx, words), cx.operator, partial)
    for what in asked.names:
        found += _named(what, cx)
    if not asked.reached and not asked.ahead:
        # Something before is at fault, so that nobody knows what belongs here: a field most likely.
        found += _values(cx)
    return list(dict.fromkeys(found))


def wanted_values(cx: StageContext) -> Wanted | None:
    """The field whose values would fit: that of the message on the other side of a comparison."""
    if cx.quoted or cx.number or not cx.asked.value or len(cx.before) < 2:
        return None
    name, sign = cx.before[-2:]
    if name.kind not in (T.WORD, T.FIELD) or not any(sign.is_sign(s) for s in _COMPARISONS):
        return None
    place = cx.catalog.fields.get(name.value.lower())
    column = cx.rows().find(name.value)
    if place is None or column is None or place.col.sql != column.sql:
        return None
    return Wanted(place.col.label, cx.partial.text, cx.partial.span, quoted=True)


def _values(cx: StageContext) -> list[Proposal]:
    return [
        *field_proposals(cx.rows(), cx.catalog, cx.partial),
        *function_proposals(cx.partial),
        *constant_proposals(cx.partial),
    ]


def _named(what: str, cx: StageContext) -> Iterable[Proposal]:
    """Proposals for a name, by what its parser says it is."""
    if "aggregate function" in what:
        return aggregate_proposals(cx.partial)
    if what.startswith("a column of "):
        source = what.removeprefix("a column of ")
        return column_proposals(_source(cx) if source == "the table" else source, cx.catalog, cx.partial)
    if what.startswith("the field or column"):
        fields = field_proposals(cx.rows(), cx.catalog, cx.partial)
        named = {field.label for field in fields}
        columns = column_proposals(_source(cx), cx.catalog, cx.partial)
        return [*fields, *(column for column in columns if column.label not in named)]
    if "<table>" in what or what == "the field of the table":
        return table_field_proposals(cx)
    if not what.startswith(("a field", "the field")) or _behind_as(cx.before):
        # A name that the stage makes, or one that only the data knows.
        return ()
    return field_proposals(cx.rows(), cx.catalog, cx.partial)


def _behind_as(tokens: Sequence[Token]) -> bool:
    """Whether the next name is in a list behind `as`, which makes names."""
    at = len(tokens) - 1
    if at >= 0 and tokens[at].is_sign("("):
        at -= 1
    while at > 0 and tokens[at].is_sign(","):
        at -= 2
    if at >= 0 and tokens[at].is_sign("("):
        at -= 1
    return at >= 0 and tokens[at].is_word("as")


def _takes_path(asked: Asked) -> bool:
    return any("JSON path" in what for what in asked.texts)


def _words(cx: StageContext, words: Iterable[str]) -> Iterable[tuple[str, str]]:
    """The words that lead on, each with the sign that has to follow it.

    Parsers also look for words that they refuse, so each is tried. Some stand only before others: `not in`.
    """
    at = cx.partial.span.start
    named = cx.operator.name.split() if cx.operator is not None else ()
    for word in words:
        if word in named:
            continue
        token = Token(T.WORD, word, word, Span(at, at), cx.number)
        after = ask((*cx.before, token), cx.text, at)
        if after.reached or after.only_sign:
            yield word, _joined(word, after.only_sign)
        else:
            yield from ((f"{word} {following}", "") for following in sorted(after.ahead))


def _joined(word: str, sign: str) -> str:
    """The sign as it stands behind a word."""
    match sign:
        case "(":
            return " (" if word == "in" else "("
        case "=":
            return "="
        case _:
            return ""


def _address(cx: StageContext, start: int) -> Partial:
    """The address of a table that is being written, which is more than one token."""
    end = cx.partial.span.end
    for token in cx.behind:
        if not (token.glued and token.span.start == end) or token.is_sign(","):
            break
        end = token.span.end
    position = cx.partial.span.start + len(cx.partial.text)
    return Partial(cx.text[start:position], Span(start, end), glued=True)


def _source(cx: StageContext) -> str:
    """The source that a lookup names; empty where it names none."""
    tokens = (*cx.before, *cx.behind)
    for at, token in enumerate(tokens):
        if token.is_word("from"):
            parts: list[str] = []
            for following in tokens[at + 1 :]:
                if parts and not following.glued:
                    break
                parts.append(following.text)
            return "".join(parts)
    return ""
