"""What the word at a place means: an operator, a function, an option, a field."""

from sagescope.lang.aggregates import AGGREGATES
from sagescope.lang.catalog import Catalog
from sagescope.lang.completion.known_fields import KINDS
from sagescope.lang.completion.place import InScope
from sagescope.lang.completion.proposal import Note, ProposalKind
from sagescope.lang.completion.stage_context import StageContext
from sagescope.lang.completion.vocabulary import option_note
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import REGISTRY, About
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.syntax.tokens import T


def scope_note(place: InScope, text: str, catalog: Catalog) -> Note | None:
    """The field that the word in a scope names."""
    span = place.partial.span
    word = text[span.start : span.end]
    known = catalog.fields.get(word.lower())
    if place.quoted or known is None:
        return None
    return _field(span, known.col.label, known.col.kind, known.documentation or "A field of the messages.")


def stage_note(cx: StageContext) -> Note | None:
    """What the word in a stage is."""
    span = cx.partial.span
    word = cx.text[span.start : span.end].lower()
    if cx.quoted or cx.number or not word:
        return None
    called = bool(cx.behind) and cx.behind[0].is_sign("(")
    if (about := _operator(cx, word)) is not None and not (called and word in FUNCTIONS):
        return _of_operator(span, about)
    if word in AGGREGATES and _is_aggregate(cx):
        aggregate = AGGREGATES[word]
        return Note(
            span,
            ProposalKind.AGGREGATE,
            aggregate.syntax,
            aggregate.documentation,
            f"* | {aggregate.example}",
        )
    if called and word in FUNCTIONS:
        function = FUNCTIONS[word]
        example = function.examples[0] if function.examples else ""
        return Note(span, ProposalKind.FUNCTION, function.signature, function.documentation, example)
    if (word in cx.asked.words or word in cx.asked.ahead) and (note := option_note(word, cx.operator)):
        return Note(span, ProposalKind.KEYWORD, word, note)
    name = cx.text[span.start : span.end]
    name = name[2:].removesuffix('"') if name.startswith('%"') else name.lstrip("%")
    column = cx.rows().find(name)
    if column is None:
        return None
    place = cx.catalog.fields.get(name.lower())
    own = place is not None and place.col.sql == column.sql
    about_field = (
        (place.documentation or "A field of the messages.") if own and place else "Made by a stage before."
    )
    return _field(span, column.label or name, column.kind, about_field)


def _operator(cx: StageContext, word: str) -> About | None:
    """The operator whose name the word is, or is a part of."""
    if not cx.before:
        second = cx.behind[0].text.lower() if cx.behind and cx.behind[0].kind is T.WORD else ""
        cls = REGISTRY.get(f"{word} {second}") or REGISTRY.get(word)
        return cls.about if cls is not None and word != "as" and word not in AGGREGATES else None
    if len(cx.before) == 1:
        cls = REGISTRY.get(f"{cx.before[0].text.lower()} {word}")
        return cls.about if cls is not None else None
    return None


def _is_aggregate(cx: StageContext) -> bool:
    return not cx.before or any("aggregate function" in what for what in cx.asked.names)


def _of_operator(span: Span, about: About) -> Note:
    example = about.examples[0] if about.examples else ""
    return Note(span, ProposalKind.OPERATOR, "\n".join(about.syntax), about.summary, example)


def _field(span: Span, name: str, kind: Kind, documentation: str) -> Note:
    of = KINDS[kind]
    title = f"{name}: {of}" if of else name
    known = ProposalKind.METADATA if name.startswith("_") else ProposalKind.FIELD
    return Note(span, known, title, documentation)
