"""Arithmetic over rows: series put together along dimensions, or each with all (reference, section 6)."""

from collections.abc import Mapping, Sequence

from sagescope.metrics.ast import RowExpression, RowReference, rows_in
from sagescope.metrics.layouts import Points, column
from sagescope.metrics.lowering import Operands, lower
from sagescope.metrics.series import Labels, Series, label_map
from sagescope.metrics.units import unit_of
from sagescope.plan.nodes import Extend, Join, Match, Node
from sagescope.sql.build import all_of, col, eq, f, fn, lit
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import Name

ROW_MARK = "#"
"""What the keys of dimensions start with that only tell apart which series of a row is meant: `#A.host`."""


def combined(row: RowExpression, held: Mapping[str, Series]) -> Series:
    """The series that arithmetic over rows gives; `held` are the series of the rows by their letters.

    There is a point where every row has one.
    """
    letters = [reference.row for reference in rows_in(row.expression)]
    if len(letters) == 1:
        return _of_one(row, letters[0], held[letters[0]])
    rels = [held[letter] for letter in letters]
    points, values = _points(rels, row.along)
    labels, units, maps = _labels(rels, row.along)
    metric = lit(row.alias or row.text)
    kept = unit_of(row.expression).of
    one_unit = all_of(*(eq(units[0], other) for other in units[1:]))
    unit = f.if_(one_unit, units[0], lit("")) if kept else lit("")
    if row.along is not None:
        map_: Expr = label_map(
            [(name.text, f.arrayElement(maps[0], name.text.lower())) for name in _dimensions(row.along)]
        )
    else:
        map_ = _shared(letters, maps)
    first = rels[0]
    rel = Series(
        first.ids,
        points,
        labels,
        max(rel.interval for rel in rels),
        {key: name for rel in reversed(rels) for key, name in rel.spelling.items()},
        frozenset(name.text.lower() for name in row.along) if row.along is not None else None,
        parted=frozenset[str]().union(*(rel.parted for rel in rels)),
    )
    operands = Operands(rel.interval, rows=dict(zip(letters, values, strict=True)))
    rel = rel.valued(lower(row.expression, operands))
    return rel.relabelled(metric=metric, unit=unit, map=map_, spelled=row.along or ())


def _of_one(row: RowExpression, letter: str, rel: Series) -> Series:
    if row.along is not None:
        rel = rel.relabelled(
            map=label_map([(name.text, rel.labels.of(name.text)) for name in _dimensions(row.along)]),
            spelled=row.along,
        )
    if isinstance(row.expression, RowReference):
        return rel.relabelled(metric=lit(row.alias)) if row.alias else rel
    rel = rel.valued(lower(row.expression, Operands(rel.interval, rows={letter: col(rel.layout.value)})))
    unit = None if unit_of(row.expression).kept else lit("")
    return rel.relabelled(metric=lit(row.alias or row.text), unit=unit)


def _dimensions(along: tuple[Name, ...]) -> list[Name]:
    """Those that are not the metric, which has a place of its own."""
    return [name for name in along if name.text.lower() != "metric"]


def _points(rels: Sequence[Series], along: tuple[Name, ...] | None) -> tuple[Points, list[Expr]]:
    """Points of all rows side by side, and the columns of their values."""
    node: Node | None = None
    numbers: list[Expr] = []
    values: list[Expr] = []
    key = bucket = ""
    for rel in rels:
        theirs = ""
        if along is not None:
            rel, (keyed,) = rel.labelled(_key(rel.labels, along))
            theirs = keyed.name
        points = rel.points
        if node is None:
            node, key, bucket = points.node, theirs, points.bucket
            numbers, values = [col(points.series)], [col(points.value)]
            continue
        number, value = rel.ids.name("s"), rel.ids.name("v")
        on = ((bucket, points.bucket),) if along is None else ((key, theirs), (bucket, points.bucket))
        outputs = ((column(number), points.series), (column(value), points.value))
        node = Join(node, points.node, Match.INNER, on, outputs)
        numbers.append(col(number))
        values.append(col(value))
    assert node is not None
    made = rels[0].ids.name("s")
    node = Extend(node, ((column(made), f.cityHash64(*numbers)),))
    return Points(node, made, bucket, ""), values


def _labels(rels: Sequence[Series], along: tuple[Name, ...] | None) -> tuple[Labels, list[Expr], list[Expr]]:
    """Series of all rows side by side, and the columns of their units and of their other dimensions."""
    ids = rels[0].ids
    node: Node | None = None
    key = ""
    numbers: list[Expr] = []
    units: list[Expr] = []
    maps: list[Expr] = []
    for rel in rels:
        labels = rel.labels
        theirs = ids.name("k")
        # Without dimensions every series goes with every other.
        of = _key(labels, along) if along is not None else f.toUInt64(lit(0))
        keyed = Extend(labels.node, ((column(theirs), of),))
        if node is None:
            node, key = keyed, theirs
            numbers, units, maps = [col(labels.series)], [col(labels.unit)], [col(labels.map)]
            continue
        number, unit, map_ = (ids.name("l") for _ in range(3))
        outputs = (
            (column(number), labels.series),
            (column(unit), labels.unit),
            (column(map_), labels.map),
        )
        node = Join(node, keyed, Match.INNER, ((key, theirs),), outputs)
        numbers.append(col(number))
        units.append(col(unit))
        maps.append(col(map_))
    assert node is not None
    made = ids.name("l")
    node = Extend(node, ((column(made), f.cityHash64(*numbers)),))
    return Labels(node, made, rels[0].labels.metric, rels[0].labels.unit, rels[0].labels.map), units, maps


def _key(labels: Labels, along: tuple[Name, ...]) -> Expr:
    return f.cityHash64(*(labels.of(name.text) for name in along))


def _shared(letters: Sequence[str], maps: Sequence[Expr]) -> Expr:
    """The dimensions that all series share, and the others under their rows' letters."""
    held = [f.CAST(map_, lit("Map(String, String)")) for map_ in maps]

    def same(key: Expr, value: Expr) -> Expr:
        return all_of(*(eq(f.arrayElement(map_, key), value) for map_ in held))

    merged: Expr = f.mapFilter(fn("k v", same(col("k"), col("v"))), held[0])
    for letter, map_ in zip(letters, held, strict=True):
        others = f.mapFilter(fn("k v", eq(f.not_(same(col("k"), col("v"))), 1)), map_)
        marked = f.mapApply(
            fn("k v", f.tuple(f.concat(lit(f"{ROW_MARK}{letter}."), col("k")), col("v"))), others
        )
        merged = f.mapUpdate(merged, marked)
    return merged
