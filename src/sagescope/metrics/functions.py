"""The functions of expressions and the reducers of series (reference metrics-language.md, section 5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sagescope.sql.build import eq, f, infix, lit
from sagescope.sql.nodes import Call, Expr, Literal, Op


@dataclass(frozen=True, slots=True)
class Function:
    """A function of numbers.

    `lower` makes the SQL of its arguments; `keeps_unit` tells that the result has the unit of the
    arguments.
    """

    name: str
    signature: str
    documentation: str
    example: str
    least: int
    most: int
    lower: Callable[..., Expr]
    keeps_unit: bool = False

    @property
    def counts(self) -> str:
        """How many arguments it takes, in words."""
        if self.least == self.most:
            return f"{self.least} argument{'' if self.least == 1 else 's'}"
        return f"{self.least} to {self.most} arguments"


def _rounded(value: Expr, digits: Expr | None = None) -> Expr:
    # Halves go up, as in log queries; the engine's own rounding takes them to the even neighbour.
    if digits is None:
        return f.floor(infix(Op.ADD, value, 0.5))
    scale = f.exp10(digits)
    return infix(Op.DIV, f.floor(infix(Op.ADD, infix(Op.MUL, value, scale), 0.5)), scale)


_FUNCTIONS = (
    Function("abs", "abs(x)", "The number without its sign.", "eval abs(_value)", 1, 1, f.abs, True),
    Function("ceil", "ceil(x)", "The next whole number up.", "eval ceil(_value)", 1, 1, f.ceil, True),
    Function("cos", "cos(x)", "The cosine of an angle in radians.", "eval cos(_value)", 1, 1, f.cos),
    Function("exp", "exp(x)", "e to the power of the number.", "eval exp(_value)", 1, 1, f.exp),
    Function("floor", "floor(x)", "The next whole number down.", "eval floor(_value)", 1, 1, f.floor, True),
    Function("log", "log(x)", "The natural logarithm; none of 0 and below.", "eval log(_value)", 1, 1, f.log),
    Function(
        "max", "max(a, b)", "The larger of the numbers.", "eval max(_value, 0)", 2, 10, f.greatest, True
    ),
    Function(
        "min", "min(a, b)", "The smaller of the numbers.", "eval min(_value, 100)", 2, 10, f.least, True
    ),
    Function(
        "round",
        "round(x [, digits])",
        "The nearest whole number, or the nearest with so many digits behind the point; halves go up.",
        "eval round(_value)",
        1,
        2,
        _rounded,
        True,
    ),
    Function("sin", "sin(x)", "The sine of an angle in radians.", "eval sin(_value)", 1, 1, f.sin),
    Function("sqrt", "sqrt(x)", "The square root; none below 0.", "eval sqrt(_value)", 1, 1, f.sqrt),
    Function("tan", "tan(x)", "The tangent of an angle in radians.", "eval tan(_value)", 1, 1, f.tan),
)

FUNCTIONS: Mapping[str, Function] = {function.name: function for function in _FUNCTIONS}


@dataclass(frozen=True, slots=True)
class Reducer:
    """One number of all points of a series; `keeps_unit` tells that it has their unit."""

    name: str
    documentation: str
    keeps_unit: bool = True


_REDUCERS = (
    Reducer("avg", "The mean of the points."),
    Reducer("count", "The number of points.", keeps_unit=False),
    Reducer("latest", "The last point."),
    Reducer("max", "The largest point."),
    Reducer("min", "The smallest point."),
    Reducer("pct", "`pct(n)`: the n-th percentile of the points, n from 0 to 100."),
    Reducer("stddev", "The standard deviation of the points; 0 of a single one."),
    Reducer("sum", "The sum of the points."),
)

REDUCERS: Mapping[str, Reducer] = {reducer.name: reducer for reducer in _REDUCERS}


def aggregated(name: str, value: Expr, time: Expr, percentile: float = 0.0) -> Expr:
    """The aggregate of a reducer's name over `value`; `time` orders the points for `latest`."""
    match name:
        case "count":
            return f.toFloat64(f.count())
        case "latest":
            return f.argMax(value, time)
        case "pct":
            # Linear between the two nearest values.
            return Call("quantileExactInclusive", (value,), (Literal(percentile / 100),))
        case "stddev":
            return f.if_(eq(f.count(), 1), lit(0.0), f.stddevSamp(value))
        case _:
            return Call(name, (value,))
