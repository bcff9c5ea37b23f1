"""The checks of arithmetic over rows that ask the store."""

import math
from collections.abc import Iterator, Sequence

from sagescope.errors import Fault, Refusal
from sagescope.metrics.checks import PairCheck, UnitCheck
from sagescope.sql.nodes import Select
from sagescope.store.engine import Engine


def refuse_many_pairs(checks: Sequence[PairCheck], most: int, engine: Engine) -> bool:
    """Whether some row is known to have no series, so that it has no combination with others.

    Raises Refusal where rows would come to more than `most` combinations of their series.
    """
    none = False
    for check in checks:
        counts = [_number(select, engine) for select in check.called]
        if math.prod(counts) <= most:
            continue
        # Series without points take no part; to find them takes as long as the rows themselves.
        counts = [
            count if select is None else _number(select, engine)
            for count, select in zip(counts, check.pointed, strict=True)
        ]
        if (pairs := math.prod(counts)) > most:
            series = " and ".join(f"{n:,} of #{row}" for n, row in zip(counts, check.rows, strict=True))
            raise Refusal(
                Fault(
                    "metrics.pairs",
                    f"Without along every series goes with every other: {series} series are {pairs:,} "
                    f"combinations, and metrics.max_input_series is {most:,}.",
                    "Add along with the dimensions that they share, or aggregate the rows first.",
                    check.span,
                )
            )
        none = none or not pairs
    return none


def unit_warnings(checks: Sequence[UnitCheck], engine: Engine) -> Iterator[Fault]:
    """What is told where rows are added or compared that have different units."""
    for check in checks:
        left, right = (
            {unit for unit in engine.query(select).table.column(0).to_pylist() if unit}
            for select in (check.left, check.right)
        )
        if len(left) == len(right) == 1 and left != right:
            one, other = check.rows
            yield Fault(
                "metrics.units",
                f"#{one} is in {left.pop()} and #{other} in {right.pop()}: to add or compare them says nothing.",
                "Convert one of them with eval first.",
                check.span,
            )


def _number(select: Select, engine: Engine) -> int:
    return int(engine.query(select).table.column(0)[0].as_py())
