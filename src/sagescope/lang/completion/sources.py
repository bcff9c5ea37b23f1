"""What `lookup` and `cat` read from: addresses, threat indicators, lookup tables; and the columns of each."""

from collections.abc import Mapping

from sagescope.lang.address_lookup import ADDRESS_SOURCES
from sagescope.lang.catalog import Catalog
from sagescope.lang.completion.known_fields import KINDS, written
from sagescope.lang.completion.proposal import Partial, Proposal, ProposalKind
from sagescope.lang.threats import FEED_COLUMNS, THREATS
from sagescope.plan.schema import Kind

_FEED = "sumo://threat/cs"


def source_proposals(catalog: Catalog, partial: Partial) -> list[Proposal]:
    """What `lookup` may read from."""
    return [
        Proposal(
            source,
            ProposalKind.SOURCE,
            source,
            partial.span,
            documentation="Columns: " + ", ".join(columns) + ".",
        )
        for source, columns in _sources(catalog).items()
    ]


def table_proposals(catalog: Catalog, partial: Partial) -> list[Proposal]:
    """What `cat` may begin a query with: the tables, and the threat indicators."""
    found = [p for p in source_proposals(catalog, partial) if p.label in _tables(catalog)]
    indicators = Proposal(
        THREATS, ProposalKind.SOURCE, THREATS, partial.span, documentation="The threat indicators."
    )
    return [*found, indicators]


def column_proposals(source: str, catalog: Catalog, partial: Partial) -> list[Proposal]:
    """The columns of a source as it is written, or of all where that is none that is known."""
    sources = _sources(catalog)
    wanted = {name: columns for name, columns in sources.items() if name.lower() == source.lower()} or sources
    found: dict[str, Proposal] = {}
    for name, columns in wanted.items():
        for column, kind in columns.items():
            found.setdefault(
                column,
                Proposal(
                    column, ProposalKind.COLUMN, written(column), partial.span, KINDS[kind], f"Of {name}."
                ),
            )
    return list(found.values())


def _sources(catalog: Catalog) -> Mapping[str, Mapping[str, Kind]]:
    """Sources as a query writes them, with their columns."""
    addresses = {
        source.name: {name: column.kind for name, column in source.columns.items() if column.held}
        for source in ADDRESS_SOURCES.values()
        if source.table in catalog.geo_tables
    }
    return {**addresses, **_tables(catalog), _FEED: dict.fromkeys(FEED_COLUMNS, Kind.TEXT)}


def _tables(catalog: Catalog) -> dict[str, Mapping[str, Kind]]:
    return {
        _address(table.path, file=table.is_file): {c.label: c.kind for c in table.columns}
        for table in catalog.tables.values()
        if table.path != THREATS
    }


def _address(path: str, *, file: bool) -> str:
    return path if file else f'path://"{path}"'
