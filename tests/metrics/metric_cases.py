"""Golden cases of the metrics language: series in, series or faults out, as data files.

A file is TOML. Every `[[series]]` has `labels` and `points`, pairs of the minutes since the start of the range and a value;
a list instead of the pairs is a value a minute. Every `[[case]]` has a `name`, a `query` (or several `rows`, of which the
last one counts) and either `gives` or `faults`: codes with the texts that they point at. `gives` are series, the key
`points` beside their labels; `metric` is the metric. The range is an hour unless `minutes` says otherwise, and buckets are
of a minute unless the query says so.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sagescope.search.metrics import MetricOutcome, MetricRequest, RowFaults
from sagescope.timerange import TimeRange
from store_world import NOW, World, world

FOLDER = Path(__file__).parent / "cases"

MINUTE = 60_000
START = NOW - 60 * MINUTE

Given = tuple[dict[str, str], list[tuple[int, float]]]
"""The labels of a series and its points, in minutes since the start."""


@dataclass(frozen=True, slots=True)
class MetricCase:
    """A query and what it gives."""

    file: Path
    name: str
    rows: tuple[str, ...]
    minutes: int
    gives: tuple[Given, ...] | None
    unit: str | None
    faults: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]

    @property
    def id(self) -> str:
        """What the case is called in a report."""
        return f"{self.file.stem}: {self.name}"


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The series that the cases of a file run over."""

    path: Path
    series: tuple[Given, ...]
    cases: tuple[MetricCase, ...]


@cache
def case_files() -> tuple[CaseFile, ...]:
    """All files of cases."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def case_file(path: Path) -> CaseFile:
    """The file at that path."""
    return next(f for f in case_files() if f.path == path)


def _read(path: Path) -> CaseFile:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    series = tuple((dict(one["labels"]), _points(one["points"])) for one in raw.get("series", ()))
    cases = tuple(_case(path, {**raw, **case}) for case in raw["case"])
    names = [case.name for case in cases]
    assert len(set(names)) == len(names), f"{path} has two cases of one name"
    return CaseFile(path, series, cases)


def _case(path: Path, raw: Mapping[str, Any]) -> MetricCase:
    gives = None
    if "gives" in raw:
        gives = tuple(
            ({k: str(v) for k, v in one.items() if k != "points"}, _points(one["points"]))
            for one in raw["gives"]
        )
    faults = tuple((code, text) for code, text in raw.get("faults", ()))
    assert (gives is None) == bool(faults), f"{path}: {raw['name']} needs gives or faults"
    return MetricCase(
        path,
        raw["name"],
        tuple(raw["rows"]) if "rows" in raw else (raw["query"],),
        raw.get("minutes", 60),
        gives,
        raw.get("unit"),
        faults,
        tuple(raw.get("warnings", ())),
    )


def _points(raw: Sequence[Any]) -> list[tuple[int, float]]:
    return [
        (int(at[0]), float(at[1])) if isinstance(at, list) else (i, float(at)) for i, at in enumerate(raw)
    ]


def run(case: MetricCase, here: World) -> MetricOutcome | RowFaults:
    """What the last row of a case gives."""
    requests = [
        MetricRequest(chr(ord("A") + i), text, MINUTE, transient=i < len(case.rows) - 1)
        for i, text in enumerate(case.rows)
    ]
    (found,) = here.metrics.run(requests, TimeRange(START, START + case.minutes * MINUTE))
    return found


_prepared: list[Path] = []


def store_of(case: MetricCase) -> World:
    """The store with the series of the case's file; those of the file before are gone."""
    here = world()
    if _prepared != [case.file]:
        _prepared[:] = []
        here.empty()
        here.insert_points(
            (labels, [(START + at * MINUTE, value) for at, value in points])
            for labels, points in case_file(case.file).series
        )
        _prepared.append(case.file)
    return here


def forget() -> None:
    """Forget what the store holds, which others may have changed."""
    _prepared[:] = []
