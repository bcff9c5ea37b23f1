"""What a rollup is made of: the SELECT over the points of some hours that gives its rows."""

from sagescope.metrics.storage import POINTS, SKETCH_STATE, Resolution
from sagescope.sql.build import all_of, col, eq, f, floored, infix, lit
from sagescope.sql.nodes import Call, Derived, Expr, Item, Op, Select, Setting, Table
from sagescope.timerange import TimeRange


def rollup_select(resolution: Resolution, span: TimeRange, made: int) -> Select:
    """The rows of `resolution` for the points of `span`, of which each series and time counts once."""
    start = col("start")
    folded = Select(
        (
            Item(col("series"), "series"),
            Item(start, "start"),
            Item(f.count(), "points"),
            Item(f.sum(col("value")), "total"),
            Item(f.min(col("value")), "least"),
            Item(f.max(col("value")), "most"),
            Item(f.argMin(col("value"), col("time")), "opening"),
            Item(f.argMax(col("value"), col("time")), "closing"),
            Item(infix(Op.SUB, f.min(col("time")), start), "opened"),
            Item(infix(Op.SUB, f.max(col("time")), start), "closed"),
            Item(f.groupArray(col("value")), "held"),
        ),
        Table(POINTS, final=True),
        lets=(Item(floored(col("time"), resolution.length), "start"),),
        where=all_of(infix(Op.GE, col("time"), span.start), infix(Op.LT, col("time"), span.end)),
        group_by=(col("series"), start),
    )
    single = eq(col("points"), 1)

    def of_many(column: str, zero: float | int) -> Expr:
        return f.if_(single, lit(zero), col(column))

    several = f.if_(single, Call("emptyArrayFloat64", ()), col("held"))
    items = (
        Item(col("series"), "series"),
        Item(start, "time"),
        Item(f.toUInt32(col("points")), "count"),
        Item(col("total"), "sum"),
        Item(of_many("least", 0.0), "lowest"),
        Item(of_many("most", 0.0), "highest"),
        Item(of_many("opening", 0.0), "first"),
        Item(of_many("closing", 0.0), "last"),
        Item(f.toUInt32(col("opened")), "first_at"),
        Item(f.toUInt32(of_many("closed", 0)), "last_at"),
        Item(f.arrayReduce(SKETCH_STATE, several), "sketch"),
        Item(f.toInt64(lit(made)), "made"),
    )
    return Select(
        items,
        Derived(folded, "p"),
        settings=(
            Setting("optimize_aggregation_in_order", 1),
            Setting("do_not_merge_across_partitions_select_final", 1),
        ),
    )
