"""Whether each bucket of a row's result is made of that bucket alone, so that parts of a range can be asked apart."""

from sagescope.metrics.across import AcrossSeries
from sagescope.metrics.ast import Condition, Expression, Reduced, parts_of
from sagescope.metrics.operator import Operator
from sagescope.metrics.operators.eval import Eval
from sagescope.metrics.operators.parse import Parse
from sagescope.metrics.operators.pct import Pct
from sagescope.metrics.operators.where import Where
from sagescope.metrics.query import Row


def is_pointwise(row: Row) -> bool:
    """Whether a part of a range gives the same points as the whole of it does there.

    It holds for a selector with operators that take points as they are, or all points of one bucket together. The
    buckets are those of the request: a row that folds into buckets of its own may be cut within one.
    """
    return row.buckets is None and all(_is(stage) for stage in row.stages)


def _is(stage: Operator) -> bool:
    match stage:
        case AcrossSeries() | Pct() | Parse():
            return True
        case Eval(expression=expression):
            return _of_points(expression)
        case Where(condition=condition, stretch=None):
            return _of_points(condition)
        case _:
            return False


def _of_points(node: Expression | Condition) -> bool:
    """Whether it says nothing of all points of a series."""
    return not any(isinstance(part, Reduced) for part in parts_of(node))
