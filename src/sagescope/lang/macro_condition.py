"""Conditions on the arguments of macros: one expression over their texts, worked out before the query is read.

It may use comparisons, `matches` with wildcards, `contains`, and the tests of addresses and numbers.
"""

import ipaddress
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from sagescope.errors import Fault
from sagescope.lang.address_blocks import PRIVATE, RESERVED, SPECIAL
from sagescope.lang.ast import (
    Among,
    Apply,
    Binary,
    Constant,
    Expression,
    Field,
    Junction,
    Number,
    Text,
    Unary,
)
from sagescope.lang.coercion import DECIMAL
from sagescope.lang.expressions import parse_expression
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown
from sagescope.syntax.lexer import lex

Value = str | float | bool | None

_BRACES = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def check_condition(text: str, names: frozenset[str]) -> None:
    """Return where a condition can be read and uses only these arguments (lower case).

    Raises StageFault with what is wrong with it.
    """
    _check(_parsed(text), names)


def holds(text: str, values: Mapping[str, str]) -> bool:
    """Whether a condition holds for the texts of the arguments, by their lower-case names.

    A condition that cannot be worked out does not hold.
    """
    try:
        return bool(_Work(values).value(_parsed(text)))
    except (StageFault, TypeError, ValueError):
        return False


def _parsed(text: str) -> Expression:
    plain = _BRACES.sub(r"\1", text)
    lexed = lex(plain, scoped=False)
    cursor = Cursor(lexed.stages[0], plain)
    parsed = parse_expression(cursor)
    cursor.done("the condition")
    return parsed


def _check(e: Expression, names: frozenset[str]) -> None:
    match e:
        case Field(name, span) if name.lower() not in names:
            raise unknown("macro.condition_name", "argument", Name(name, span), sorted(names), "")
        case Apply(name, args) if name.text.lower() not in _FUNCTIONS or len(args) != _arity(name.text):
            known = [f"{known}" for known in _NAMES]
            raise unknown(
                "macro.condition_function",
                "function of conditions",
                name,
                known,
                "Conditions know " + ", ".join(known) + ".",
            )
        case Number() | Text() | Constant() | Field():
            return
        case Unary("!", operand):
            _check(operand, names)
        case Apply(_, parts) | Junction(_, parts):
            for part in parts:
                _check(part, names)
        case Binary(sign, left, right) if sign in _COMPARE or sign in ("matches", "contains"):
            _check(left, names)
            _check(right, names)
        case Among(operand, items):
            for part in (operand, *items):
                _check(part, names)
        case _:
            raise StageFault(
                Fault(
                    "macro.condition_form",
                    "A condition of a macro cannot hold this.",
                    "Compare the argument, or use matches, contains or one of the tests.",
                    e.span,
                )
            )


class _Work:
    """Works a condition out for the texts of the arguments."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def value(self, e: Expression) -> Value:
        """The value of an expression."""
        match e:
            case Number(value) | Text(value):
                return value
            case Constant(value):
                return value
            case Field(name):
                return self._values.get(name.lower())
            case Unary("!", operand):
                return not self.value(operand)
            case Junction("and", parts):
                return all(self.value(part) for part in parts)
            case Junction(_, parts):
                return any(self.value(part) for part in parts)
            case Among(operand, items):
                return any(_compared("=", self.value(operand), self.value(item)) for item in items)
            case Binary("matches", left, right):
                return _wildcard(_text(self.value(left)), _text(self.value(right)))
            case Binary("contains", left, right):
                return _text(self.value(right)) in _text(self.value(left))
            case Binary(sign, left, right) if sign in _COMPARE:
                return _compared(sign, self.value(left), self.value(right))
            case Apply(name, args):
                return _FUNCTIONS[name.text.lower()](*(_text(self.value(arg)) for arg in args))
            case _:
                raise ValueError("checked when the macro was saved")


def _compared(sign: str, left: Value, right: Value) -> bool:
    """Numbers are compared where both sides are, else texts."""
    a, b = _number(left), _number(right)
    if a is not None and b is not None:
        return bool(_COMPARE[sign](a, b))
    return bool(_COMPARE[sign](_text(left), _text(right)))


def _number(value: Value) -> float | None:
    if isinstance(value, str):
        return float(value) if DECIMAL.fullmatch(value) else None
    return None if isinstance(value, bool) or value is None else float(value)


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def _wildcard(text: str, pattern: str) -> bool:
    """Whether the whole text is like the pattern, in which `*` is any run of characters."""
    first, *rest = pattern.split("*")
    if not rest:
        return text == pattern
    if not text.startswith(first):
        return False
    at, last = len(first), rest.pop()
    for part in rest:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return len(text) - at >= len(last) and text.endswith(last)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text.strip())
    except ValueError:
        return None


def _v4(text: str) -> ipaddress.IPv4Address | None:
    found = _address(text)
    return found if isinstance(found, ipaddress.IPv4Address) else None


def _among(text: str, networks: tuple[ipaddress.IPv4Network, ...]) -> bool:
    found = _v4(text)
    return found is not None and any(found in network for network in networks)


_NAMES: Mapping[str, Callable[..., bool]] = {
    "isValidIP": lambda text: _address(text) is not None,
    "isValidIPv4": lambda text: _v4(text) is not None,
    "isValidIPv6": lambda text: isinstance(_address(text), ipaddress.IPv6Address),
    "isPrivateIP": lambda text: _among(text, PRIVATE),
    "isReservedIP": lambda text: _among(text, SPECIAL),
    "isPublicIP": lambda text: _v4(text) is not None and not _among(text, RESERVED),
    "isNumeric": lambda text: DECIMAL.fullmatch(text) is not None,
    "isEmpty": lambda text: text == "",
    "isBlank": lambda text: not text.strip(),
    "contains": lambda text, part: part in text,
    "matches": _wildcard,
}
_FUNCTIONS = {name.lower(): function for name, function in _NAMES.items()}


def _arity(name: str) -> int:
    return 2 if name.lower() in ("contains", "matches") else 1
