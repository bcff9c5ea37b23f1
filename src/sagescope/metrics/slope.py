"""The change a second between two points."""

from sagescope.sql.build import infix, lit
from sagescope.sql.nodes import Expr, Op


def slope(first: Expr, first_time: Expr, last: Expr, last_time: Expr) -> Expr:
    """The change from the first to the last value a second of the milliseconds between them.

    It is no number where both are one point.
    """
    seconds = infix(Op.DIV, infix(Op.SUB, last_time, first_time), lit(1_000.0))
    return infix(Op.DIV, infix(Op.SUB, last, first), seconds)
