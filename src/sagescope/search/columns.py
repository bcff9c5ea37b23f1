"""Columns of Arrow tables by the kinds of the language."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from sagescope.plan.schema import Kind

ARROW: Mapping[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.NULL: pa.string(),
    Kind.INT: pa.int64(),
    Kind.LONG: pa.int64(),
    Kind.DOUBLE: pa.float64(),
    Kind.BOOL: pa.bool_(),
}


def array_of(values: Sequence[object], kind: Kind) -> pa.Array:
    """A column of that kind; a value that is not of it becomes absent, or text where texts are wanted."""
    return pa.array([_fitting(value, kind) for value in values], ARROW[kind])


def _fitting(value: object, kind: Kind) -> object:
    match kind, value:
        case _, None:
            return None
        case ((Kind.INT | Kind.LONG), (bool() | int())):
            return int(value)
        case ((Kind.INT | Kind.LONG), float()) if value.is_integer():
            return int(value)
        case Kind.DOUBLE, (bool() | int() | float()):
            return float(value)
        case Kind.BOOL, bool():
            return value
        case ((Kind.TEXT | Kind.NULL), _):
            return str(value)
        case _:
            return None
