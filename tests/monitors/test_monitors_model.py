"""Published monitors load, and keep every word."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from beside import CORPUS, needs
from sagescope.durations import UNITS
from sagescope.errors import Refusal
from sagescope.model.monitor import Kind, Method, Monitor, span_of
from sagescope.monitors.policies import Comparison, policies_of

PACKAGES = CORPUS / "monitors"
FILES = sorted(PACKAGES.glob("*.json"))


def monitors(branch: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The documents of the monitors of an export."""
    if branch["type"] == "MonitorsLibraryMonitorExport":
        yield branch
    for child in branch.get("children", ()):
        yield from monitors(child)


def static(**changed: Any) -> dict[str, Any]:
    """A document of a metrics monitor with one condition."""
    trigger = {
        "detectionMethod": "MetricsStaticCondition", "triggerType": "Critical", "timeRange": "-5m", "threshold": 10,
        "thresholdType": "GreaterThan", "occurrenceType": "Always", "minDataPoints": 2,
    }  # fmt: skip
    return {
        "name": "m", "monitorType": "Metrics", "queries": [{"rowId": "A", "query": "metric=x"}], "triggers": [trigger],
        **changed,
    }  # fmt: skip


@needs(PACKAGES)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_published_monitors_load_with_all_their_conditions(file: Path) -> None:
    documents = list(monitors(json.loads(file.read_text())))
    assert documents
    for document in documents:
        read = Monitor.model_validate(document)
        assert read.document() == document
        kinds = {
            Kind(t["triggerType"]) for t in document["triggers"] if not t["triggerType"].startswith("Res")
        }
        policies = policies_of(read)
        assert {p.kind for p in policies} == kinds
        for policy in policies:
            if policy.method.is_missing:
                continue
            # The published conditions end where they begin.
            assert policy.recovery is not None
            assert policy.recovery.threshold == policy.alert.threshold
            assert policy.recovery.comparison is policy.alert.comparison.opposite


def test_both_spellings_mean_the_same() -> None:
    new = static()
    old_trigger = {
        **new["triggers"][0],
        "detectionMethod": "StaticCondition",
        "triggerSource": "AnyTimeSeries",
    }
    old = {**new, "triggers": [old_trigger]}
    (policy,) = policies_of(Monitor.model_validate(new))
    (other,) = policies_of(Monitor.model_validate(old))
    assert policy.method is other.method is Method.METRICS_STATIC
    assert (policy.alert, policy.recovery, policy.window) == (other.alert, other.recovery, other.window)
    assert policy.recovery is not None and policy.recovery.comparison is Comparison.AT_MOST


def test_what_is_not_known_is_kept() -> None:
    document = static(somethingNew={"a": [1, None]}, tags=None)
    document["triggers"][0]["alsoNew"] = 1
    assert Monitor.model_validate(document).document() == document


@pytest.mark.parametrize(
    ("text", "ms"),
    [("-5m", 5 * UNITS["m"]), ("2m50s", 170_000), ("0m", 0), ("1d", UNITS["d"]), ("-24h", UNITS["d"])],
)
def test_lengths_of_time(text: str, ms: int) -> None:
    assert span_of(text) == ms


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": " "}, "must not be empty"),
        ({"monitorType": "Other"}, "monitorType"),
        ({"queries": []}, "query rows"),
        ({"queries": [{"rowId": "A", "query": "a"}, {"rowId": "A", "query": "b"}]}, "two query rows"),
        ({"triggers": []}, "no condition"),
        ({"triggers": [{"triggerType": "Critical", "detectionMethod": "Telepathy"}]}, "Telepathy"),
        ({"triggers": [{"triggerType": "Critical", "detectionMethod": "LogsStaticCondition"}]}, "of Metrics"),
        ({"triggers": [{"triggerType": "Critical", "timeRange": "soon"}]}, "no length of time"),
        ({"triggers": [{"triggerType": "Critical"}]}, "timeRange"),
        ({"triggers": [{"triggerType": "Critical", "timeRange": "0m"}]}, "timeRange"),
        ({"triggers": [{"triggerType": "Critical", "timeRange": "5m"}] * 2}, "two conditions"),
        ({"evaluationDelay": "3h"}, "two hours"),
        ({"notificationGroupFields": ["_raw"]}, "grouped by"),
        ({"notificationGroupFields": [str(n) for n in range(11)]}, "group fields"),
    ],
)  # fmt: skip
def test_broken_monitors_are_refused_by_name(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(Refusal) as refused:
        Monitor.model_validate(static(**changed))
    assert says.replace(" ", "").lower() in refused.value.faults[0].sentence.replace(" ", "").lower()


def test_logs_that_resolve_when_there_is_nothing() -> None:
    """Four published log monitors end by the absence of results (reference monitors.md, 8.2)."""
    both = {"timeRange": "-15m", "threshold": 0, "field": None, "triggerSource": "AllResults"}
    document = {
        "name": "m", "monitorType": "Logs", "queries": [{"rowId": "A", "query": "error"}],
        "triggers": [
            {"triggerType": "Critical", "occurrenceType": "ResultCount", "thresholdType": "GreaterThan", **both},
            {"triggerType": "ResolvedCritical", "occurrenceType": "MissingData", **both},
        ],
    }  # fmt: skip
    (policy,) = policies_of(Monitor.model_validate(document))
    assert policy.method is Method.LOGS_STATIC and policy.recovery is None
