"""The migration report: which queries of other people's files are understood.

Fields, lookup tables and macros that only the account they come from declares are no fault here: they count as
absent, and the report names what does not parse or bind.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sagescope.errors import Fault, Refusal
from sagescope.lang.compile import check_query
from sagescope.lang.named_tables import with_named_tables
from sagescope.lang.tree import parse_query
from sagescope.metrics.compile import RowQuery, compile_metrics
from sagescope.metrics.parameters import filled
from sagescope.store.fields import RAW, Schema, catalog
from sagescope.store.tables.logs import LOGS
from sagescope.timerange import TimeRange

_DAY = TimeRange(1_767_225_600_000, 1_767_312_000_000)
_METRIC_KINDS = frozenset({"metrics", "metric", "Metrics"})
_PLACEHOLDER = re.compile(r"(\{)?\{\{[^{}]+\}\}(?(1)\})|\$\$\w+")
_ABSENT = frozenset({"field.unknown", "macro.unknown"})


@dataclass(frozen=True, slots=True)
class Found:
    """A query of a file; `kind` is `log` or `metrics`.

    Metrics queries of one `panel` are rows of a request, `row` being their letters; a query without a panel
    stands alone.
    """

    id: str
    kind: str
    query: str
    panel: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A query and what is wrong with it."""

    id: str
    kind: str
    query: str
    faults: tuple[Fault, ...]


def queries_of(file: Path) -> Iterator[Found]:
    """The queries of an export, of JSON lines, or of a plain query file.

    Raises Refusal where the file cannot be read as text.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Refusal(
            Fault("check.unreadable", f"{file} cannot be read as text.", "Give a file in UTF-8.")
        ) from wrong
    if file.suffix == ".jsonl":
        yield from _lines(text, file)
        return
    try:
        document = json.loads(text)
    except ValueError:
        yield Found(file.name, "log", text)
        return
    yield from _exported(document, file.stem)


def report(found: Iterable[Found]) -> list[Checked]:
    """What is wrong with each query, over the built-in fields."""
    base = catalog(Schema(geo=frozenset({"location", "network"})))
    queries = list(found)
    panels: dict[str, dict[str, RowQuery]] = {}
    for one in queries:
        if one.kind == "metrics" and one.panel and one.row:
            panels.setdefault(one.panel, {})[one.row] = RowQuery(filled(one.query))
    checked: list[Checked] = []
    for one in queries:
        faults: tuple[Fault, ...]
        if one.kind == "metrics":
            faults = _metrics_faults(one, panels.get(one.panel, {}))
        else:
            # Template variables stand for texts; any word does for the check.
            text = _PLACEHOLDER.sub("value", one.query)
            # Lookup tables of the other account are taken as the query uses them.
            held = with_named_tables(base, parse_query(text), LOGS, RAW)
            _, _, _, cx = check_query(text, held, _DAY)
            faults = tuple(f for f in cx.faults if f.code not in _ABSENT)
        checked.append(Checked(one.id, one.kind, one.query, faults))
    return checked


def _metrics_faults(one: Found, rows: Mapping[str, RowQuery]) -> tuple[Fault, ...]:
    # A row without a letter is read by no other, so any will do that it does not read itself.
    letter = one.row or "Z"
    try:
        # A row that is not in the file may be one of the account.
        compile_metrics(
            filled(one.query),
            _DAY,
            rows={**rows, letter: RowQuery(filled(one.query))},
            letter=letter,
            assume_rows=True,
        )
    except Refusal as refused:
        return refused.faults
    return ()


def _lines(text: str, file: Path) -> Iterator[Found]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            held = json.loads(line)
            query = held["query"]
        except (ValueError, KeyError, TypeError):
            raise Refusal(
                Fault(
                    "check.line",
                    f"Line {number} of {file} is not a JSON object with a query.",
                    'Write {"id": "…", "kind": "log", "query": "…"}.',
                )
            ) from None
        yield Found(
            str(held.get("id", f"{file.stem}:{number}")),
            "metrics" if held.get("kind") in _METRIC_KINDS else "log",
            query,
            str(held.get("panel_id") or ""),
            _letter(held.get("query_key")),
        )


def _letter(key: object) -> str:
    return key if isinstance(key, str) and len(key) == 1 and "A" <= key <= "Z" else ""


def _exported(value: Any, where: str) -> Iterator[Found]:
    match value:
        case {"queryString": str() as query, **rest}:
            kind = "metrics" if rest.get("queryType") in _METRIC_KINDS else "log"
            if query.strip():
                # The queries of a panel stand in one list.
                yield Found(where, kind, query, where.rpartition("/")[0], _letter(rest.get("queryKey")))
        case {"queryText": str() as query} if query.strip():
            yield Found(where, "log", query)
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in parts:
        label = inner.get("title") or inner.get("name") or key if isinstance(inner, dict) else key
        yield from _exported(inner, f"{where}/{label}")
