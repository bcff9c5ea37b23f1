"""Every golden case of the metrics language gives its series or its faults."""

import pytest
from metric_cases import MINUTE, START, MetricCase, case_files, forget, run, store_of

from sagescope.search.metrics import MetricOutcome, RowFaults, TimeSeries

CASES = [case for file in case_files() for case in file.cases]
GIVING = [case for case in CASES if case.gives is not None]
FAULTY = [case for case in CASES if case.gives is None]


@pytest.fixture(autouse=True, scope="module")
def _nothing_prepared() -> None:
    forget()


def _shown(
    series: TimeSeries, names: frozenset[str]
) -> tuple[tuple[tuple[str, str], ...], list[tuple[int, float]]]:
    labels = {"metric": series.metric, **series.dimensions}
    kept = tuple(sorted((k, v) for k, v in labels.items() if k in names))
    points = [((t - START) // MINUTE, v) for t, v in zip(series.times, series.values, strict=True)]
    return kept, points


@pytest.mark.parametrize("case", GIVING, ids=[c.id for c in GIVING])
def test_a_case_gives_its_series(case: MetricCase) -> None:
    found = run(case, store_of(case))
    assert isinstance(found, MetricOutcome), found
    assert case.gives is not None
    # A case names the labels that matter to it; of a result without series there are none to name.
    names = frozenset(name for labels, _ in case.gives for name in labels)
    got = sorted(_shown(series, names) for series in found.series)
    wanted = sorted((tuple(sorted(labels.items())), points) for labels, points in case.gives)
    assert [labels for labels, _ in got] == [labels for labels, _ in wanted]
    for (labels, points), (_, expected) in zip(got, wanted, strict=True):
        assert [t for t, _ in points] == [t for t, _ in expected], labels
        assert [v for _, v in points] == pytest.approx([v for _, v in expected], rel=1e-9, abs=1e-9), labels
    if case.unit is not None:
        assert (found.unit or "") == case.unit
    assert tuple(w.code for w in found.warnings) == case.warnings


@pytest.mark.parametrize("case", FAULTY, ids=[c.id for c in FAULTY])
def test_a_case_gives_its_faults(case: MetricCase) -> None:
    found = run(case, store_of(case))
    assert isinstance(found, RowFaults), found
    text = case.rows[-1]
    shown = tuple((f.code, text[f.span.start : f.span.end] if f.span else "") for f in found.refused.faults)
    assert shown == case.faults
    assert all(f.message.endswith((".", "?")) for f in found.refused.faults)
