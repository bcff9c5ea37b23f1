"""Quantiles from the buckets of Prometheus histograms, by the arithmetic of PromQL's histogram_quantile.

(Reference metrics-language.md, 5.2.) Buckets are cumulative: each counts what is at most its `le`.
"""

from dataclasses import replace

from sagescope.metrics.layouts import Points, column
from sagescope.metrics.series import BOUND, Labels, Series
from sagescope.plan.nodes import Aggregate, Extend, Filter, Node
from sagescope.sql.build import all_of, col, eq, f, fn, infix, lit, not_
from sagescope.sql.nodes import Call, Expr, Op, TupleOf


def quantile_of_buckets(rel: Series, quantile: float) -> Series:
    """One series a histogram: the quantile (0 to 1) of its buckets at each time."""
    ids, labels = rel.ids, rel.labels
    bound = ids.name("l")
    others = f.mapFilter(fn("k v", infix(Op.NE, col("k"), lit(BOUND))), col(labels.map))
    # The text of a map is in the order that it was made in, so its keys are put in order first.
    number = f.cityHash64(col(labels.metric), f.toString(f.mapSort(others)))
    told = Extend(labels.node, ((column(bound), f.toFloat64OrNull(labels.of(BOUND))),))
    bounded = Filter(told, eq(f.isNotNull(col(bound)), 1))
    rel = replace(rel, labels=replace(labels, node=bounded))
    rel, (histogram, upper) = rel.labelled(number, f.assumeNotNull(col(bound)))
    made = Points(rel.points.node, ids.name("s"), ids.name("b"), ids.name("v"))
    pairs = f.arraySort(f.groupArray(TupleOf((upper, f.assumeNotNull(col(rel.points.value))))))
    keys = ((column(made.series), histogram), (column(made.bucket), col(rel.points.bucket)))
    held = ids.name("h")
    node: Node = Aggregate(made.node, keys, ((column(held), pairs),))
    node, value = _interpolated(rel, node, held, quantile)
    called = Labels(bounded, ids.name("s"), ids.name("l"), ids.name("l"), ids.name("l"))
    values = (
        (column(called.metric), f.any(col(labels.metric))),
        (column(called.unit), lit("")),
        (column(called.map), f.any(others)),
    )
    named = Aggregate(bounded, ((column(called.series), number),), values)
    rel = replace(rel, layout=replace(made, node=node, value=value), labels=replace(called, node=named))
    grouped = rel.grouped - {BOUND} if rel.grouped is not None else None
    return replace(rel.valued(col(value)), grouped=grouped, spent=True).wrapped("histogram_quantile")


def _interpolated(rel: Series, node: Node, held: str, quantile: float) -> tuple[Node, str]:
    """The plan with the quantile of the (bound, count) pairs in `held`; no number where there is none."""
    bounds, counts, rank, at, value = (rel.ids.name("h") for _ in range(5))
    # Counts that fall from one bound to the next come from scrapes between two updates.
    grown = f.arrayMap(
        fn("i", f.arrayMax(f.arraySlice(f.tupleElement(col(held), 2), 1, col("i")))),
        f.arrayEnumerate(col(held)),
    )
    total = f.arrayElement(col(counts), -1)
    before = infix(Op.SUB, col(at), 1)
    lower = f.if_(eq(col(at), 1), lit(0.0), f.arrayElement(col(bounds), before))
    below = f.if_(eq(col(at), 1), lit(0.0), f.arrayElement(col(counts), before))
    upper, within = f.arrayElement(col(bounds), col(at)), f.arrayElement(col(counts), col(at))
    share = infix(Op.DIV, infix(Op.SUB, col(rank), below), infix(Op.SUB, within, below))
    inside = infix(Op.ADD, lower, infix(Op.MUL, infix(Op.SUB, upper, lower), share))
    infinite = eq(f.isInfinite(f.arrayElement(col(bounds), -1)), 1)
    usable = all_of(infinite, infix(Op.GE, f.length(col(bounds)), 2), infix(Op.GT, total, lit(0.0)))
    found: Expr = Call(
        "multiIf",
        (
            not_(usable),
            lit(float("nan")),
            # Above all bounds that are numbers nothing is known but that.
            eq(col(at), f.length(col(bounds))),
            f.arrayElement(col(bounds), -2),
            all_of(eq(col(at), 1), infix(Op.LE, upper, lit(0.0))),
            upper,
            inside,
        ),
    )
    items = (
        (column(bounds), f.tupleElement(col(held), 1)),
        (column(counts), grown),
        (column(rank), infix(Op.MUL, lit(quantile), total)),
        (column(at), f.arrayFirstIndex(fn("c", infix(Op.GE, col("c"), col(rank))), col(counts))),
        (column(value), found),
    )
    return Extend(node, items), value
