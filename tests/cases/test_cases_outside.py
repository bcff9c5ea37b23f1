"""The cases that nobody here wrote: the reference's, and those of the corpus."""

from functools import cache

import pytest
from _pytest.mark import ParameterSet
from outside_cases import (
    DOCUMENTED,
    REFERRED,
    OutsideCase,
    corpus_cases,
    matches_rows,
    reference_cases,
)

from beside import needs
from sagescope.errors import Refusal
from sagescope.lang.compile import compile_query
from sagescope.plan.schema import Ids
from sagescope.store.fields import Schema, landing_catalog
from sagescope.store.rules import Rule, bind_rule
from sagescope.timerange import TimeRange
from store_world import DAY, World, world

CASES = [*reference_cases(), *corpus_cases()]
WINDOW = 60_000

KNOWN = {
    "fer-03-where-rejected": "a rule may hold where: a message for which it does not hold gets no fields",
    "ag_parse_literal_tab": "white space in an anchor counts as written (reference, 9.5)",
    "agg-07-distinct-empty-counts": "a field that a message comes with is absent where it is blank",
    "doc_fillmissing_tuples": "the rows of the case are no messages, and no aggregate makes them",
    "ag_count_distinct": "a JSON null counts as absent, so json without nodrop drops the message",
    "ag_percentile_1": "a percentile between two values is worked out in proportion (reference, 9.9)",
    "ag_err_where_7": "a number is a condition, which holds where it is not zero",
    "ag_json_from": "a JSON null counts as absent, so json without nodrop drops the message",
    "ag_agg_of_agg": "a JSON null counts as absent, so json without nodrop drops the message",
}
"""Cases that are answered otherwise here, and why."""


@cache
def _prepared() -> World:
    """The store with the messages of all cases that say no time, a minute of DAY for each."""
    here = world()
    fields = sorted({name for case in CASES for name in case.fields})
    here.apply(Schema(("namespace", *fields)))
    here.empty()
    here.insert(
        {**message, "_messageTime": _window(case).end - 1 - i}
        for case in CASES
        if not case.timed
        for i, message in enumerate(case.messages)
    )
    return here


def _window(case: OutsideCase) -> TimeRange:
    start = DAY.start + CASES.index(case) * WINDOW
    return TimeRange(start, start + WINDOW)


def _marked(case: OutsideCase) -> ParameterSet:
    marks = [pytest.mark.xfail(reason=KNOWN[case.id], strict=True)] if case.id in KNOWN else []
    return pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", [_marked(c) for c in CASES])
def test_a_case_of_others(case: OutsideCase) -> None:
    if case.mode.startswith("fer"):
        _check_rule(case)
    elif case.refused:
        with pytest.raises(Refusal):
            compile_query(case.query, case.catalog, case.range or DAY)
    else:
        _check_answer(case)


def _check_answer(case: OutsideCase) -> None:
    here = _prepared()
    for table in case.tables:
        if here.lookups.find(table.path) is None:
            table.put(here.lookups)
    if case.timed:
        here = world()
        here.empty()
        here.apply(Schema(("namespace", *case.fields)))
        here.insert(case.messages)
        _prepared.cache_clear()
    outcome = here.run(case.query, case.range or _window(case), zone_offset=case.zone_offset)
    names = [c.name for c in outcome.frame.columns]
    rows = [dict(zip(names, record, strict=True)) for record in outcome.frame.records()]
    if case.count is not None:
        assert len(rows) == case.count, rows
    if case.columns is not None:
        assert [n.lower() for n in names] == [c.lower() for c in case.columns]
    if case.rows is not None:
        assert matches_rows(case, case.rows, rows), rows
    if case.api:
        assert [(c.name.lower(), c.kind.value, c.key) for c in outcome.frame.columns] == [
            (f["name"], f["fieldType"], f["keyField"]) for f in case.api["fields"]
        ]


def _check_rule(case: OutsideCase) -> None:
    rule = Rule(case.id, "*", case.query)
    if case.refused:
        with pytest.raises(Refusal):
            bind_rule(rule, landing_catalog(Schema()), Ids())
        return
    assert case.rows is not None
    here = world()
    _prepared.cache_clear()
    here.empty()
    names = sorted({name for row in case.rows for name in row if not name.startswith("_")})
    here.apply(Schema(tuple(names)), [rule])
    here.insert(case.messages)
    rows = here.rows("*")
    here.apply(Schema(), ())
    assert matches_rows(case, case.rows, rows), rows


@needs(REFERRED)
@needs(DOCUMENTED)
def test_what_is_answered_otherwise_is_a_case() -> None:
    assert set(KNOWN) <= {case.id for case in CASES}
