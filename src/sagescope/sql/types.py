"""ClickHouse types as values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SqlType:
    """A ClickHouse type: a name and its arguments, named ones for tuples."""

    name: str
    args: tuple["SqlType", ...] = ()
    labels: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.args:
            return self.name
        if self.labels:
            names = (label.replace("\\", "\\\\").replace("`", "\\`") for label in self.labels)
            inner = ", ".join(f"`{name}` {arg}" for name, arg in zip(names, self.args, strict=True))
        else:
            inner = ", ".join(map(str, self.args))
        return f"{self.name}({inner})"


STRING = SqlType("String")
INT64 = SqlType("Int64")
UINT32 = SqlType("UInt32")
UINT64 = SqlType("UInt64")
FLOAT64 = SqlType("Float64")


def nullable(inner: SqlType) -> SqlType:
    """`Nullable(inner)`."""
    return SqlType("Nullable", (inner,))


def low_cardinality(inner: SqlType) -> SqlType:
    """`LowCardinality(inner)`: for columns of few distinct values."""
    return SqlType("LowCardinality", (inner,))


def array(inner: SqlType) -> SqlType:
    """`Array(inner)`."""
    return SqlType("Array", (inner,))


def map_of(key: SqlType, value: SqlType) -> SqlType:
    """`Map(key, value)`."""
    return SqlType("Map", (key, value))
