"""How well an entity is, from its alerts and its data, and how that of many is told together: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sagescope.durations import UNITS
from sagescope.explore.kinds import HealthRule, Kind, OutcomeRule, ShareRule, SilenceRule, StatusRule
from sagescope.explore.names import folded_status
from sagescope.explore.standing import is_deleted
from sagescope.model.alert import Alert
from sagescope.model.aws_entity import AwsEntity, EntityKey
from sagescope.model.monitor import Kind as AlertKind

WINDOW = 15 * UNITS["m"]
"""How far back the shares of errors look."""


class Level(StrEnum):
    """How well something is, the worst first."""

    CRITICAL = "critical"
    WARNING = "warning"
    MISSING = "missing"
    OK = "ok"
    UNKNOWN = "unknown"


_WORST_FIRST = tuple(Level)

OF_ALERTS = {
    AlertKind.CRITICAL: Level.CRITICAL,
    AlertKind.WARNING: Level.WARNING,
    AlertKind.MISSING_DATA: Level.MISSING,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is not well: a sentence, and the alert or the entity that it is about, where there is one."""

    level: Level
    text: str
    alert: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """How well something is, and why; `counts` are those of the entities in it by their level."""

    level: Level = Level.UNKNOWN
    reasons: tuple[Reason, ...] = ()
    counts: Mapping[Level, int] | None = None


@dataclass(frozen=True, slots=True)
class Measures:
    """Sums of metrics over the last minutes by entity and metric, and when each was last above zero (milliseconds)."""

    totals: Mapping[tuple[EntityKey, str], float]
    newest: Mapping[tuple[EntityKey, str], int]


NOTHING = Measures({}, {})


def worst(levels: Iterable[Level]) -> Level:
    """The worst of some levels; of none, unknown."""
    return min(levels, key=_WORST_FIRST.index, default=Level.UNKNOWN)


def health_of(
    entity: AwsEntity, kind: Kind, measures: Measures, at: int, alerts: Sequence[Alert] = ()
) -> Health:
    """How well one entity is at a time; `alerts` are those that are open of it."""
    reasons = [alert_reason(alert) for alert in alerts]
    told = False
    if not is_deleted(entity):
        for rule in kind.rules:
            reason, heard = _judged(rule, entity, measures, at)
            told = told or heard
            if reason is not None:
                reasons.append(reason)
    reasons.sort(key=lambda reason: _WORST_FIRST.index(reason.level))
    if reasons:
        return Health(reasons[0].level, tuple(reasons))
    return Health(Level.OK if told else Level.UNKNOWN)


def alert_reason(alert: Alert) -> Reason:
    """An open alert as a reason."""
    muted = " (muted)" if alert.muted else ""
    return Reason(
        OF_ALERTS.get(alert.kind, Level.WARNING), f"Alert {alert.name!r}{muted}: {alert.reason}", alert.id
    )


def rolled_up(own: Health, inner: Sequence[tuple[str, str, Health]]) -> Health:
    """The health of a node with others in it, of which each comes with its id and a name.

    It is that of the worst; the reasons are its own, and then one for each of the worst in it.
    """
    level = worst([own.level, *(health.level for _, _, health in inner)])
    reasons = list(own.reasons)
    if level is not Level.OK and level is not Level.UNKNOWN:
        reasons += [
            Reason(
                level,
                f"{name}: {first.text}" if not first.entity else first.text,
                first.alert,
                first.entity or id_,
            )
            for id_, name, health in inner
            if health.level is level
            for first in health.reasons[:3]
        ]
    return Health(level, tuple(reasons))


def _judged(rule: HealthRule, entity: AwsEntity, measures: Measures, at: int) -> tuple[Reason | None, bool]:
    """What a rule finds, and whether it had something to judge by."""
    match rule:
        case ShareRule():
            return _share(rule, entity, measures)
        case StatusRule():
            return _status(rule, entity, at)
        case OutcomeRule(failed, succeeded, lasting):
            bad = measures.newest.get((entity.key, failed), 0)
            good = measures.newest.get((entity.key, succeeded), 0)
            if bad > good and at - bad <= lasting:
                return Reason(Level.CRITICAL, f"Its last run failed {_ago(at - bad)} ago."), True
            return None, bool(bad or good)
        case SilenceRule(after):
            if not entity.metrics_at:
                return None, False
            quiet = at - entity.metrics_at
            if quiet > after:
                return Reason(Level.MISSING, f"No metrics for {_ago(quiet)}."), True
            return None, True


def _share(rule: ShareRule, entity: AwsEntity, measures: Measures) -> tuple[Reason | None, bool]:
    calls = measures.totals.get((entity.key, rule.of), 0.0)
    errors = sum(measures.totals.get((entity.key, name), 0.0) for name in rule.errors)
    if calls <= 0 or errors < rule.least:
        return None, calls > 0
    share = errors / calls
    level = Level.CRITICAL if share > rule.critical else Level.WARNING if share > rule.warning else None
    if level is None:
        return None, True
    text = f"{share * 100:.1f} % {rule.words}: {errors:,.0f} of {calls:,.0f} requests in {_ago(WINDOW)}."
    return Reason(level, text), True


def _status(rule: StatusRule, entity: AwsEntity, at: int) -> tuple[Reason | None, bool]:
    if not entity.status:
        return None, False
    if rule.lasting and at - entity.status_at > rule.lasting:
        return None, True
    status = folded_status(entity.status)
    level = Level.CRITICAL if status in rule.critical else Level.WARNING if status in rule.warning else None
    if level is None:
        return None, True
    because = f": {entity.status_reason}" if entity.status_reason else "."
    return Reason(level, f"{entity.status} since {_ago(at - entity.status_at)}{because}"), True


def _ago(ms: int) -> str:
    """A length of time in words: `12 min`, `3 h`, `2 d`."""
    minutes = max(0, ms) // UNITS["m"]
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1_440} d"
