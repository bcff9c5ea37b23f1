"""Fields by their names: which column each is, or the fault that there is none."""

from collections.abc import Sequence
from dataclasses import replace

from sagescope.errors import Fault
from sagescope.lang.coercion import Typed
from sagescope.lang.operator import Bind
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col
from sagescope.sql.nodes import Column
from sagescope.syntax.cursor import Name, StageFault, unknown

_SLICED = "Put `timeslice 5m` before the aggregate, and _timeslice among the fields after its `by`."


def field_column(name: Name, rel: Relation) -> Typed:
    """The column of a field. Raises StageFault `field.unknown`."""
    col = _column(name, rel)
    return Typed(Column(col.sql), col.kind, name.span)


def _column(name: Name, rel: Relation) -> Col:
    col = rel.find(name.text)
    if col is None and rel.dynamic:
        raise StageFault(
            Fault(
                "field.unlisted",
                f"No column is known to be called {name.text!r}: transpose makes columns of the values it finds.",
                f"List it there: transpose row … column … as {name.text}, *.",
                name.span,
            )
        )
    if col is None:
        raise unknown(
            "field.unknown",
            "field",
            name,
            rel.known(),
            _SLICED
            if name.text.lower() == "_timeslice"
            else "A field comes from a source, an extraction rule, or an earlier parse, json or `as`.",
        )
    return col


def field_columns(names: Sequence[Name], rel: Relation, cx: Bind) -> list[Col]:
    """The columns of several fields, labelled as they were written.

    Every unknown one is noted, so that one look shows them all; then StageFault is raised.
    """
    found: list[Col] = []
    missing: StageFault | None = None
    for name in names:
        try:
            found.append(replace(_column(name, rel), label=name.text))
        except StageFault as wrong:
            cx.note(wrong.fault)
            missing = missing or wrong
    if missing is not None:
        raise missing
    return found
