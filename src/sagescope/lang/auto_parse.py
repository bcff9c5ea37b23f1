"""Auto Parse Mode: JSON fields that a query names are read without a stage for them (reference search-language.md, 6)."""

from sagescope.lang.flattened import document_in, field_of
from sagescope.lang.operator import Bind
from sagescope.lang.parsing import MESSAGE, Extracted, add_fields
from sagescope.plan.relation import Relation
from sagescope.span import Span
from sagescope.sql.build import col, f

MOST_FIELDS = 100
"""Fields that are read of one message (reference, section 10)."""


def auto_parsed(rel: Relation, names: frozenset[str], cx: Bind) -> Relation:
    """The messages with a column for each name that the query mentions and that is no name of the system.

    A field that the message came with, or that a rule has set, stays where it has a value; the JSON fills in
    where it has none. What no later stage reads is worked out for nobody.
    """
    text = rel.find(MESSAGE)
    wanted = [name for name in sorted(names) if name and not name.startswith("_")][:MOST_FIELDS]
    if text is None or not wanted:
        return rel
    rel, document = document_in(rel, col(text.sql))
    extracted: list[Extracted] = []
    for name in wanted:
        rel, value = field_of(rel, document, name, None)
        held = rel.find(name)
        if held is not None:
            value = f.ifNull(f.nullIf(f.toString(col(held.sql)), ""), value)
        extracted.append(Extracted(name, value, Span(0, 0)))
    return add_fields(rel, extracted)
