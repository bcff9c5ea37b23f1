"""Places and networks of addresses: what `geo://location` and `asn://default` give, for `lookup` and `geoip`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.lang.operator import Bind
from sagescope.lang.references import field_column
from sagescope.lang.table_syntax import Source
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Col, Kind
from sagescope.span import Span
from sagescope.sql.build import NULL, cast
from sagescope.sql.nodes import Column
from sagescope.sql.types import INT64, STRING, nullable
from sagescope.syntax.cursor import Name, StageFault, unknown


@dataclass(frozen=True, slots=True)
class AddressColumn:
    """A column of a source of addresses; `held` is what the data calls it, empty where it has nothing for it."""

    kind: Kind
    held: str = ""


_TEXT, _NONE = Kind.TEXT, AddressColumn(Kind.TEXT)
_PLACE: Mapping[str, AddressColumn] = {
    "latitude": AddressColumn(Kind.DOUBLE, "latitude"),
    "longitude": AddressColumn(Kind.DOUBLE, "longitude"),
    **{
        name: AddressColumn(_TEXT, name)
        for name in ("continent", "country_code", "country_name", "region", "city", "state", "postal_code")
    },
    "connection_type": _NONE,
    "country_cf": AddressColumn(Kind.LONG),
    "state_cf": AddressColumn(Kind.LONG),
    "city_cf": AddressColumn(Kind.LONG),
}
_NETWORK: Mapping[str, AddressColumn] = {
    "asn": AddressColumn(Kind.LONG, "asn"),
    "organization": AddressColumn(_TEXT, "organization"),
    "registering_organization": AddressColumn(_TEXT, "organization"),
    "carrier_organization": AddressColumn(_TEXT, "organization"),
}


@dataclass(frozen=True, slots=True)
class AddressSource:
    """A source that is looked into by an address: the kind of its range table, and its columns.

    `older` columns are taken where they are named, and have nothing.
    """

    name: str
    table: str
    columns: Mapping[str, AddressColumn]
    older: Sequence[str] = ()


ADDRESS_SOURCES: Mapping[str, AddressSource] = {
    s.name: s
    for s in (
        AddressSource("geo://location", "location", _PLACE, ("area_code", "metro_code")),
        AddressSource("geo://default", "location", _PLACE, ("area_code", "metro_code")),
        AddressSource("asn://default", "network", _NETWORK),
    )
}


def address_source(where: Source) -> AddressSource | None:
    """The source of addresses that a query names, None where it names something else."""
    return ADDRESS_SOURCES.get(f"{where.scheme}://{where.path}".lower()) if where.scheme else None


def locate(
    rel: Relation,
    source: AddressSource,
    at: Span,
    address: Name,
    wanted: Iterable[tuple[Name, str]],
    cx: Bind,
) -> Relation:
    """The rows with columns of the source for the address in a field: pairs of column and new name.

    Raises StageFault where the server has no such data, or a name is unknown.
    """
    if source.table not in cx.catalog.geo_tables:
        raise StageFault(
            Fault(
                "lookup.unavailable",
                f"{source.name} has no data on this server.",
                "Install the package with its geolocation data, or set SAGESCOPE_GEO_PATH to an .mmdb file.",
                at,
            )
        )
    outputs: list[tuple[str, str, Kind]] = []
    absent: dict[str, Kind] = {}
    for column, name in wanted:
        found = source.columns.get(column.text.lower())
        if found is None and column.text.lower() in source.older:
            found = _NONE
        if found is None:
            raise unknown(
                "lookup.column",
                f"column of {source.name}",
                column,
                list(source.columns),
                "Its columns are " + ", ".join(source.columns) + ".",
            )
        if found.held:
            outputs.append((name, found.held, found.kind))
        else:
            absent[name] = found.kind
    field = field_column(address, rel)
    assert isinstance(field.expr, Column)
    rel = rel.ordered().locate(Col(field.expr.name, address.text, field.kind), source.table, outputs)
    nothing = {kind: cast(NULL, nullable(STRING if kind is Kind.TEXT else INT64)) for kind in absent.values()}
    return rel.extend({name: (nothing[kind], kind) for name, kind in absent.items()}) if absent else rel
