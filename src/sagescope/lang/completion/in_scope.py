"""What can stand at a place in the scope: metadata and fields with their values, and the words between terms."""

from collections.abc import Sequence

from sagescope.lang.catalog import Catalog
from sagescope.lang.completion.known_fields import KINDS, written
from sagescope.lang.completion.place import InHead, InScope
from sagescope.lang.completion.proposal import Proposal, ProposalKind, Wanted
from sagescope.lang.completion.sources import table_proposals
from sagescope.syntax.tokens import T, Token

_BETWEEN = {
    "AND": "Both sides have to hold, as without it.",
    "OR": "One of the sides has to hold. AND binds tighter.",
}
_BEFORE = {"NOT": "What follows must not hold."}
# Numbers and times of single messages: nobody looks for one by its value.
_UNSEARCHED = frozenset({"_raw", "_messagetime", "_receipttime", "_messageid", "_size", "_format"})


def scope_proposals(place: InScope, catalog: Catalog) -> list[Proposal]:
    """The fields that a scope may test, each with its sign, and the words between tests; the tables behind `cat`."""
    if place.quoted or _tested_field(place.before) is not None:
        return []
    if len(place.before) == 1 and place.before[0].is_word("cat"):
        return table_proposals(catalog, place.partial)
    span = place.partial.span
    fields = []
    for name, known in catalog.fields.items():
        label = known.col.label
        if name in _UNSEARCHED or name != label.lower():
            continue
        kind = ProposalKind.METADATA if name.startswith("_") else ProposalKind.FIELD
        fields.append(
            Proposal(label, kind, f"{written(label)}=", span, KINDS[known.col.kind], known.documentation)
        )
    fields.sort(key=lambda p: p.kind is ProposalKind.METADATA)
    words = {**(_BETWEEN if _ends_a_term(place.before) else {}), **_BEFORE}
    return [
        *fields,
        *(
            Proposal(word, ProposalKind.KEYWORD, word, span, documentation=about)
            for word, about in words.items()
        ),
    ]


def head_proposals(place: InHead) -> list[Proposal]:
    """What may stand between `[subquery` and its colon."""
    span = place.partial.span
    about = "When the range of the subquery {}; without it that of the query around."
    return [
        Proposal("from", ProposalKind.KEYWORD, "from=(", span, documentation=about.format("begins")),
        Proposal("to", ProposalKind.KEYWORD, "to=(", span, documentation=about.format("ends")),
    ]


def wanted_value(place: InScope, catalog: Catalog) -> Wanted | None:
    """The field whose value is being written."""
    name = _tested_field(place.before)
    known = catalog.fields.get(name.lower()) if name is not None else None
    if known is None:
        return None
    return Wanted(known.col.label, place.partial.text, place.partial.span, quoted=False)


def _tested_field(before: Sequence[Token]) -> str | None:
    """The field before the sign that was written last."""
    if len(before) < 2 or not before[-1].is_sign("=") or before[-2].kind not in (T.WORD, T.FIELD):
        return None
    return before[-2].value


def _ends_a_term(before: Sequence[Token]) -> bool:
    if not before:
        return False
    last = before[-1]
    return last.is_sign(")") or (last.kind is not T.SIGN and not last.is_word("and", "or", "not"))
