"""`lookup`: add columns from another table by a key."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.typed import field_column
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.sql.nodes import Column
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown

LOCATION: Mapping[str, Kind] = {
    "latitude": Kind.DOUBLE,
    "longitude": Kind.DOUBLE,
    "continent": Kind.TEXT,
    "country_code": Kind.TEXT,
    "country_name": Kind.TEXT,
    "region": Kind.TEXT,
    "city": Kind.TEXT,
    "state": Kind.TEXT,
    "postal_code": Kind.TEXT,
}
NETWORK: Mapping[str, Kind] = {"asn": Kind.LONG, "organization": Kind.TEXT}
ADDRESS_TABLES: Mapping[str, tuple[str, Mapping[str, Kind]]] = {
    "geo://location": ("location", LOCATION),
    "asn://default": ("network", NETWORK),
}
"""Sources that are looked up by an address: the name of the range table, and its columns."""


@operator(
    "lookup",
    family="lookup",
    syntax=(
        "lookup <column> [as <name>], … from geo://location on ip=<field>",
        "lookup asn, organization from asn://default on ip=<field>",
    ),
    examples=(
        '* | json "sourceIPAddress" as ip | count by ip | lookup latitude, longitude from geo://location on ip=ip',
    ),
)
@dataclass(frozen=True, slots=True)
class Lookup(Operator):
    """Adds columns from another table by a key.

    `geo://location` gives latitude, longitude, continent, country_code, country_name, region, city,
    state and postal_code of an IPv4 or IPv6 address; `asn://default` gives asn and organization of its
    network. Rows without a match stay, with the columns absent: private addresses, and names such as
    `config.amazonaws.com`. Write `ip=<field>`, or just `ip` where the field has that name. `*` takes all columns.
    """

    wanted: tuple[tuple[Name, Name], ...]
    everything: bool
    source: str
    source_at: Name
    key: Name

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        wanted: list[tuple[Name, Name]] = []
        everything = cursor.sign("*") is not None
        while not everything:
            column = cursor.name("a column of the table")
            alias = cursor.name("the name of the field") if cursor.word("as") else column
            wanted.append((column, alias))
            if not cursor.sign(","):
                break
        cursor.expect_word("from", after="after the columns of lookup")
        source, span = cursor.glued_text()
        if source.lower() not in ADDRESS_TABLES:
            raise unknown(
                "lookup.source",
                "lookup source",
                Name(source, span),
                list(ADDRESS_TABLES),
                "The sources are geo://location and asn://default.",
            )
        cursor.expect_word("on", after="after the source of lookup")
        first = cursor.name("the field that holds the address")
        key = first
        if cursor.sign("=", "=="):
            second = cursor.name("the field that holds the address")
            # Either side may name the table's column; the other one is the field.
            key = (
                first
                if second.text.lower() in ("ip", "ip_address") and first.text.lower() != "ip"
                else second
            )
        return cls(
            cursor.span_since(mark), tuple(wanted), everything, source.lower(), Name(source, span), key
        )

    def defines(self) -> tuple[str, ...]:
        return tuple(alias.text for _, alias in self.wanted)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        table, columns = ADDRESS_TABLES[self.source]
        if table not in cx.catalog.geo_tables:
            raise StageFault(
                Fault(
                    "lookup.unavailable",
                    f"{self.source_at.text} has no data on this server.",
                    "Install the package with its geolocation data, or set SAGESCOPE_GEO_PATH to an .mmdb file.",
                    self.source_at.span,
                )
            )
        pairs = (
            [(Name(c, self.source_at.span), Name(c, self.source_at.span)) for c in columns]
            if self.everything
            else self.wanted
        )
        outputs: list[tuple[str, str, Kind]] = []
        for column, alias in pairs:
            kind = columns.get(column.text.lower())
            if kind is None:
                raise unknown(
                    "lookup.column",
                    f"column of {self.source_at.text}",
                    column,
                    list(columns),
                    "Its columns are " + ", ".join(columns) + ".",
                )
            outputs.append((alias.text, column.text.lower(), kind))
        address = field_column(self.key, rel)
        assert isinstance(address.expr, Column)
        rel = rel.ordered()
        return rel.locate(Col(address.expr.name, self.key.text, address.kind), table, outputs)
