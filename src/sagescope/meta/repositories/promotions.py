"""Stored promotions: which paths have a column of their own, and how far it is."""

from sqlalchemy import delete, select

from sagescope.errors import Cause, Fault, Refusal
from sagescope.meta.db import Session
from sagescope.meta.repositories.rows import write
from sagescope.meta.tables import PromotionRow
from sagescope.model.promotion import Promotion, PromotionKind, PromotionState


def add(session: Session, promotion: Promotion) -> None:
    """Store a new promotion. Raises Refusal CONFLICT where the path or the column has one."""
    write(
        session,
        PromotionRow(
            kind=promotion.kind.value,
            path=promotion.path,
            column_name=promotion.column,
            state=promotion.state.value,
            created_at=promotion.created_at,
            modified_at=promotion.modified_at,
        ),
    )


def set_state(session: Session, kind: PromotionKind, path: str, state: PromotionState, now: int) -> Promotion:
    """Note how far a promotion is, and return it. Raises Refusal NOT_FOUND."""
    row = session.get(PromotionRow, (kind.value, path), with_for_update=True)
    if row is None:
        raise Refusal(Fault("promotion.missing", f"The {kind} {path!r} is not promoted."), Cause.NOT_FOUND)
    row.state = state.value
    row.modified_at = now
    write(session, row)
    return _promotion(row)


def find(session: Session, kind: PromotionKind, path: str) -> Promotion | None:
    """The promotion of a path."""
    row = session.get(PromotionRow, (kind.value, path))
    return None if row is None else _promotion(row)


def listed(session: Session, state: PromotionState | None = None) -> list[Promotion]:
    """Promotions, oldest first."""
    statement = select(PromotionRow).order_by(PromotionRow.created_at, PromotionRow.kind, PromotionRow.path)
    if state is not None:
        statement = statement.where(PromotionRow.state == state.value)
    return [_promotion(row) for row in session.scalars(statement)]


def remove(session: Session, kind: PromotionKind, path: str) -> None:
    """Forget a promotion where it is there."""
    session.execute(delete(PromotionRow).where(PromotionRow.kind == kind.value, PromotionRow.path == path))


def _promotion(row: PromotionRow) -> Promotion:
    return Promotion(
        path=row.path,
        kind=PromotionKind(row.kind),
        column=row.column_name,
        state=PromotionState(row.state),
        created_at=row.created_at,
        modified_at=row.modified_at,
    )
