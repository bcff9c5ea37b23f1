"""What a function of the language is, and the table of them, which `lang.functions` fills."""

from collections.abc import Callable
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.lang.ast import Apply, Regex
from sagescope.lang.coercion import Typed, boolean, integer, number, text
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.sql.nodes import Call
from sagescope.syntax.cursor import StageFault


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a function: what it is called, and the kind that arguments are turned into.

    `kind` NULL takes any kind as it is.
    """

    name: str
    kind: Kind
    optional: bool = False
    repeats: bool = False


Lower = Callable[[list[Typed], Bind], Typed]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language, declared once: the manual, the editor and the checks read it here.

    `lower` gets the arguments already turned into the parameters' kinds.
    """

    name: str
    params: tuple[Param, ...]
    returns: Kind
    lower: Lower
    documentation: str
    examples: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

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
        least = sum(1 for p in self.params if not p.optional)
        most = None if self.params and self.params[-1].repeats else len(self.params)
        if len(args) < least or (most is not None and len(args) > most):
            wanted = (
                f"{least}" if least == most else f"at least {least}" if most is None else f"{least} to {most}"
            )
            raise StageFault(
                Fault(
                    "function.arguments",
                    f"{self.name} takes {wanted} argument{'' if wanted == '1' else 's'}, not {len(args)}.",
                    f"Its form is {self.signature}.",
                    call.span,
                )
            )
        turned: list[Typed] = []
        for i, arg in enumerate(args):
            param = self.params[min(i, len(self.params) - 1)]
            if isinstance(arg, Regex):
                raise StageFault(
                    Fault(
                        "type.regex",
                        f"{self.name} takes no regular expression as {param.name}.",
                        "Write it as a quoted text.",
                        arg.span,
                    )
                )
            turned.append(_turn(arg, param.kind))
        done = self.lower(turned, cx)
        return Typed(done.expr, done.kind, call.span)


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


def engine_call(name: str, kind: Kind | None) -> Lower:
    """The lowering to the engine's function `name` of the first argument; `kind` None keeps its kind."""

    def lower(args: list[Typed], cx: Bind) -> Typed:
        return Typed(Call(name, (args[0].expr,)), kind or args[0].kind, args[0].span)

    return lower


FUNCTIONS: dict[str, Function] = {}
"""Functions by lower-case name and alias; `lang.functions` fills it."""


def declare(*functions: Function) -> None:
    """Add functions to the table."""
    for function in functions:
        for name in (function.name, *function.aliases):
            assert name.lower() not in FUNCTIONS, f"{name} is declared twice"
            FUNCTIONS[name.lower()] = function
