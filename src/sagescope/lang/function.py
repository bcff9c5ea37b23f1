"""What a function of the language is, and the table of them, which `lang.functions` fills."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace

from sagescope.errors import Fault
from sagescope.lang.ast import Apply, Regex
from sagescope.lang.coercion import Typed, boolean, integer, number, text
from sagescope.lang.operator import Bind
from sagescope.lang.regex import checked_regex
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.sql.build import lit
from sagescope.sql.nodes import Call, Literal
from sagescope.syntax.cursor import StageFault


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a function: what it is called, and the kind that arguments are turned into.

    `kind` NULL takes any kind as it is. `literal` parameters have to be written out, since the SQL depends
    on them. `regex` ones may be a /regular expression/ too.
    """

    name: str
    kind: Kind
    optional: bool = False
    repeats: bool = False
    literal: bool = False
    regex: bool = False


Lower = Callable[[list[Typed], Bind], Typed]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language, declared once: the manual, the editor and the checks read it here.

    `lower` gets the arguments already turned into the parameters' kinds, `lower_regex` instead where one
    was a regular expression: that argument is the literal text of the pattern in RE2's syntax. `most` is the
    largest number of arguments where the last parameter repeats. A stage that is a call of a `named` function
    has to name its result. `examples` are stages that run over any message.
    """

    name: str
    params: tuple[Param, ...]
    returns: Kind
    lower: Lower
    documentation: str
    examples: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    most: int | None = None
    named: bool = False
    lower_regex: Lower | None = None

    @property
    def signature(self) -> str:
        """As the manual shows it."""
        parts = [f"{p.name}{', …' if p.repeats else ''}" for p in self.params]
        optional = [i for i, p in enumerate(self.params) if p.optional]
        if optional:
            first = optional[0]
            head, tail = ", ".join(parts[:first]), ", ".join(parts[first:])
            return f"{self.name}({head}[{', ' if head else ''}{tail}])"
        return f"{self.name}({', '.join(parts)})"

    def apply(self, args: list[Typed | Regex], call: Apply, cx: Bind) -> Typed:
        """The call as a typed expression. Raises StageFault for a wrong count or kind of arguments."""
        self._check_count(len(args), call.span)
        turned: list[Typed] = []
        lower = self.lower
        for i, arg in enumerate(args):
            param = self.params[min(i, len(self.params) - 1)]
            if isinstance(arg, Regex):
                if not param.regex or self.lower_regex is None:
                    raise self._regex(param, arg.span)
                lower = self.lower_regex
                turned.append(Typed(lit(checked_regex(arg.pattern, arg.span)), Kind.TEXT, arg.span))
                continue
            value = _turn(arg, param.kind)
            if param.literal and not isinstance(value.expr, Literal):
                raise self._not_literal(param, arg.span)
            turned.append(value)
        return replace(lower(turned, cx), span=call.span)

    def wrong_count(self, wanted: str, count: int, span: Span) -> StageFault:
        """The fault of a call with the wrong number of arguments; `wanted` names the right ones."""
        return StageFault(
            Fault(
                "function.arguments",
                f"{self.name} takes {wanted} argument{'' if wanted == '1' else 's'}, not {count}.",
                f"Its form is {self.signature}.",
                span,
            )
        )

    def _check_count(self, count: int, span: Span) -> None:
        least = sum(1 for p in self.params if not p.optional)
        repeats = bool(self.params) and self.params[-1].repeats
        most = self.most if repeats else len(self.params)
        if count < least or (most is not None and count > most):
            wanted = (
                f"{least}" if least == most else f"at least {least}" if most is None else f"{least} to {most}"
            )
            raise self.wrong_count(wanted, count, span)

    def _regex(self, param: Param, span: Span) -> StageFault:
        return StageFault(
            Fault(
                "type.regex",
                f"{self.name} takes no regular expression as {param.name}.",
                "Write it as a quoted text.",
                span,
            )
        )

    def _not_literal(self, param: Param, span: Span) -> StageFault:
        return StageFault(
            Fault(
                "function.literal",
                f"{self.name} needs its {param.name} written out; a field or an expression will not do.",
                "Write it as a quoted text." if param.kind is Kind.TEXT else "Write it as a number.",
                span,
            )
        )


def _turn(value: Typed, kind: Kind) -> Typed:
    match kind:
        case Kind.TEXT:
            return text(value)
        case Kind.DOUBLE:
            return number(value)
        case Kind.INT | Kind.LONG:
            return integer(value)
        case Kind.BOOL:
            return boolean(value)
        case Kind.NULL:
            return value


def literal_text(value: Typed) -> str | None:
    """The text of a literal argument; None for other expressions."""
    held = value.expr.value if isinstance(value.expr, Literal) else None
    return held if isinstance(held, str) else None


def literal_integer(value: Typed) -> int | None:
    """The whole number of a literal argument; None for other expressions."""
    held = value.expr.value if isinstance(value.expr, Literal) else None
    return held if isinstance(held, int) and not isinstance(held, bool) else None


def engine_call(name: str, kind: Kind | None) -> Lower:
    """The lowering to the engine's function `name` of the arguments; `kind` None keeps that of the first."""

    def lower(args: list[Typed], cx: Bind) -> Typed:
        return Typed(Call(name, tuple(a.expr for a in args)), kind or args[0].kind, args[0].span)

    return lower


FUNCTIONS: dict[str, Function] = {}
"""Functions by lower-case name and alias; `lang.functions` fills it."""


FAMILIES: dict[str, str] = {}
"""The family of each function by its name: the module that declares it."""


def declare(*functions: Function) -> None:
    """Add functions to the table, as the family that the calling module is."""
    family = str(sys._getframe(1).f_globals["__name__"]).rpartition(".")[2]
    for function in functions:
        FAMILIES[function.name] = family
        for name in (function.name, *function.aliases):
            assert name.lower() not in FUNCTIONS, f"{name} is declared twice"
            FUNCTIONS[name.lower()] = function
