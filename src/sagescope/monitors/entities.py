"""What an alert is about: the endpoint, job, user or host that its group or its rows name. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from sagescope.model.alert import Alert, Row
from sagescope.monitors.policies import Policy

ENTITY_FIELDS = (
    "endpointname", "endpoint", "inferencecomponentname", "training_job", "trainingjobname", "processing_job",
    "processingjobname", "transform_job", "transformjobname", "pipelinename", "featuregroupname", "modelname",
    "notebookinstancename", "user", "src_ip", "service", "host", "_sourcehost",
)  # fmt: skip
"""Fields that name something which people look for, SageMaker's resources first."""

MOST_VALUES = 5

Entity = tuple[str, str]
"""A field and its value: `endpointname`, `fraud-v3`."""


def entities_of(alert: Alert, policy: Policy | None) -> tuple[Entity, ...]:
    """What an alert is about, its group first; then what the rows that meet its condition name."""
    found = dict.fromkeys((name, value) for name, value in alert.group if name != "metric" and value)
    rows = [row for row in alert.rows if meets(policy, dict(row))] if policy is not None else alert.rows
    for field in ENTITY_FIELDS:
        values = dict.fromkeys(value for row in rows for name, value in row if name.lower() == field)
        # What has many values in the rows says nothing of the alert.
        if 0 < len(values) <= MOST_VALUES:
            found.update(dict.fromkeys((field, value) for value in values if value))
    return tuple(found)


def meets(policy: Policy, row: Mapping[str, str]) -> bool:
    """Whether a row meets the condition by itself; one that has not the value of the condition does."""
    name = policy.field or "value"
    if policy.deviation is not None or policy.method.is_missing:
        return True
    held = {key.lower(): value for key, value in row.items()}.get(name.lower())
    try:
        return held is None or policy.alert.comparison.holds(float(held), policy.alert.threshold)
    except ValueError:
        return True


def meeting_first(policy: Policy, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those that meet the condition before the others."""
    return tuple(sorted(rows, key=lambda row: not meets(policy, dict(row))))


def is_same(one: Iterable[Entity], other: Iterable[Entity]) -> bool:
    """Whether two alerts are about something in common."""
    return not {value.lower() for _, value in one}.isdisjoint(value.lower() for _, value in other)
