"""Fields that `auto` stages find: columns for those that later stages name, the others in the result."""

from collections.abc import Mapping
from dataclasses import replace

from sagescope.lang.operator import Bind
from sagescope.plan.relation import Discovery, Relation
from sagescope.plan.schema import Col


def named_later(cx: Bind) -> list[str]:
    """The names that later stages mention and that an `auto` stage may set, in lower case.

    What messages carry themselves (`_raw`, `_sourceHost`) is not among them.
    """
    return sorted(
        name
        for name in cx.later
        if name and not (name.startswith("_") and cx.catalog.column(name) is not None)
    )


def discovered(
    rel: Relation, before: Relation, text: Col, arguments: Mapping[str, object], named: list[str]
) -> Relation:
    """The relation after an `auto` stage that made columns for `named`; `before` is the one before it."""
    older = frozenset(c.sql for c in before.columns.values())
    made = frozenset(rel.columns[n].sql for n in named if n in rel.columns and before.find(n) is None)
    found = Discovery(text, arguments, older, made)
    return replace(rel, discoveries=(*rel.discoveries, found))


def with_discoveries(rel: Relation, columns: tuple[Col, ...]) -> tuple[Relation, tuple[Col, ...]]:
    """A result of messages with the fields of its discoveries beside `columns`, and the columns to ask it for.

    A field that was found replaces what its column held before the stage that found it. All columns of such a
    result are known only when its rows are, so none are asked for.
    """
    if rel.is_records or not rel.discoveries:
        return rel, columns
    finds = rel.discoveries
    local = rel.local(
        "discover",
        (*(find.text for find in finds), *columns),
        (),
        {
            "finds": tuple(dict(find.arguments) for find in finds),
            "since": tuple(_since(rel, c) for c in columns),
            "made": tuple(any(c.sql in find.made for find in finds) for c in columns),
            "hidden": tuple(sorted(rel.hidden)),
        },
        records=False,
        dynamic=True,
        rowwise=True,
    )
    return local, ()


def _since(rel: Relation, column: Col) -> int:
    """The first of the discoveries that may replace what the column holds; their number where none may."""
    if column.label.startswith("_"):
        return len(rel.discoveries)
    if column.label.lower() not in rel.columns:
        return 0
    since = (i for i, find in enumerate(rel.discoveries) if column.sql in find.older)
    return next(since, len(rel.discoveries))
