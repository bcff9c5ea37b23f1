"""Objectives (SLO) as documents of Sumo Logic's shape (reference monitors.md, 7): what is written is kept as it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from sagescope.durations import UNITS
from sagescope.model.checks import Name
from sagescope.model.dashboard import Part
from sagescope.model.entity import Entity, broken
from sagescope.model.monitor import Span, span_of

MOST_DAYS = 90
AGGREGATIONS = ("Avg", "Sum", "Count", "Max", "Min")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DAYS = re.compile(r"(\d{1,3})d")
_PERCENTILE = re.compile(r"p(\d{1,2})")

Group = Literal["Successful", "Unsuccessful", "Total", "Threshold"]
Operation = Literal["GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"]


class Compliance(Part):
    """How much of what has to be good, in percent, over the last days or since the start of a calendar unit."""

    compliance_type: Literal["Rolling", "Calendar"]
    target: Annotated[float, Field(gt=0, lt=100)]
    timezone: str = "UTC"
    size: str = ""
    window_type: str | None = None
    start_from: str | None = None

    @property
    def period(self) -> str:
        """`7d`, or the calendar unit, which documents of the API name `windowType`."""
        return self.size or self.window_type or ""

    @property
    def first(self) -> int:
        """What a calendar unit begins with, counted from 0: the day of a week, the month of a quarter.

        It is Monday and January where `startFrom` names none, for it was kept without being read before.
        """
        names = {"Week": _WEEKDAYS, "Quarter": _MONTHS}.get(self.period, ())
        begin = (self.start_from or "").strip().lower()
        return next((at for at, name in enumerate(names) if begin in (name, name[:3])), 0)


class ObjectiveQuery(Part):
    """A row of a group: its query, and whether its results are counted or a field is added up."""

    row_id: str = "A"
    query: str
    use_row_count: bool = True
    field: str | None = None


class QueryGroup(Part):
    """What a query gives: successful, unsuccessful or all requests, or the value that is compared."""

    query_group_type: Group
    query_group: Annotated[tuple[ObjectiveQuery, ...], Field(min_length=1, max_length=6)]


class Indicator(Part):
    """What is measured: requests, or windows of time of which each is good or not."""

    evaluation_type: Literal["Window", "Request"]
    query_type: Literal["Logs", "Metrics"]
    queries: Annotated[tuple[QueryGroup, ...], Field(min_length=1, max_length=2)]
    threshold: float | None = None
    op: Operation | None = None
    aggregation: str | None = None
    size: Span = None

    def group(self, kind: Group) -> QueryGroup | None:
        """The queries of a kind."""
        return next((one for one in self.queries if one.query_group_type == kind), None)

    @property
    def width(self) -> int | None:
        """The length of a window in milliseconds."""
        return span_of(self.size) if self.size else None


class Objective(Part, Entity):
    """An objective: an indicator, and how much of it has to be good."""

    model_config = Part.model_config

    noun: ClassVar[str] = "objective"

    name: Name
    description: str | None = ""
    signal_type: Literal["Latency", "Error", "Throughput", "Availability", "Other"] = "Other"
    compliance: Compliance
    indicator: Indicator
    service: str | None = ""
    application: str | None = ""

    def check(self) -> None:
        """Its period and its queries are such that there is something to measure."""
        self._check_period()
        kinds = {one.query_group_type for one in self.indicator.queries}
        windows = self.indicator.evaluation_type == "Window"
        if kinds == {"Threshold"}:
            if self.indicator.threshold is None or self.indicator.op is None:
                raise broken("compares a value with nothing", "Give its indicator a threshold and an op.")
            if not windows and self.indicator.query_type == "Metrics":
                raise broken("counts points of metrics as requests", "Make its evaluationType Window.")
        elif "Total" not in kinds or not kinds & {"Successful", "Unsuccessful"} or len(kinds) != 2:
            raise broken(
                "has no pair of queries",
                "Give it Total and one of Successful and Unsuccessful, or a Threshold.",
            )
        elif windows and self.indicator.threshold is None:
            raise broken("has windows without a threshold", "Say how many percent make a window good.")
        aggregation = self.indicator.aggregation
        if aggregation and aggregation not in AGGREGATIONS and not _PERCENTILE.fullmatch(aggregation):
            raise broken(f"aggregates by {aggregation!r}", "Use Avg, Sum, Count, Max, Min or p1 to p99.")
        width = self.indicator.width
        if windows and (width is None or not UNITS["m"] <= width <= UNITS["h"]):
            raise broken("has no length of windows", "Give its indicator a size of 1m to 60m.")

    def _check_period(self) -> None:
        size = self.compliance.period
        found = _DAYS.fullmatch(size)
        if self.compliance.compliance_type == "Rolling":
            if found is None or not 1 <= int(found[1]) <= MOST_DAYS:
                raise broken(f"looks back over {size!r}", "Give its compliance a size of 1d to 90d.")
        elif size not in ("Week", "Month", "Quarter"):
            raise broken(f"looks back over {size!r}", "Use Week, Month or Quarter.")


@dataclass(frozen=True, slots=True)
class StoredObjective:
    """An objective that is kept: `body` is its document as it was given; `version` counts up with every change."""

    id: str
    name: str
    body: Mapping[str, Any]
    version: int
    created_at: int
    created_by: str
    modified_at: int
    modified_by: str

    @property
    def objective(self) -> Objective:
        """Its parts."""
        return Objective.model_validate(dict(self.body))
