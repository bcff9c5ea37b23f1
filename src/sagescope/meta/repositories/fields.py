"""Declared fields."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from sagescope.errors import Cause, Fault, Refusal
from sagescope.ids import hex_id
from sagescope.meta.db import Session
from sagescope.meta.repositories import collectors, rules, sources
from sagescope.meta.repositories.rows import count_of, existing, write
from sagescope.meta.tables import FieldRow
from sagescope.model.field import FIELD_QUOTA, Field, FieldState, FieldType


def add(session: Session, field: Field) -> None:
    """Declare a field. Raises Refusal CONFLICT where its name is taken or the quota is used up."""
    if count(session) >= FIELD_QUOTA:
        message = f"All {FIELD_QUOTA} fields are in use, so {field.name!r} has no place."
        hint = "Delete fields that nothing sets any more."
        raise Refusal(Fault("field.quota", message, hint), Cause.CONFLICT)
    row = FieldRow(
        id=field.id,
        name=field.name,
        name_key=field.name.lower(),
        data_type=field.data_type.value,
        state=field.state.value,
        created_at=field.created_at,
    )
    write(session, row)


def ensure(session: Session, wanted: Mapping[str, FieldType], now: int) -> list[Field]:
    """Declare the fields of `wanted` that are missing and enable those that are disabled.

    Fields that exist keep their type. Returns those that were declared or enabled.

    Raises Refusal where a name may not be set or the quota is used up.
    """
    changed: list[Field] = []
    for name, data_type in wanted.items():
        known = find_by_name(session, name)
        if known is None:
            known = Field(id=hex_id(), name=name, data_type=data_type, created_at=now)
            add(session, known)
        elif known.state is FieldState.DISABLED:
            known = set_state(session, known.id, FieldState.ENABLED)
        else:
            continue
        changed.append(known)
    return changed


def set_state(session: Session, field_id: str, state: FieldState) -> Field:
    """Enable or disable a field, and return it. Raises Refusal NOT_FOUND."""
    row = existing(session, FieldRow, "field", field_id)
    row.state = state.value
    write(session, row)
    return _field(row)


def find(session: Session, field_id: str) -> Field | None:
    """The field of an id."""
    row = session.get(FieldRow, field_id)
    return None if row is None else _field(row)


def get(session: Session, field_id: str) -> Field:
    """The field of an id. Raises Refusal NOT_FOUND."""
    return _field(existing(session, FieldRow, "field", field_id))


def find_by_name(session: Session, name: str) -> Field | None:
    """The field of a name, in any case."""
    row = session.scalar(select(FieldRow).where(FieldRow.name_key == name.lower()))
    return None if row is None else _field(row)


def listed(session: Session, state: FieldState | None = None) -> list[Field]:
    """Fields in the order of their names."""
    statement = select(FieldRow).order_by(FieldRow.name_key)
    if state is not None:
        statement = statement.where(FieldRow.state == state.value)
    return [_field(row) for row in session.scalars(statement)]


def count(session: Session) -> int:
    """How many there are, enabled or not."""
    return count_of(session, FieldRow)


def uses(session: Session, name: str) -> list[str]:
    """What sets a field of this name, in words: `rule SageMaker endpoints`, `collector aws`."""
    key = name.lower()
    setters = (
        [("rule", rule.name, rule.field_names) for rule in rules.listed(session)]
        + [("collector", collector.name, tuple(collector.fields)) for collector in collectors.listed(session)]
        + [("source", source.name, tuple(source.fields)) for source in sources.listed(session)]
    )
    return [f"{kind} {owner}" for kind, owner, names in setters if key in map(str.lower, names)]


def remove(session: Session, field_id: str) -> None:
    """Delete a field. Raises Refusal NOT_FOUND, or CONFLICT with what sets it."""
    field = get(session, field_id)
    if users := uses(session, field.name):
        shown = ", ".join(users[:5]) + (f" and {len(users) - 5} more" if len(users) > 5 else "")
        raise Refusal(
            Fault(
                "field.used",
                f"The field {field.name!r} is set by {shown}.",
                "Remove it there first, or disable the field.",
            ),
            Cause.CONFLICT,
        )
    session.execute(delete(FieldRow).where(FieldRow.id == field_id))


def _field(row: FieldRow) -> Field:
    return Field(
        id=row.id,
        name=row.name,
        data_type=FieldType(row.data_type),
        state=FieldState(row.state),
        created_at=row.created_at,
    )
