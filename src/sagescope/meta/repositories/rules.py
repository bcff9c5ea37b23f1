"""Stored field extraction rules."""

from sqlalchemy import select

from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import count_of, existing, remove_existing, write
from sagescope.meta.tables import RuleRow
from sagescope.model.rule import ExtractionRule


def add(session: Session, rule: ExtractionRule) -> None:
    """Store a new rule. Raises Refusal CONFLICT where its name is taken."""
    write(session, _fill(RuleRow(id=rule.id), rule))


def save(session: Session, rule: ExtractionRule) -> None:
    """Replace what is stored of a rule. Raises Refusal NOT_FOUND, or CONFLICT where its name is taken."""
    write(session, _fill(existing(session, RuleRow, "rule", rule.id), rule))


def find(session: Session, rule_id: str) -> ExtractionRule | None:
    """The rule of an id."""
    row = session.get(RuleRow, rule_id)
    return None if row is None else _rule(row)


def get(session: Session, rule_id: str, *, lock: bool = False) -> ExtractionRule:
    """The rule of an id; `lock` keeps others from changing it until the transaction ends.

    Raises Refusal NOT_FOUND.
    """
    return _rule(existing(session, RuleRow, "rule", rule_id, lock=lock))


def find_by_name(session: Session, name: str) -> ExtractionRule | None:
    """The rule of a name, in its case."""
    row = session.scalar(select(RuleRow).where(RuleRow.name == name))
    return None if row is None else _rule(row)


def listed(
    session: Session, *, enabled: bool | None = None, limit: int | None = None, offset: int = 0
) -> list[ExtractionRule]:
    """Rules, oldest first, which is the order in which they apply."""
    statement = select(RuleRow).order_by(RuleRow.created_at, RuleRow.id).limit(limit).offset(offset)
    if enabled is not None:
        statement = statement.where(RuleRow.enabled == enabled)
    return [_rule(row) for row in session.scalars(statement)]


def count(session: Session) -> int:
    """How many there are, enabled or not."""
    return count_of(session, RuleRow)


def remove(session: Session, rule_id: str) -> None:
    """Delete a rule; its fields stay. Raises Refusal NOT_FOUND."""
    remove_existing(session, RuleRow.id, "rule", rule_id)


def _fill(row: RuleRow, rule: ExtractionRule) -> RuleRow:
    row.name = rule.name
    row.scope = rule.scope
    row.parse_expression = rule.parse_expression
    row.enabled = rule.enabled
    row.field_names = list(rule.field_names)
    row.created_at = rule.created_at
    row.created_by = rule.created_by
    row.modified_at = rule.modified_at
    row.modified_by = rule.modified_by
    return row


def _rule(row: RuleRow) -> ExtractionRule:
    return ExtractionRule(
        id=row.id,
        name=row.name,
        scope=row.scope,
        parse_expression=row.parse_expression,
        enabled=row.enabled,
        field_names=tuple(row.field_names),
        created_at=row.created_at,
        created_by=row.created_by,
        modified_at=row.modified_at,
        modified_by=row.modified_by,
    )
