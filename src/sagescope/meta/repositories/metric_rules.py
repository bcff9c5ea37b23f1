"""Stored metric rules."""

from sqlalchemy import select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import existing, remove_existing, write
from sagescope.meta.tables import MetricRuleRow
from sagescope.model.metric_rule import DerivedDimension, MetricRule


def add(session: Session, rule: MetricRule) -> None:
    """Store a new rule. Raises Refusal CONFLICT where its name is taken."""
    write(session, _fill(MetricRuleRow(id=rule.id), rule))


def save(session: Session, rule: MetricRule) -> None:
    """Replace what is stored of a rule. Raises Refusal NOT_FOUND, or CONFLICT where its name is taken."""
    write(session, _fill(existing(session, MetricRuleRow, "rule", rule.id), rule))


def get(session: Session, rule_id: str) -> MetricRule:
    """The rule of an id. Raises Refusal NOT_FOUND."""
    return _rule(existing(session, MetricRuleRow, "rule", rule_id))


def find_by_name(session: Session, name: str) -> MetricRule | None:
    """The rule of a name, in its case."""
    row = session.scalar(select(MetricRuleRow).where(MetricRuleRow.name == name))
    return None if row is None else _rule(row)


def listed(session: Session, *, enabled: bool | None = None) -> list[MetricRule]:
    """Rules, oldest first, which is the order in which they apply."""
    statement = select(MetricRuleRow).order_by(MetricRuleRow.created_at, MetricRuleRow.id)
    if enabled is not None:
        statement = statement.where(MetricRuleRow.enabled == enabled)
    return [_rule(row) for row in session.scalars(statement)]


def remove(session: Session, rule_id: str) -> None:
    """Delete a rule. Raises Refusal NOT_FOUND."""
    remove_existing(session, MetricRuleRow.id, "rule", rule_id)


def _fill(row: MetricRuleRow, rule: MetricRule) -> MetricRuleRow:
    row.name = rule.name
    row.match = rule.match
    row.dimensions = [[d.name, d.value] for d in rule.dimensions]
    row.enabled = rule.enabled
    row.created_at = rule.created_at
    row.created_by = rule.created_by
    row.modified_at = rule.modified_at
    row.modified_by = rule.modified_by
    return row


def _rule(row: MetricRuleRow) -> MetricRule:
    return MetricRule(
        id=row.id,
        name=row.name,
        match=row.match,
        dimensions=tuple(DerivedDimension(name=name, value=value) for name, value in row.dimensions),
        enabled=row.enabled,
        created_at=row.created_at,
        created_by=row.created_by,
        modified_at=row.modified_at,
        modified_by=row.modified_by,
    )
