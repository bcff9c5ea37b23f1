"""Stored macros."""

from sqlalchemy import select

from sagescope.errors import Cause, Fault, Refusal
from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import count_of, existing, remove_existing, write
from sagescope.meta.tables import MacroRow
from sagescope.model.macro import MOST_MACROS, Macro, MacroArgument, MacroValidation


def add(session: Session, macro: Macro) -> None:
    """Store a new macro. Raises Refusal CONFLICT where its name is taken, or there are as many as may be."""
    if count(session) >= MOST_MACROS:
        raise Refusal(
            Fault("macro.quota", f"There are {MOST_MACROS} macros, which is the most.", "Remove one first."),
            Cause.CONFLICT,
        )
    write(session, _fill(MacroRow(id=macro.id), macro))


def save(session: Session, macro: Macro) -> None:
    """Replace what is stored of a macro. Raises Refusal NOT_FOUND, or CONFLICT where its name is taken."""
    write(session, _fill(existing(session, MacroRow, "macro", macro.id), macro))


def get(session: Session, macro_id: str, *, lock: bool = False) -> Macro:
    """The macro of an id; `lock` keeps others from changing it until the transaction ends.

    Raises Refusal NOT_FOUND.
    """
    return _macro(existing(session, MacroRow, "macro", macro_id, lock=lock))


def find_by_name(session: Session, name: str) -> Macro | None:
    """The macro of a name, in any case."""
    row = session.scalar(select(MacroRow).where(MacroRow.name_key == name.strip().lower()))
    return None if row is None else _macro(row)


def listed(session: Session, *, limit: int | None = None, offset: int = 0) -> list[Macro]:
    """Macros by their names."""
    statement = select(MacroRow).order_by(MacroRow.name_key).limit(limit).offset(offset)
    return [_macro(row) for row in session.scalars(statement)]


def count(session: Session) -> int:
    """How many there are, enabled or not."""
    return count_of(session, MacroRow)


def remove(session: Session, macro_id: str) -> None:
    """Delete a macro. Raises Refusal NOT_FOUND."""
    remove_existing(session, MacroRow.id, "macro", macro_id)


def _fill(row: MacroRow, macro: Macro) -> MacroRow:
    row.name = macro.name
    row.name_key = macro.name.lower()
    row.description = macro.description
    row.definition = macro.definition
    row.enabled = macro.enabled
    row.arguments = [[a.name, a.type.value] for a in macro.arguments]
    row.validations = [[v.expression, v.message] for v in macro.validations]
    row.created_at = macro.created_at
    row.created_by = macro.created_by
    row.modified_at = macro.modified_at
    row.modified_by = macro.modified_by
    return row


def _macro(row: MacroRow) -> Macro:
    return Macro(
        id=row.id,
        name=row.name,
        description=row.description,
        definition=row.definition,
        enabled=row.enabled,
        arguments=tuple(MacroArgument(name=name, type=type_) for name, type_ in row.arguments),
        validations=tuple(MacroValidation(expression=e, message=m) for e, m in row.validations),
        created_at=row.created_at,
        created_by=row.created_by,
        modified_at=row.modified_at,
        modified_by=row.modified_by,
    )
