"""Which columns the tables of a `join` have, and what they are called before and after it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sagescope.lang.joining import Equal, Side
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col
from sagescope.syntax.cursor import Name

TIME = "_messagetime"
"""The time of a message, which goes along for `timewindow` and for stages that name it."""


def asked_of(
    at: int, sides: Sequence[Side], conditions: Sequence[Equal], later: frozenset[str]
) -> frozenset[str]:
    """The names, in lower case, of the fields of table `at` that conditions or `later` stages mention."""
    # A later join puts the name of its table before that of this one.
    prefix = re.compile(rf"(?<![^_]){re.escape(sides[at].column('').lower())}")
    after = (name[found.end() :] for name in later for found in prefix.finditer(name))
    return frozenset((TIME, *after, *(name.text.lower() for name in condition_fields(at, conditions))))


def condition_fields(at: int, conditions: Sequence[Equal]) -> list[Name]:
    """The fields of table `at` that have to be equal to others."""
    return [field for c in conditions for place, field in (c.left, c.right) if place == at]


def columns_of(table: Relation, asked: frozenset[str]) -> dict[str, Col]:
    """The columns of a table that go along: those it shows, and fields of messages that are `asked` for."""
    found = dict(table.columns)
    for name in sorted(asked - set(found) - set(table.aliases)):
        if (column := table.find(name)) is not None:
            found[name] = column
    return found


def own_name(table: Relation, name: str) -> str:
    """What a table calls a field that may be named otherwise, too, after a join before; in lower case."""
    folded = name.lower()
    return folded if folded in table.columns else table.aliases.get(folded, folded)


def first_table(table: Relation, columns: Mapping[str, Col]) -> Relation:
    """The first table as the relation that the others are joined to."""
    held = {place_name(0, name): column for name, column in columns.items()}
    return replace(table, columns=held, open=None, hidden=frozenset(), dynamic=False, aliases={})


def place_name(at: int, name: str) -> str:
    """What a column of table `at` is called while the tables are put together."""
    return f"{at}.{name.lower()}"


def shown(
    joined: Relation,
    sides: Sequence[Side],
    tables: Sequence[Relation],
    columns: Sequence[Mapping[str, Col]],
    later: frozenset[str],
) -> Relation:
    """Columns that only one table has under their own names; `<table>_<field>` always means them too."""
    held = [
        (sides[at].column(c.label), c.label, replace(joined.columns[place_name(at, name)], key=c.key))
        for at, of_table in enumerate(columns)
        for name, c in of_table.items()
    ]
    full = {name.lower() for name, _, _ in held}
    several = Counter(label.lower() for _, label, _ in held)
    found: dict[str, Col] = {}
    aliases: dict[str, str] = {}
    for name, label, column in held:
        if label.lower() == TIME and name.lower() not in later:
            continue
        if label.lower() == TIME or several[label.lower()] > 1 or label.lower() in full:
            label = name
        else:
            aliases[name.lower()] = label.lower()
        found[label.lower()] = replace(column, label=label)
    for side, table in zip(sides, tables, strict=True):
        for further, name in table.aliases.items():
            own = side.column(name).lower()
            aliases.setdefault(side.column(further).lower(), aliases.get(own, own))
    return replace(joined, columns=found, aliases=aliases)
