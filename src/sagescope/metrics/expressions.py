"""Text to expressions: arithmetic over points, reducers and rows, and conditions on it.

Reference metrics-language.md, sections 5 and 6. What may stand in an expression depends on its place: `#A` only
in a row over other rows, `_value` in eval and where, reducers there and in topk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sagescope.errors import Fault
from sagescope.metrics.ast import (
    Binary,
    Called,
    Comparison,
    Condition,
    Expression,
    Granularity,
    Inverse,
    Junction,
    Negated,
    Number,
    Reduced,
    RowReference,
    Value,
)
from sagescope.metrics.functions import FUNCTIONS, REDUCERS
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown
from sagescope.syntax.tokens import T, Token

MAX_DEPTH = 100
"""Levels that an expression may have; deeper ones are refused, not overflowed."""

_COMPARISONS = {
    ">": ">",
    "<": "<",
    ">=": ">=",
    "<=": "<=",
    "=": "=",
    "==": "=",
    "!=": "!=",
    "<>": "!=",
}
_STRENGTHS = {"+": 1, "-": 1, "*": 2, "/": 2}

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What an expression may hold; `place` is what faults call where it stands."""

    place: str
    value: bool = False
    reducers: bool = False
    rows: bool = False


def parse_arithmetic(cursor: Cursor, allowed: Allowed) -> Expression:
    """The arithmetic at the cursor. Raises StageFault where there is none or it is broken."""
    return _Parser(cursor, allowed).arithmetic()


def parse_condition(cursor: Cursor, allowed: Allowed) -> Condition:
    """The condition at the cursor. Raises StageFault where there is none or it is broken."""
    return _Parser(cursor, allowed).condition()


def plain_number(token: Token) -> float:
    """What a number without a unit means. Raises StageFault for one with a unit."""
    try:
        return float(token.text)
    except ValueError:
        raise StageFault(
            Fault(
                "metrics.number",
                f"{token.text} is not a plain number.",
                "Write the number without a unit.",
                token.span,
            )
        ) from None


def percentile(cursor: Cursor) -> float:
    """Take `(95.0)`: a percentile from 0 to 100."""
    cursor.expect_sign("(", "after pct")
    token = cursor.number("The percentile")
    share = plain_number(token)
    if not 0 <= share <= 100:
        raise StageFault(
            Fault(
                "metrics.percentile",
                f"A percentile lies from 0 to 100, {token.text} does not.",
                "Write pct(95).",
                token.span,
            )
        )
    cursor.expect_sign(")", "after the percentile")
    return share


class _Parser:
    def __init__(self, cursor: Cursor, allowed: Allowed) -> None:
        self._cursor = cursor
        self._allowed = allowed
        self._depth = 0
        # How many levels the expressions made so far have below them, by identity; leaves have none.
        self._levels: dict[int, int] = {}

    def condition(self) -> Condition:
        return self._deeper(lambda: self._joined("or", lambda: self._joined("and", self._inverse)))

    def _joined(self, word: str, part: Callable[[], Condition]) -> Condition:
        sign = {"or": "||", "and": "&&"}[word]
        parts = [part()]
        while self._cursor.word(word) or self._cursor.sign(sign):
            parts.append(part())
        if len(parts) == 1:
            return parts[0]
        return Junction(word, tuple(parts), parts[0].span.to(parts[-1].span))

    def _inverse(self) -> Condition:
        if (token := self._cursor.word("not") or self._cursor.sign("!")) is not None:
            inner = self._deeper(self._inverse)
            return Inverse(inner, token.span.to(inner.span))
        if self._cursor.peek().is_sign("(") and self._holds_comparison():
            self._cursor.take()
            inside = self.condition()
            self._cursor.expect_sign(")", "to close the parenthesis")
            return inside
        left = self.arithmetic()
        token = self._cursor.peek()
        if token.kind is not T.SIGN or token.text not in _COMPARISONS:
            raise self._cursor.fault(
                "metrics.expected_comparison",
                f"A comparison is expected, not {self._cursor.describe()}.",
                "Write one of > >= < <= = != and what to compare with.",
            )
        self._cursor.take()
        right = self.arithmetic()
        return Comparison(_COMPARISONS[token.text], left, right, left.span.to(right.span))

    def _holds_comparison(self) -> bool:
        """Whether the parenthesis that is next is one of a condition, not of arithmetic."""
        depth, ahead = 0, 0
        while (token := self._cursor.peek(ahead)).kind not in (T.PIPE, T.END):
            depth += token.is_sign("(") - token.is_sign(")")
            if token.kind is T.SIGN and token.text in _COMPARISONS:
                return True
            if depth == 0:
                return False
            ahead += 1
        return False

    def arithmetic(self) -> Expression:
        return self._deeper(lambda: self._binary(1))

    def _binary(self, least: int) -> Expression:
        left = self._unary()
        while True:
            token = self._cursor.peek()
            strength = _STRENGTHS.get(token.text, 0) if token.kind is T.SIGN else 0
            if strength < least:
                return left
            self._cursor.take()
            right = self._binary(strength + 1)
            left = self._made(Binary(token.text, left, right, left.span.to(right.span)), left, right)

    def _unary(self) -> Expression:
        token = self._cursor.peek()
        if token.is_sign("-"):
            self._cursor.take()
            operand = self._deeper(self._unary)
            if isinstance(operand, Number):
                return Number(-operand.value, token.span.to(operand.span))
            return self._made(Negated(operand, token.span.to(operand.span)), operand)
        if token.is_sign("+"):
            self._cursor.take()
            return self._deeper(self._unary)
        return self._primary()

    def _primary(self) -> Expression:
        cursor = self._cursor
        token = cursor.peek()
        if token.kind is T.NUMBER:
            cursor.take()
            return Number(plain_number(token), token.span)
        if token.is_sign("("):
            cursor.take()
            inner = self.arithmetic()
            cursor.expect_sign(")", "to close the parenthesis")
            return inner
        if token.is_sign("#"):
            return self._row()
        if token.kind is T.WORD:
            cursor.take()
            return self._word(token)
        raise cursor.fault(
            "metrics.expected_operand",
            f"A number{self._operands()} or a function is expected, not {cursor.describe()}.",
        )

    def _operands(self) -> str:
        allowed = self._allowed
        kinds = (
            (allowed.value, "_value"),
            (allowed.reducers, "a reducer such as avg"),
            (allowed.rows, "a row such as #A"),
        )
        return "".join(f", {text}" for held, text in kinds if held)

    def _row(self) -> Expression:
        cursor = self._cursor
        sign, letter = cursor.take(), cursor.peek()
        if (
            letter.kind is not T.WORD
            or not letter.glued
            or len(letter.text) != 1
            or not letter.text.isalpha()
        ):
            raise cursor.fault(
                "metrics.row", "A row is written as # and its letter.", "Write a row such as #A.", sign.span
            )
        cursor.take()
        span = sign.span.to(letter.span)
        if not self._allowed.rows:
            raise cursor.fault(
                "metrics.row_here",
                f"Rows cannot stand in {self._allowed.place}.",
                "Combine rows in a row of its own, such as #A / #B along host.",
                span,
            )
        return RowReference(letter.text.upper(), span)

    def _word(self, token: Token) -> Expression:
        name = token.text.lower()
        called = self._cursor.peek().is_sign("(")
        if name in ("_value", "_granularity") and not called:
            if not self._allowed.value:
                raise self._not_here(token)
            return Value(token.span) if name == "_value" else Granularity(token.span)
        if name == "pct" or (name in REDUCERS and not called):
            if not self._allowed.reducers:
                raise self._not_here(token)
            share = percentile(self._cursor) if name == "pct" else 0.0
            return Reduced(name, share, self._since(token))
        if called and name in FUNCTIONS:
            return self._call(token, name)
        known = [*FUNCTIONS]
        known += [*REDUCERS] if self._allowed.reducers else []
        known += ["_value", "_granularity"] if self._allowed.value else []
        raise unknown(
            "metrics.unknown",
            "function or value",
            Name(token.text, token.span),
            known,
            f"{self._allowed.place[0].upper()}{self._allowed.place[1:]} knows " + ", ".join(known) + ".",
        )

    def _call(self, token: Token, name: str) -> Expression:
        self._cursor.take()
        arguments = [self.arithmetic()]
        while self._cursor.sign(","):
            arguments.append(self.arithmetic())
        self._cursor.expect_sign(")", "after the last argument")
        span = self._since(token)
        function = FUNCTIONS[name]
        if not function.least <= len(arguments) <= function.most:
            raise self._cursor.fault(
                "metrics.arguments",
                f"{name} takes {function.counts}, not {len(arguments)}.",
                f"Write {function.signature}.",
                span,
            )
        return self._made(Called(name, tuple(arguments), span), *arguments)

    def _since(self, token: Token) -> Span:
        return token.span.to(self._cursor.span_since(self._cursor.mark() - 1))

    def _not_here(self, token: Token) -> StageFault:
        return self._cursor.fault(
            "metrics.not_here",
            f"{token.text} cannot stand in {self._allowed.place}.",
            "Write numbers" + self._operands() + " and functions of them.",
            token.span,
        )

    def _made(self, whole: Expression, *parts: Expression) -> Expression:
        """`whole`, which is refused where its parts make it too deep: `1 + 1 + …` is deep without nesting."""
        levels = 1 + max(self._levels.get(id(part), 0) for part in parts)
        if levels > MAX_DEPTH:
            raise self._too_deep()
        self._levels[id(whole)] = levels
        return whole

    def _deeper(self, inner: Callable[[], Made]) -> Made:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._too_deep()
        found = inner()
        self._depth -= 1
        return found

    def _too_deep(self) -> StageFault:
        return self._cursor.fault(
            "syntax.too_deep",
            f"The expression is deeper than {MAX_DEPTH} levels.",
            "Work parts of it out in rows or stages of their own.",
        )
