"""Cases that others wrote, read from beside the repository: what they give, and what they expect.

Three files, two formats: the reference's own (section 8 of search-language.md), and those of the corpus.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from beside import CORPUS, REFERENCE, json_lines
from lookup_tables import GivenTable, with_tables
from sagescope.lang.catalog import Catalog
from sagescope.search.frames import display
from sagescope.store.fields import Schema, catalog
from sagescope.timerange import TimeRange
from store_world import NOW

REFERRED = REFERENCE / "search-cases.jsonl"
DOCUMENTED = CORPUS / "docs-cases.jsonl"
RELATED = CORPUS / "agrind-cases.jsonl"

ZONES = {"doc_parsedate_pref": -7 * 3_600_000}
"""Offsets of the time zones, in milliseconds, of those whose results the documentation shows."""

_METADATA = frozenset(
    {
        "_raw",
        "_messagetime",
        "_receipttime",
        "_messageid",
        "_sourcecategory",
        "_sourcehost",
        "_sourcename",
        "_collector",
        "_source",
    }
)


@dataclass(frozen=True, slots=True)
class OutsideCase:
    """A query over messages, newest first, and what has to come out.

    `rows` are the expected rows with the fields that count, or None where only `count` of them is
    known; `refused` that there is no answer at all.
    """

    id: str
    query: str
    messages: tuple[Mapping[str, Any], ...]
    range: TimeRange | None
    rows: tuple[Mapping[str, Any], ...] | None = None
    count: int | None = None
    refused: bool = False
    ordered: bool = False
    columns: tuple[str, ...] | None = None
    as_json: frozenset[str] = frozenset()
    mode: str = "search"
    api: Mapping[str, Any] = field(default_factory=dict)
    tables: tuple[GivenTable, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the messages beside the built-in ones."""
        names = {name for message in self.messages for name in message if name.lower() not in _METADATA}
        return tuple(sorted(names))

    @property
    def zone_offset(self) -> int:
        """The offset of the asker's time zone in milliseconds."""
        return ZONES.get(self.id, 0)

    @property
    def timed(self) -> bool:
        """Whether it says itself when its messages were."""
        return self.range is not None or any("_messageTime" in m for m in self.messages)

    @property
    def catalog(self) -> Catalog:
        """The catalog of a store with just the fields of this case."""
        held = catalog(Schema(("namespace", *self.fields), geo=frozenset({"location", "network"})))
        return with_tables(held, self.tables)


def reference_cases() -> list[OutsideCase]:
    """The cases of the reference, none where the file is absent."""
    return [_reference(raw) for raw in json_lines(REFERRED)]


def corpus_cases() -> list[OutsideCase]:
    """The cases of the corpus whose messages are given as texts, none where the files are absent."""
    found = [raw for file in (DOCUMENTED, RELATED) for raw in json_lines(file)]
    return [_corpus(raw) for raw in found if all(isinstance(m, str) for m in raw["input"])]


def _reference(raw: Mapping[str, Any]) -> OutsideCase:
    context, expect = raw.get("context", {}), raw["expect"]
    within = TimeRange(context["start"], context["end"]) if "start" in context else None
    messages = tuple(
        {k: (0 if v is None and k == "_messageTime" else v) for k, v in m.items()} for m in raw["input"]
    )
    if within is None and any("_messageTime" in m for m in messages):
        within = TimeRange(0, NOW)
    if within is not None:
        messages = tuple({"_messageTime": within.end - 1 - i, **m} for i, m in enumerate(messages))
    rows = expect.get("messages", expect.get("records"))
    return OutsideCase(
        raw["id"],
        raw["query"],
        messages,
        within,
        tuple(rows) if rows is not None else None,
        expect.get("count"),
        bool(expect.get("error")),
        bool(expect.get("ordered")),
        tuple(expect["columns"]) if "columns" in expect else None,
        frozenset(expect.get("json_equal", ())),
        context.get("mode", "search"),
        expect.get("api", {}),
        tuple(_table(name, held) for name, held in context.get("tables", {}).items()),
    )


def _table(name: str, raw: Mapping[str, Any]) -> GivenTable:
    names = list(dict.fromkeys(column for row in raw["rows"] for column in row))
    rows = [[row.get(column) for column in names] for row in raw["rows"]]
    return GivenTable(f"/Library/{name}", dict.fromkeys(names, "string"), raw["key"], rows)


def _corpus(raw: Mapping[str, Any]) -> OutsideCase:
    expected = raw["expected"]
    messages = tuple({"_raw": text} for text in raw["input"])
    within = None
    if "timeslice" in raw["query"]:
        messages = tuple({**m, "_messageTime": _instant(m["_raw"])} for m in messages)
        within = TimeRange(0, NOW)
    rows = tuple(expected) if isinstance(expected, list) else None
    columns = tuple(expected["columns"]) if isinstance(expected, dict) and "columns" in expected else None
    return OutsideCase(
        raw["id"],
        raw["query"],
        messages,
        within,
        rows,
        refused=expected == "ERROR",
        ordered=bool(raw.get("ordered")),
        columns=columns,
    )


def _instant(text: str) -> int:
    at = datetime.fromisoformat(json.loads(text)["ts"])
    return int(at.timestamp() * 1000)


def agrees(case: OutsideCase, wanted: Mapping[str, Any], got: Mapping[str, object]) -> bool:
    """Whether a row has what is expected of it; names have no case."""
    folded = {name.lower(): value for name, value in got.items()}
    return all(
        _same(value, folded.get(name.lower()), as_json=name in case.as_json) for name, value in wanted.items()
    )


def matches_rows(
    case: OutsideCase, wanted: Sequence[Mapping[str, Any]], got: Sequence[Mapping[str, object]]
) -> bool:
    """Whether the rows are those expected, in their order where the case has one."""
    if len(wanted) != len(got):
        return False
    if case.ordered:
        return all(agrees(case, w, g) for w, g in zip(wanted, got, strict=True))
    left = list(got)
    for one in wanted:
        found = next((i for i, g in enumerate(left) if agrees(case, one, g)), None)
        if found is None:
            return False
        left.pop(found)
    return True


def _same(wanted: Any, got: object, *, as_json: bool) -> bool:
    if wanted is None or got is None:
        return wanted is None and got is None
    if as_json:
        return bool(json.loads(wanted) == json.loads(str(got)))
    if isinstance(wanted, bool) or isinstance(got, bool):
        return display(wanted) == display(got)
    if isinstance(wanted, int | float):
        try:
            return math.isclose(float(wanted), float(str(got)), rel_tol=1e-9, abs_tol=0.005)
        except ValueError:
            return False
    return str(wanted) == display(got)
