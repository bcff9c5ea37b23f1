"""Golden cases: files of messages and queries with the rows or faults that they have to give.

A file is TOML: `messages` (newest first unless they say their time), and `[[case]]` tables, each with a
`name`, a `query` and either `rows` (with `columns` in order for records) or `faults`. A key that a row lacks
is absent there; times may be written as such. `[[table]]`s are lookup tables, `indicators` threat
indicators, `[[macro]]`s macros; a case may give `parameters`. The SQL of every case stands beside it in a
file of the same name.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from lookup_tables import GivenTable, with_tables
from sagescope.errors import Fault
from sagescope.lang.catalog import Catalog
from sagescope.lang.macros import MacroText, Parameter, ValueType
from sagescope.store.fields import Schema, catalog
from sagescope.timerange import TimeRange
from store_world import DAY

FOLDER = Path(__file__).parent

_ZONE = re.compile(r"([+-])(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class GoldenFile:
    """The messages that the cases of a file run over, and the schema of their store."""

    path: Path
    messages: tuple[Mapping[str, Any], ...]
    schema: Schema
    cases: "tuple[GoldenCase, ...]"
    tables: tuple[GivenTable, ...] = ()
    indicators: tuple[Mapping[str, Any], ...] = ()
    macros: tuple[MacroText, ...] = ()

    @property
    def catalog(self) -> Catalog:
        """What its queries may read."""
        held = with_tables(catalog(self.schema), self.tables)
        return replace(held, macros={macro.name.lower(): macro for macro in self.macros})


@dataclass(frozen=True, slots=True)
class GoldenCase:
    """A query and what it gives."""

    file: Path
    name: str
    query: str
    range: TimeRange
    zone_offset: int
    rows: tuple[Mapping[str, Any], ...] | None
    columns: tuple[str, ...] | None
    ordered: bool
    faults: tuple[tuple[str, str], ...]
    warnings: tuple[tuple[str, str], ...]
    parameters: Mapping[str, Parameter]

    @property
    def id(self) -> str:
        """What the case is called in a report."""
        return f"{self.file.parent.name}/{self.file.stem}: {self.name}"


@cache
def golden_files() -> tuple[GoldenFile, ...]:
    """All files of cases."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*/*.toml")))


def golden_file(path: Path) -> GoldenFile:
    """The file at that path."""
    return next(f for f in golden_files() if f.path == path)


def _read(path: Path) -> GoldenFile:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    schema = Schema(
        ("namespace", *raw.get("fields", ())),
        tuple(tuple(p) for p in raw.get("paths", ())),
        tuple(raw.get("pairs", ())),
        frozenset({"location", "network"}) if raw.get("geo") else frozenset(),
    )
    cases = tuple(_case(path, {**raw, **case}) for case in raw["case"])
    names = [case.name for case in cases]
    assert len(set(names)) == len(names), f"{path} has two cases of one name"
    return GoldenFile(
        path,
        tuple(_plain(m) for m in raw.get("messages", ())),
        schema,
        cases,
        tuple(_table(table) for table in raw.get("table", ())),
        tuple(raw.get("indicators", ())),
        tuple(_macro(macro) for macro in raw.get("macro", ())),
    )


def _table(raw: Mapping[str, Any]) -> GivenTable:
    columns = dict(raw["columns"])
    rows = [[row.get(name) for name in columns] for row in raw.get("rows", ())]
    return GivenTable(raw["path"], columns, raw.get("key", ()), rows, raw.get("ttl", 0))


def _macro(raw: Mapping[str, Any]) -> MacroText:
    arguments = tuple((name, ValueType(type_)) for name, type_ in raw.get("arguments", {}).items())
    return MacroText(raw["name"], raw["definition"], arguments, tuple(map(tuple, raw.get("conditions", ()))))


def _case(path: Path, raw: Mapping[str, Any]) -> GoldenCase:
    within = TimeRange(*(_ms(end) for end in raw["range"])) if "range" in raw else DAY
    rows = tuple(_plain(row) for row in raw["rows"]) if "rows" in raw else None
    faults = tuple((code, text) for code, text in raw.get("faults", ()))
    assert (rows is None) == bool(faults), f"{path}: {raw['name']} needs rows or faults"
    return GoldenCase(
        path,
        raw["name"],
        raw["query"],
        within,
        _offset(raw.get("zone", "+00:00")),
        rows,
        tuple(raw["columns"]) if "columns" in raw else None,
        bool(raw.get("ordered", "columns" not in raw)),
        faults,
        tuple((code, text) for code, text in raw.get("warnings", ())),
        {name: _parameter(value) for name, value in raw.get("parameters", {}).items()},
    )


def _parameter(value: str | Mapping[str, str]) -> Parameter:
    if isinstance(value, str):
        return Parameter(value)
    return Parameter(value["value"], ValueType(value["type"]))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _ms(v) if isinstance(v, datetime) else v for name, v in row.items()}


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _offset(zone: str) -> int:
    match = _ZONE.fullmatch(zone)
    assert match, zone
    span = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return int(span.total_seconds() * 1000) * (-1 if match[1] == "-" else 1)


def underlined(faults: Sequence[Fault], query: str) -> list[tuple[str, str]]:
    """The codes of faults with the texts that they point at."""
    return [(f.code, query[f.span.start : f.span.end] if f.span else "") for f in faults]


def recorded(file: Path) -> dict[str, str]:
    """The SQL that stands beside a file of cases, by the case's name."""
    beside = file.with_suffix(".sql")
    if not beside.exists():
        return {}
    parts = re.split(r"^-- case: (.*)\n", beside.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: sql.strip("\n") for name, sql in zip(parts[1::2], parts[2::2], strict=True)}


def record(case: GoldenCase, sql: str) -> None:
    """Write the SQL of a case; cases that are no more go."""
    held = recorded(case.file) | {case.name: sql}
    names = [c.name for c in golden_file(case.file).cases if c.name in held]
    text = "\n".join(f"-- case: {name}\n{held[name]}\n" for name in names)
    case.file.with_suffix(".sql").write_text(text, encoding="utf-8")
