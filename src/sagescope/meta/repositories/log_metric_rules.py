"""Stored log metric rules."""

from sqlalchemy import select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import existing, remove_existing, write
from sagescope.meta.tables import LogMetricRuleRow
from sagescope.model.log_metric_rule import LogMetricRule

_COLUMNS = tuple(name for name in LogMetricRule.model_fields if name != "id")


def add(session: Session, rule: LogMetricRule) -> None:
    """Store a new rule. Raises Refusal CONFLICT where its name is taken."""
    write(session, _fill(LogMetricRuleRow(id=rule.id), rule))


def save(session: Session, rule: LogMetricRule) -> None:
    """Replace what is stored of a rule. Raises Refusal NOT_FOUND, or CONFLICT where its name is taken."""
    write(session, _fill(existing(session, LogMetricRuleRow, "rule", rule.id), rule))


def find_by_name(session: Session, name: str) -> LogMetricRule | None:
    """The rule of a name, in its case."""
    row = session.scalar(select(LogMetricRuleRow).where(LogMetricRuleRow.name == name))
    return None if row is None else _rule(row)


def listed(session: Session, *, enabled: bool | None = None) -> list[LogMetricRule]:
    """Rules, oldest first, which is the order in which they apply."""
    statement = select(LogMetricRuleRow).order_by(LogMetricRuleRow.created_at, LogMetricRuleRow.id)
    if enabled is not None:
        statement = statement.where(LogMetricRuleRow.enabled == enabled)
    return [_rule(row) for row in session.scalars(statement)]


def remove(session: Session, rule_id: str) -> None:
    """Delete a rule. Raises Refusal NOT_FOUND."""
    remove_existing(session, LogMetricRuleRow.id, "rule", rule_id)


def _fill(row: LogMetricRuleRow, rule: LogMetricRule) -> LogMetricRuleRow:
    for name in _COLUMNS:
        value = getattr(rule, name)
        setattr(row, name, list(value) if name == "ignore" else value)
    return row


def _rule(row: LogMetricRuleRow) -> LogMetricRule:
    return LogMetricRule(id=row.id, **{name: getattr(row, name) for name in _COLUMNS})
