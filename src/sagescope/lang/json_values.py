"""What JSON paths find in a document, as expressions of the engine."""

from collections.abc import Sequence

from sagescope.lang.catalog import JsonPath
from sagescope.lang.json_path import Condition, Deep, Every, Path, Several, Slice, Step
from sagescope.sql.build import (
    NULL,
    NULL_TEXT,
    TRUE,
    all_of,
    array_of,
    col,
    eq,
    f,
    fn,
    in_list,
    infix,
    lit,
    ne,
    not_,
)
from sagescope.sql.nodes import Expr, Op, TupleOf
from sagescope.sql.types import STRING, SqlType, nullable

MOST_LEVELS = 12
"""How deep `..` looks into a document."""

_SIGNS = {"==": Op.EQ, "!=": Op.NE, "<": Op.LT, "<=": Op.LE, ">": Op.GT, ">=": Op.GE}


def extraction(source: Expr, path: Path) -> Expr:
    """The value at `path` in the document `source`, null where it is missing.

    Where a path may lead to several values, they come as a JSON array.
    """
    plain = path.plain
    if plain is not None:
        return plain_extraction(source, plain)
    found: Expr = f.array(f.ifNull(source, ""))
    for step in path.steps:
        found = _walk(found, step)
    if path.counts:
        return _count(source, path, found)
    joined = f.concat("[", f.arrayStringConcat(found, ","), "]")
    return f.if_(f.empty(found), NULL_TEXT, joined)


def plain_extraction(source: Expr, path: JsonPath) -> Expr:
    """The value at a path without wildcards: the definition that promoted columns hold to."""
    value = f.JSONExtract(source, *_places(path), "Nullable(String)")
    # To the engine the n-th member of an object has the index n too.
    arrays = [
        eq(f.JSONType(source, *_places(path[:i])), "Array")
        for i, step in enumerate(path)
        if isinstance(step, int)
    ]
    return f.if_(all_of(*arrays), value, NULL) if arrays else value


def keys_together(source: Expr, keys: Sequence[str]) -> Expr:
    """The values of several keys of the document, in a tuple: it is read once for all of them.

    They are what `plain_extraction` gives for each.
    """
    # Of an array the engine would fill the tuple by position.
    document = f.if_(f.match(source, r"^(?:\x{feff})?\s*\["), "", source)
    type_ = SqlType("Tuple", tuple(nullable(STRING) for _ in keys), tuple(keys))
    return f.JSONExtract(document, str(type_))


def _places(path: JsonPath) -> list[Expr]:
    # The engine counts elements from 1, and from the end with -1.
    return [lit(step if isinstance(step, str) or step < 0 else step + 1) for step in path]


def _walk(found: Expr, step: Step) -> Expr:
    """What the step leads to from every value of the array `found`; values are JSON texts."""
    x, e = col("x"), col("e")
    match step:
        case Every():
            return f.arrayFlatten(f.arrayMap(fn("x", _inside(x)), found))
        case Deep():
            return _deep(found)
        case Several(items):
            values = array_of(*(_raw_item(x, item) for item in items))
            return _there(f.arrayFlatten(f.arrayMap(fn("x", values), found)))
        case Slice():
            elements = f.JSONExtractArrayRaw(x)
            kept = f.arrayFilter(fn("e i", _in_slice(step, elements)), elements, f.arrayEnumerate(elements))
            return f.arrayFlatten(f.arrayMap(fn("x", kept), found))
        case Condition():
            kept = f.arrayFilter(fn("e", _holds(step, e)), _inside(x))
            return f.arrayFlatten(f.arrayMap(fn("x", kept), found))
        case _:
            return _there(f.arrayMap(fn("x", _raw_item(x, step)), found))


def _raw_item(x: Expr, item: str | int) -> Expr:
    raw = f.JSONExtractRaw(x, *_places((item,)))
    return raw if isinstance(item, str) else f.if_(eq(f.JSONType(x), "Array"), raw, "")


def _there(found: Expr) -> Expr:
    return f.arrayFilter(fn("x", ne(col("x"), "")), found)


def _inside(x: Expr) -> Expr:
    """The elements of an array, or the values of an object."""
    values = f.arrayMap(fn("kv", f.tupleElement(col("kv"), 2)), f.JSONExtractKeysAndValuesRaw(x))
    return f.arrayConcat(f.JSONExtractArrayRaw(x), values)


def _deep(found: Expr) -> Expr:
    """The values themselves, then what is in them, level by level."""
    level = f.tupleElement(col("acc"), 2)
    below = f.arrayFlatten(f.arrayMap(fn("x", _inside(col("x"))), level))
    more = TupleOf((f.arrayConcat(f.tupleElement(col("acc"), 1), below), below))
    folded = f.arrayFold(fn("acc n", more), f.range(MOST_LEVELS), TupleOf((found, found)))
    return f.tupleElement(folded, 1)


def _in_slice(step: Slice, elements: Expr) -> Expr:
    place = infix(Op.SUB, f.toInt64(col("i")), 1)
    count = f.toInt64(f.length(elements))

    def end(at: int) -> Expr:
        return lit(at) if at >= 0 else infix(Op.ADD, count, at)

    parts: list[Expr] = []
    if step.start is not None:
        parts.append(infix(Op.GE, place, end(step.start)))
    if step.end is not None:
        parts.append(infix(Op.LT, place, end(step.end)))
    if step.step > 1:
        start = end(step.start or 0)
        parts.append(eq(f.modulo(infix(Op.SUB, place, start), step.step), 0))
    return all_of(*parts) if parts else TRUE


def _holds(condition: Condition, e: Expr) -> Expr:
    raw = f.JSONExtractRaw(e, *_places(condition.path)) if condition.path else e
    there = ne(raw, "")
    if condition.sign == "":
        return there
    op = _SIGNS[condition.sign]
    match condition.value:
        case None | bool() as value:
            same = eq(raw, {None: "null", True: "true", False: "false"}[value])
            return all_of(there, same if op is Op.EQ else not_(same))
        case str(text):
            held: Expr = f.JSONExtract(raw, "Nullable(String)")
            return all_of(eq(f.left(raw, 1), '"'), f.ifNull(infix(op, held, text), False))
        case float(number):
            held = f.JSONExtract(raw, "Nullable(Float64)")
            return all_of(ne(f.left(raw, 1), '"'), f.ifNull(infix(op, held, number), False))


def _count(source: Expr, path: Path, found: Expr) -> Expr:
    """The number of elements at a path, or of values where it leads to several."""
    steps = tuple(s for s in path.steps if isinstance(s, str | int))
    if len(steps) < len(path.steps):
        return f.if_(f.empty(found), NULL, f.toString(f.length(found)))
    places = _places(steps)
    kind = f.toString(f.JSONType(f.ifNull(source, ""), *places))
    count = f.toString(f.JSONLength(f.ifNull(source, ""), *places))
    return f.if_(in_list(kind, (lit("Array"), lit("Object"))), count, NULL)
