"""`lookup`: add columns from another table by a key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.address_lookup import ADDRESS_SOURCES, AddressSource, address_source, locate
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.table_lookup import look_up
from sagescope.lang.table_source import column_of, table_of
from sagescope.lang.table_syntax import SCHEMES, Equality, Source, equalities, source, wanted_columns
from sagescope.lang.threats import FEED_COLUMNS, feed_lookup, is_feed
from sagescope.plan.relation import Relation
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown


@operator(
    "lookup",
    family="lookup",
    syntax=(
        'lookup <column> [as <name>], … | * from path://"<path>" on <field>=<column> [and …]',
        "lookup <column> [as <name>], … | * from <path> on <field>=<column> [, …]",
        "lookup <column> [as <name>], … | * from geo://location on ip=<field>",
        "lookup asn, organization from asn://default on ip=<field>",
        "lookup <column> [as <name>], … from sumo://threat/cs on threat=<field>",
    ),
    examples=(
        '* | json "sourceIPAddress" as ip | count by ip | lookup latitude, longitude from geo://location on ip=ip',
        '* | json "sourceIPAddress" as ip | lookup type, actor, threatlevel from sumo://threat/cs on threat=ip',
    ),
    options={
        "from": "What to look into.",
        "on": "Which field and which column have to be equal.",
        "and": "A further field and column.",
    },
)
@dataclass(frozen=True, slots=True)
class Lookup(Operator):
    """Adds columns from another table by a key.

    Rows without a match stay, with the columns absent. `as` names a column; `*` takes all of them, but for one that
    is compared with a field of its own name. Either side of `=` may be the field, the other one is the column; a
    single name stands for both. Where both sides could be either, the field stands first.

    A *lookup table* is written `path://"/Library/…"` and looked into by its whole primary key, text without case. A
    *saved file* is written without quotes, `shared/aws/admins`, and looked into by any of its columns, with case; of
    several rows with the same values the last one counts. Field and column have to be of one kind.

    `geo://location` gives the place of an IPv4 or IPv6 address: latitude, longitude, continent, country_code,
    country_name, region, city, state and postal_code; connection_type, country_cf, state_cf and city_cf are always
    absent. `asn://default` gives asn, organization, registering_organization and carrier_organization of its
    network. Private addresses and names such as `config.amazonaws.com` have none.

    `sumo://threat/cs` gives type, actor, raw, threatlevel and threat of what has been uploaded as a threat
    indicator: an address, a domain, a hash. `sumo://threat/<source>` keeps to the indicators of one source.
    `sumo://content/slos`, which the hosted service fills, is a table of the path `content/slos` here.
    """

    wanted: tuple[tuple[Name, Name], ...]
    everything: bool
    source: Source
    conditions: tuple[Equality, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        wanted, everything = wanted_columns(cursor)
        cursor.expect_word("from", after="after the columns of lookup")
        where = source(cursor)
        if where.scheme in SCHEMES and address_source(where) is None and not is_feed(where):
            known = [*ADDRESS_SOURCES, "sumo://threat/cs"]
            raise unknown(
                "lookup.source",
                "lookup source",
                Name(where.written, where.span),
                known,
                "The sources are " + ", ".join(known) + ', path://"…" and the paths of saved files.',
            )
        cursor.expect_word("on", after="after the source of lookup")
        conditions = equalities(cursor)
        return cls(cursor.span_since(mark), wanted, everything, where, conditions)

    def defines(self) -> tuple[str, ...]:
        return tuple(alias.text for _, alias in self.wanted)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        if (addresses := address_source(self.source)) is not None:
            return self._of_address(rel, addresses, cx)
        if is_feed(self.source):
            wanted = self._columns(FEED_COLUMNS, ())
            return feed_lookup(rel, self.source, self.conditions, wanted, cx)
        table = table_of(self.source, cx)
        pairs = [(c.left.text.lower(), c.right.text.lower()) for c in self.conditions]
        compared = {left for left, right in pairs if left == right}
        outputs = [
            (name, column_of(column, table.columns, self.source.written))
            for column, name in self._columns([c.label for c in table.columns], compared)
        ]
        return look_up(rel, table, self.source, self.conditions, outputs)

    def _columns(self, all_: Sequence[str], compared: Sequence[str] | set[str]) -> list[tuple[Name, str]]:
        """The columns wanted, with the names that they get."""
        if not self.everything:
            return [(column, alias.text) for column, alias in self.wanted]
        # The field that is compared keeps its value, also where there is no match.
        return [(Name(name, self.source.span), name) for name in all_ if name.lower() not in compared]

    def _of_address(self, rel: Relation, addresses: AddressSource, cx: Bind) -> Relation:
        first, *more = self.conditions
        if more:
            raise StageFault(
                Fault(
                    "lookup.address",
                    f"{addresses.name} is looked into by one address.",
                    "Write on ip=<field>.",
                    more[0].span,
                )
            )
        ours, theirs = first.left, first.right
        # Either side may name the source's column; the other one is the field.
        flipped = theirs.text.lower() in ("ip", "ip_address") and ours.text.lower() != "ip"
        wanted = self._columns(list(addresses.columns), ())
        return locate(rel, addresses, self.source.span, ours if flipped else theirs, wanted, cx)
