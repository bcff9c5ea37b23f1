"""Rules of the house for the metrics language: what is listed, documented and covered."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sagescope.metrics import operators
from sagescope.metrics.describe import KEYWORDS, describe_metrics
from sagescope.metrics.functions import FUNCTIONS, REDUCERS
from sagescope.metrics.operator import REGISTRY
from sagescope.search.metrics import MetricOutcome, MetricRequest
from store_world import DAY, NOW, World, world

ROOT = Path(__file__).resolve().parents[2]
OPERATORS = ROOT / "src" / "sagescope" / "metrics" / "operators"
CASES = ROOT / "tests" / "metrics" / "cases"

LEAST_CASES = 4


def test_every_operator_file_is_listed_and_registers_an_operator() -> None:
    files = {path.stem for path in OPERATORS.glob("*.py")} - {"__init__"}
    assert set(operators.__all__) == files
    assert {cls.__module__.rpartition(".")[2] for cls in REGISTRY.values()} == files


def test_everything_is_described() -> None:
    told = describe_metrics()
    for operator in told["operators"]:
        assert operator["summary"].endswith("."), operator["name"]
        assert operator["syntax"] and operator["examples"], operator["name"]
        assert operator["name"] == operator["name"].lower()
    for one in (*told["functions"], *told["reducers"]):
        assert one["summary"].endswith("."), one["name"]
    assert {o["name"] for o in told["operators"]} == {*REGISTRY, "along", "in"}
    assert {f["name"] for f in told["functions"]} == set(FUNCTIONS)
    assert {r["name"] for r in told["reducers"]} == set(REDUCERS)
    assert len(set(KEYWORDS)) == len(KEYWORDS)


@cache
def _cases() -> tuple[dict[str, Any], ...]:
    return tuple(
        case
        for path in CASES.glob("*.toml")
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    )


def _stages(case: dict[str, Any]) -> Iterator[str]:
    for row in case.get("rows", [case.get("query", "")]):
        yield from (stage.strip().lower() for stage in str(row).split("|")[1:])


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_operator_has_cases(name: str) -> None:
    of = [case for case in _cases() if any(re.match(rf"{name}\b", stage) for stage in _stages(case))]
    assert len(of) >= (1 if name in ("filter", "timeslice") else LEAST_CASES), name
    giving = [case for case in of if "gives" in case]
    assert giving, f"{name} gives nothing in any case"


@pytest.fixture(scope="module")
def here() -> World:
    here = world()
    here.empty()
    points = [(NOW - 60_000 * i, float(i)) for i in range(60, 0, -1)]
    here.insert_points(
        [
            (
                {"metric": "CPUUtilization", "statistic": "average", "host": "a", "LoadBalancer": "a/b/c"},
                points,
            ),
            ({"metric": "DiskUtilization", "statistic": "average", "host": "a"}, points),
            ({"metric": "request_seconds_bucket", "le": "+Inf"}, points),
            ({"metric": "request_seconds_bucket", "le": "1"}, points),
        ]
    )
    return here


def _examples() -> list[str]:
    return list(dict.fromkeys(e for o in describe_metrics()["operators"] for e in o["examples"]))


@pytest.mark.parametrize("query", _examples())
def test_documented_examples_run(here: World, query: str) -> None:
    # That the engine takes it is the claim; what it gives, the golden cases say.
    rows = [
        MetricRequest("A", "metric=CPUUtilization", transient=True),
        MetricRequest("B", "metric=DiskUtilization", transient=True),
        MetricRequest("Z", query),
    ]
    (found,) = here.metrics.run(rows, DAY)
    assert isinstance(found, MetricOutcome), found


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=list(FUNCTIONS))
def test_documented_functions_run(here: World, function: Any) -> None:
    query = f"metric=CPUUtilization | {function.example}"
    (found,) = here.metrics.run([MetricRequest("A", query)], DAY)
    assert isinstance(found, MetricOutcome), found
    assert found.series or function.name == "log"
