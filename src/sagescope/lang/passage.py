"""What goes with the rows through a local stage that looks at each row by itself.

Such a stage adds columns; everything else that later stages or the result may want has to be handed to
it, and comes out behind it under new ids.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sagescope.lang.names import carried
from sagescope.lang.operator import Bind
from sagescope.plan.relation import Discovery, Relation
from sagescope.plan.schema import Col, Kind
from sagescope.sql.build import col
from sagescope.sql.nodes import Column


@dataclass(frozen=True, slots=True)
class Passage:
    """`given` are the columns that the function gets beside those it reads, `left` what they are behind it."""

    rel: Relation
    given: tuple[Col, ...]
    left: tuple[Col, ...]

    def behind(self, local: Relation) -> Relation:
        """The relation that a local stage left, with what was known of the rows before it."""
        renamed = {before.sql: after for before, after in zip(self.given, self.left, strict=True)}
        before = self.rel
        matched = before.matched
        if matched is not None:
            assert isinstance(matched, Column), "passage made it one"
            matched = col(renamed[matched.name].sql)
        discoveries = tuple(
            Discovery(
                renamed[find.text.sql],
                find.arguments,
                frozenset(renamed[c].sql for c in find.older if c in renamed),
                frozenset(renamed[c].sql for c in find.made if c in renamed),
            )
            for find in before.discoveries
            if find.text.sql in renamed
        )
        return replace(
            local, matched=matched, hidden=before.hidden, aliases=before.aliases, discoveries=discoveries
        )


def passage(rel: Relation, cx: Bind, names: Iterable[str]) -> Passage:
    """The way of these rows through a local stage; `names` are fields whose old values it may keep."""
    if rel.matched is not None:
        # The run of parse stages goes on behind it.
        rel, flag = rel.value(rel.matched, "", Kind.BOOL)
        rel = replace(rel, matched=col(flag.sql))
    wanted = cx.later | {name.lower() for name in names}
    given = carried(rel, wanted, everything=cx.to_messages)
    if cx.to_messages and not rel.is_records:
        given += [replace(find.text, label="") for find in rel.discoveries]
    if rel.matched is not None:
        given.append(flag)
    left = tuple(rel.ids.column(c.label, c.kind, key=c.key) for c in given)
    return Passage(rel, tuple(given), left)
