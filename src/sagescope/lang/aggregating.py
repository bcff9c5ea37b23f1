"""The values of an aggregate as written: `count`, `sum(x) as s`, `pct(x, 50, 95)` (reference, section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sagescope.errors import Fault
from sagescope.lang.aggregates import AGGREGATES, AggregateFunction, aggregate_called, percentile
from sagescope.syntax.cursor import Cursor, Name, StageFault


@dataclass(frozen=True, slots=True)
class Value:
    """One aggregate of the stage."""

    function: Name
    fields: tuple[Name, ...]
    percentiles: tuple[str, ...]
    alias: Name | None

    @property
    def about(self) -> AggregateFunction:
        """What the table says of its function."""
        return AGGREGATES[self.function.text.lower()]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        if self.alias is not None:
            return (self.alias.text,)
        return self.about.columns(self.fields[0].text if self.fields else "", self.percentiles)


def read_value(cursor: Cursor) -> Value:
    """Take `<function>[(<field>, …)] [as <name>]`.

    Raises StageFault `aggregate.unknown`, `aggregate.argument`, `aggregate.percentile` or `aggregate.alias`.
    """
    name = cursor.name("an aggregate function")
    function = aggregate_called(name)
    fields: list[Name] = []
    percentiles: list[str] = []
    if cursor.sign("("):
        if not cursor.sign("*"):
            _arguments(cursor, function, fields, percentiles)
        cursor.expect_sign(")", f"after the field of {function.name}")
    elif (
        function.name != "count"
        and cursor.at_name("a field")
        and not cursor.peek().is_word("by", "as", "group")
    ):
        fields.append(cursor.name())
    least, most = function.fields
    if not least <= len(fields) <= most:
        wanted = "a field" if most == 1 else f"{least} to {most} fields"
        raise StageFault(
            Fault(
                "aggregate.argument",
                f"{function.name} needs {wanted}." if not fields else f"{function.name} takes {wanted}.",
                f"Write {function.syntax}.",
                name.span,
            )
        )
    value = Value(name, tuple(fields), tuple(percentiles), None)
    return named(value, cursor) if cursor.word("as") else value


def _arguments(
    cursor: Cursor, function: AggregateFunction, fields: list[Name], percentiles: list[str]
) -> None:
    while not cursor.peek().is_sign(")"):
        if fields and function.percentiles:
            percentiles.append(percentile(cursor))
        else:
            fields.append(cursor.name())
        if not cursor.sign(",") and not cursor.peek().is_sign(")"):
            raise cursor.fault(
                "aggregate.argument",
                f"{function.name} takes a plain field.",
                "Work the value out in a stage before and name it.",
            )


def named(value: Value, cursor: Cursor) -> Value:
    """The value with the name at the cursor. Raises StageFault `aggregate.alias` where it has several columns."""
    alias = cursor.name("the name of the column")
    check_alias(alias, value.columns)
    return replace(value, alias=alias)


def check_alias(alias: Name, columns: Sequence[str]) -> None:
    """Return where a name is for one column. Raises StageFault `aggregate.alias` where there are several."""
    if len(columns) > 1:
        raise StageFault(
            Fault(
                "aggregate.alias",
                f"{alias.text!r} would name {len(columns)} columns.",
                "Ask for one percentile at a time, or leave the name away.",
                alias.span,
            )
        )
