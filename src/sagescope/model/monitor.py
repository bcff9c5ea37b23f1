"""Monitors as documents of Sumo Logic's shape (reference monitors.md, 8): what is written in one is kept as it is.

Two spellings of trigger conditions are published: `StaticCondition`, whose occurrence says what it is, and one name for
each kind (`LogsStaticCondition`, …). Both are read into the same `Method`; the document stays as it came, with the keys
that are not known here.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from sagescope.durations import parse_duration
from sagescope.model.checks import Name, check_text
from sagescope.model.dashboard import Part
from sagescope.model.entity import Entity, broken

DESCRIPTION_LENGTH = 4_096
QUERY_LENGTH = 15_000
MOST_ROWS = 6
MOST_GROUP_FIELDS = 10
MOST_DELAY = 120 * 60_000

UNGROUPABLE = frozenset(
    {"_blockid", "_raw", "_messagetime", "_receipttime", "_messageid", "_count", "_sum", "_avg"}
)
"""Fields that alerts cannot be grouped by (reference monitors.md, 3)."""


class Kind(StrEnum):
    """What an alert is of. Each kind of a monitor lives apart from the others."""

    CRITICAL = "Critical"
    WARNING = "Warning"
    MISSING_DATA = "MissingData"


class Method(StrEnum):
    """How a condition is found, whichever way it was written; the values are Sumo Logic's newer names."""

    LOGS_STATIC = "LogsStaticCondition"
    METRICS_STATIC = "MetricsStaticCondition"
    LOGS_MISSING = "LogsMissingDataCondition"
    METRICS_MISSING = "MetricsMissingDataCondition"
    LOGS_OUTLIER = "LogsOutlierCondition"
    METRICS_OUTLIER = "MetricsOutlierCondition"
    LOGS_ANOMALY = "LogsAnomalyCondition"
    METRICS_ANOMALY = "MetricsAnomalyCondition"
    SLO_SLI = "SloSliCondition"
    SLO_BURN_RATE = "SloBurnRateCondition"

    @property
    def is_missing(self) -> bool:
        """Whether it is about data that stopped."""
        return self in (Method.LOGS_MISSING, Method.METRICS_MISSING)


def _trigger_type(text: object) -> object:
    """A trigger type as it is written in documents; texts for people part its words (`Missing Data`)."""
    if not isinstance(text, str):
        return text
    plain = "".join(text.split()).lower()
    return next((name for name in get_args(_TriggerTypes) if name.lower() == plain), text)


_TriggerTypes = Literal[
    "Critical", "Warning", "MissingData", "ResolvedCritical", "ResolvedWarning", "ResolvedMissingData"
]
TriggerType = Annotated[_TriggerTypes, BeforeValidator(_trigger_type)]
# Clients that send all keys send empty texts for what a condition does not have.
ThresholdType = Literal["GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual", ""]


def _span(text: str | None) -> str | None:
    if text:
        span_of(text)
    return text


def span_of(text: str) -> int:
    """Milliseconds of a window as monitors write it: `-5m`, `5m`, `2m50s`, `0m`.

    Raises the error of a validator where it is none.
    """
    try:
        total, number = 0, ""
        for char in text.strip().removeprefix("-"):
            if char.isdigit() or not number:
                number += char
            else:
                total, number = total + parse_duration(number + char), ""
        if number:
            raise ValueError
    except ValueError:
        raise broken(f"is {text!r}, which is no length of time", "Write -5m, -1h or 2m50s.") from None
    return total


Span = Annotated[str | None, AfterValidator(_span)]


class BurnRate(Part):
    """How many percent of an objective's budget may be used up within a time."""

    burn_rate_threshold: Annotated[float, Field(gt=0)]
    time_range: Annotated[str, AfterValidator(lambda text: _span(text) or text)]


class Trigger(Part):
    """One entry of the trigger conditions: when an alert begins, or (`Resolved…`) when it ends."""

    detection_method: str = "StaticCondition"
    trigger_type: TriggerType
    resolution_window: Span = None
    time_range: Span = None
    threshold: float | None = None
    threshold_type: ThresholdType | None = None
    field: str | None = None
    occurrence_type: Literal["AtLeastOnce", "Always", "ResultCount", "MissingData", ""] | None = None
    trigger_source: Literal["AllTimeSeries", "AnyTimeSeries", "AllResults", ""] | None = None
    min_data_points: Annotated[int, Field(ge=0, le=100)] | None = None
    frequency: Span = None
    window: Annotated[int, Field(ge=1, le=10_000)] | None = None
    consecutive: Annotated[int, Field(ge=1, le=1_000)] | None = None
    direction: Literal["Both", "Up", "Down", ""] | None = None
    baseline_window: Span = None
    sensitivity: Annotated[float, Field(ge=0.0, le=1.0)] | None = None
    min_anomaly_count: Annotated[int, Field(ge=1, le=1_000)] | None = None
    sli_threshold: Annotated[float, Field(ge=0, le=100)] | None = None
    burn_rate_threshold: Annotated[float, Field(gt=0)] | None = None
    burn_rates: tuple[BurnRate, ...] | None = None

    @property
    def resolves(self) -> bool:
        """Whether it says when an alert ends."""
        return self.trigger_type.startswith("Resolved")

    @property
    def kind(self) -> Kind:
        """What it is a condition of."""
        return Kind(self.trigger_type.removeprefix("Resolved"))

    @property
    def burns(self) -> tuple[tuple[float, int], ...]:
        """Its burn rates: percent of the budget, and milliseconds; in the older spelling there is one."""
        if self.burn_rates:
            return tuple((one.burn_rate_threshold, span_of(one.time_range)) for one in self.burn_rates)
        if self.burn_rate_threshold is not None and self.time_range:
            return ((self.burn_rate_threshold, span_of(self.time_range)),)
        return ()

    def method(self, monitor_type: str) -> Method:
        """How the condition is found; `monitor_type` tells what the older spelling leaves open."""
        if self.detection_method != "StaticCondition":
            return Method(self.detection_method)
        logs = monitor_type == "Logs"
        absent = self.occurrence_type == "MissingData" and not self.resolves
        if self.kind is Kind.MISSING_DATA or absent:
            return Method.LOGS_MISSING if logs else Method.METRICS_MISSING
        return Method.LOGS_STATIC if logs else Method.METRICS_STATIC


class QueryRow(Part):
    """A row of a monitor's query."""

    row_id: str = "A"
    query: str


class Notification(Part):
    """One action, and the trigger types that it runs for."""

    notification: Mapping[str, Any]
    run_for_trigger_types: tuple[str, ...] = ()


def _description(text: str | None) -> str | None:
    return text if text is None else check_text(text, DESCRIPTION_LENGTH)


_NULLABLE = frozenset({"groupNotifications", "isDisabled", "queries", "triggers", "notifications"})


class Monitor(Part, Entity):
    """A monitor: rows of a query, the conditions on what they give, and who is told."""

    # Entities forbid keys that they do not know; a document keeps them.
    model_config = Part.model_config

    noun: ClassVar[str] = "monitor"

    name: Name
    description: Annotated[str | None, AfterValidator(_description)] = ""
    monitor_type: Literal["Logs", "Metrics", "Slo"]
    evaluation_delay: Span = "0m"
    alert_name: str | None = None
    notification_group_fields: tuple[str, ...] | None = ()
    group_notifications: bool = True
    is_disabled: bool = False
    queries: tuple[QueryRow, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    notifications: tuple[Notification, ...] = ()
    time_zone: str | None = None
    playbook: str | None = None
    slo_id: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, given: Any) -> Any:
        """What is null is as if it was not there."""
        if not isinstance(given, Mapping):
            return given
        return {key: value for key, value in given.items() if value is not None or key not in _NULLABLE}

    @property
    def delay(self) -> int:
        """How much further back its windows lie, in milliseconds."""
        return span_of(self.evaluation_delay or "0m")

    @property
    def group_fields(self) -> tuple[str, ...]:
        """The fields that alerts are grouped by."""
        return self.notification_group_fields or ()

    @property
    def per_series(self) -> bool:
        """Whether each time series has alerts of its own."""
        return self.monitor_type == "Metrics" and not self.group_notifications

    def check(self) -> None:
        """There are rows and conditions, of the kinds that its type has, each kind once."""
        if self.delay > MOST_DELAY:
            raise broken("has an evaluation delay of more than two hours", "Shorten it.")
        if len(self.group_fields) > MOST_GROUP_FIELDS:
            raise broken(f"has more than {MOST_GROUP_FIELDS} group fields", "Remove some.")
        for field in self.group_fields:
            if field.lower() in UNGROUPABLE:
                raise broken(f"cannot be grouped by {field}", "Choose a field that names what alerts are of.")
        if self.monitor_type == "Slo":
            self._check_objective()
            return
        self._check_rows()
        if not any(not trigger.resolves for trigger in self.triggers):
            raise broken(
                "has no condition that makes an alert", "Add a Critical, Warning or MissingData trigger."
            )
        types = [trigger.trigger_type for trigger in self.triggers]
        for twice in {name for name in types if types.count(name) > 1}:
            raise broken(f"has two conditions {twice}", "Keep one of them.")
        for trigger in self.triggers:
            self._check_trigger(trigger)

    def _check_objective(self) -> None:
        if not self.slo_id:
            raise broken("of Slo names no objective", "Give it a sloId.")
        for trigger in self.triggers:
            method = trigger.detection_method
            if trigger.resolves:
                continue
            if method == Method.SLO_SLI and trigger.sli_threshold is None:
                raise broken("of Slo has a condition without a threshold", "Give it an sliThreshold.")
            if method == Method.SLO_BURN_RATE and not trigger.burns:
                raise broken("of Slo has a condition without burn rates", "Give it burnRates.")

    def _check_rows(self) -> None:
        most = 1 if self.monitor_type == "Logs" else MOST_ROWS
        if not 1 <= len(self.queries) <= most:
            raise broken(f"of {self.monitor_type} has 1 to {most} query rows", "Give it its query.")
        ids = [row.row_id for row in self.queries]
        if len(set(ids)) < len(ids):
            raise broken("has two query rows of one name", "Give each row a letter of its own.")
        for row in self.queries:
            if not row.query.strip() or len(row.query) > QUERY_LENGTH:
                raise broken(
                    f"has a row {row.row_id} that is empty or longer than {QUERY_LENGTH:,} characters",
                    "Give it a query.",
                )

    def _check_trigger(self, trigger: Trigger) -> None:
        try:
            method = trigger.method(self.monitor_type)
        except ValueError:
            raise broken(
                f"has a condition of the kind {trigger.detection_method!r}, which is not known here",
                f"Use {Method.LOGS_STATIC} or {Method.METRICS_STATIC}.",
            ) from None
        if not method.value.startswith(self.monitor_type):
            raise broken(
                f"of {self.monitor_type} has a condition {method}", "Change its type, or the condition."
            )
        outlier = method in (Method.LOGS_OUTLIER, Method.METRICS_OUTLIER)
        if not trigger.time_range and not outlier:
            raise broken(
                f"has a condition {trigger.trigger_type} without timeRange", "Give it one, such as -5m."
            )
        if trigger.time_range and not 0 < span_of(trigger.time_range) <= 30 * 86_400_000:
            raise broken(
                f"has a condition {trigger.trigger_type} over {trigger.time_range}",
                "Give it a timeRange of up to 30 days.",
            )
