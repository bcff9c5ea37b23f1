"""Every golden case gives its rows or its faults, by the SQL that is recorded beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from golden import GoldenCase, golden_file, golden_files, record, recorded, underlined

from geo_places import load_places
from sagescope.errors import Refusal
from sagescope.lang.compile import compile_query
from sagescope.lookups.indicators import of_json
from sagescope.lookups.tables import NOBODY
from sagescope.search.frames import Frame
from sagescope.search.service import SearchRequest
from store_world import NOW, World, world

CASES = [case for file in golden_files() for case in file.cases]
GIVING = [case for case in CASES if case.rows is not None]
FAULTY = [case for case in CASES if case.rows is None]

_prepared: list[Path] = []


def _store_of(case: GoldenCase) -> World:
    """The store with the messages of the case's file; those of the file before are gone."""
    here = world()
    if _prepared != [case.file]:
        file = golden_file(case.file)
        _prepared.clear()
        here.empty()
        if file.schema.geo:
            load_places(here)
        here.apply(file.schema)
        here.insert(file.messages)
        here.empty_lookups()
        for table in file.tables:
            table.put(here.lookups)
        here.threats.upload(of_json(file.indicators, NOW))
        here.store.set_macros(file.macros)
        _prepared.append(case.file)
    return here


@pytest.fixture(autouse=True, scope="module")
def _nothing_prepared() -> None:
    _prepared.clear()


@pytest.mark.parametrize("case", GIVING, ids=[c.id for c in GIVING])
def test_a_case_gives_its_rows(case: GoldenCase, pytestconfig: pytest.Config) -> None:
    here = _store_of(case)
    request = SearchRequest(
        case.query,
        case.range,
        zone_offset=case.zone_offset,
        histogram=False,
        parameters=case.parameters,
        saves_as=NOBODY,
    )
    sql = "\n\n".join(_statements(here, request))
    if pytestconfig.getoption("--record"):
        record(case, sql)
    outcome = here.search.run(request)
    _check_rows(case, outcome.frame, is_records=outcome.is_records)
    assert underlined(outcome.warnings, case.query) == list(case.warnings)
    assert recorded(case.file).get(case.name) == sql, "the SQL has changed: look, then run with --record"


@pytest.mark.parametrize("case", FAULTY, ids=[c.id for c in FAULTY])
def test_a_case_gives_its_faults(case: GoldenCase) -> None:
    held = golden_file(case.file).catalog
    with pytest.raises(Refusal) as refused:
        compile_query(case.query, held, case.range, case.zone_offset, parameters=case.parameters)
    assert underlined(refused.value.faults, case.query) == list(case.faults)
    assert all(f.message.endswith((".", "?")) for f in refused.value.faults)


def _statements(here: World, request: SearchRequest) -> list[str]:
    """The SQL of a query, that of its subqueries before it."""
    compiled = here.search.compile(request)
    inner = [request.query[subquery.start : subquery.end] for subquery, _ in compiled.tree.inner]
    requests = [replace(request, query=text, inner=True) for text in inner]
    return [*(sql for one in requests for sql in _statements(here, one)), *here.search.statements(compiled)]


def _check_rows(case: GoldenCase, frame: Frame, *, is_records: bool) -> None:
    assert case.rows is not None
    names = [c.name for c in frame.columns]
    assert is_records == (case.columns is not None), "records have columns, messages have none"
    wanted = case.columns or tuple(dict.fromkeys(name for row in case.rows for name in row))
    if is_records:
        assert names == list(wanted)
    got = [dict(zip(names, record, strict=True)) for record in frame.records()]
    shown = [_shown(row, wanted) for row in got]
    expected = [_shown(row, wanted) for row in case.rows]
    if case.ordered:
        assert shown == expected
    else:
        assert sorted(shown) == sorted(expected)


def _shown(row: Mapping[str, Any], names: Sequence[str]) -> str:
    # As text, so that 1, 1.0, true and "1" are told apart.
    return ", ".join(f"{name}={row.get(name)!r}" for name in names)
