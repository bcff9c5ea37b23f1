"""The expression parser: operator precedence climbing over a stage's tokens (reference, section 3)."""

import re
from collections.abc import Callable

from sagescope.errors import Fault
from sagescope.lang.ast import (
    Among,
    Apply,
    Binary,
    Choice,
    Constant,
    Expression,
    Field,
    Found,
    InTable,
    Junction,
    Number,
    Regex,
    Text,
    Unary,
)
from sagescope.lang.subquery_reader import read_subquery
from sagescope.lang.table_syntax import equalities, source
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T, Token

MAX_DEPTH = 100
"""Levels that an expression may have; deeper ones are refused, not overflowed."""

_SIZES: dict[str, float] = {
    "K": 1e3,
    "k": 1e3,
    "M": 1e6,
    "G": 1e9,
    "B": 1e9,
    "T": 1e12,
    "P": 1e15,
    "Ki": 2**10,
    "Mi": 2**20,
    "Gi": 2**30,
    "Ti": 2**40,
    "Pi": 2**50,
    "ns": 1e-6,
    "us": 1e-3,
    "ms": 1,
    "s": 1e3,
    "m": 6e4,
    "h": 3.6e6,
    "d": 8.64e7,
    "w": 6.048e8,
}
_NUMBER = re.compile(r"([\d.]+(?:[eE][+-]?\d+)?)([A-Za-z]*)")

# First forms of the infix signs, and how tightly they bind.
_INFIX: dict[str, tuple[str, int]] = {
    "or": ("or", 1),
    "||": ("or", 1),
    "and": ("and", 2),
    "&&": ("and", 2),
    "=": ("=", 4),
    "==": ("=", 4),
    "!=": ("!=", 4),
    "<>": ("!=", 4),
    "<": ("<", 4),
    "<=": ("<=", 4),
    ">": (">", 4),
    ">=": (">=", 4),
    "matches": ("matches", 4),
    "contains": ("contains", 4),
    "in": ("in", 4),
    "not": ("not", 4),
    "+": ("+", 5),
    "-": ("-", 5),
    "*": ("*", 6),
    "/": ("/", 6),
    "%": ("%", 6),
}
_COMPARISON = 4
# Words by which SQL and its like compare, and how that is written here.
_FOREIGN = {
    "like": '{0} matches "a*"',
    "is": "isNull({0})",
    "between": "{0} >= 1 and {0} <= 10",
    "startswith": '{0} matches "a*"',
    "endswith": '{0} matches "*a"',
}
# Words that compare, and that `not` may stand before.
_NEGATED = ("in", "matches", "contains")


def parse_expression(cursor: Cursor) -> Expression:
    """The expression at the cursor.

    Raises StageFault where there is none or it is broken.
    """
    return _Parser(cursor).ternary()


def number_value(token: Token) -> int | float:
    """What a number token means, with its size or time suffix worked out (times in milliseconds)."""
    match = _NUMBER.fullmatch(token.text)
    assert match is not None, token.text
    digits, suffix = match.groups()
    whole = digits.isdigit()
    if not suffix:
        return int(digits) if whole and int(digits) < 2**63 else float(digits)
    value = float(digits) * _SIZES[suffix]
    return int(value) if value.is_integer() and abs(value) < 2**63 else value


class _Parser:
    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._depth = 0
        # How many levels the expressions made so far have below them, by identity; leaves have none.
        self._levels: dict[int, int] = {}

    def ternary(self) -> Expression:
        return self._deeper(self._ternary)

    def _ternary(self) -> Expression:
        condition = self._binary(1)
        if not self._cursor.sign("?"):
            return condition
        yes = self.ternary()
        self._cursor.expect_sign(":", "between the two outcomes of ?")
        no = self.ternary()
        return self._made(Choice(condition, yes, no, condition.span.to(no.span)), condition, yes, no)

    def _made(self, whole: Expression, *parts: Expression) -> Expression:
        """`whole`, which is refused where its parts make it too deep: `1 + 1 + …` is deep without nesting."""
        levels = 1 + max((self._levels.get(id(part), 0) for part in parts), default=0)
        if levels > MAX_DEPTH:
            raise self._too_deep()
        self._levels[id(whole)] = levels
        return whole

    def _too_deep(self) -> StageFault:
        return self._cursor.fault(
            "syntax.too_deep",
            f"The expression is deeper than {MAX_DEPTH} levels.",
            "Work parts of it out in stages of their own.",
        )

    def _binary(self, least: int) -> Expression:
        left = self._unary()
        while True:
            key = self._cursor.among(_INFIX)
            if key is None:
                self._foreign(left)
                return left
            sign, strength = _INFIX[key]
            if strength < least:
                return left
            if sign == "not" and not self._cursor.peek(1).is_word(*_NEGATED):
                return left
            self._cursor.take()
            match sign:
                case "not":
                    inner = self._compared(self._cursor.take().text.lower(), left)
                    left = self._made(Unary("!", inner, inner.span), inner)
                case "in" | "matches" | "contains":
                    left = self._compared(sign, left)
                case "and" | "or":
                    parts = [left]
                    if isinstance(left, Junction) and left.sign == sign:
                        parts = list(left.parts)
                    parts.append(self._binary(strength + 1))
                    # All of them at once: thousands would else be put together thousands of times.
                    while (key := self._cursor.among(_INFIX)) is not None and _INFIX[key][0] == sign:
                        self._cursor.take()
                        parts.append(self._binary(strength + 1))
                    span = left.span.to(parts[-1].span)
                    left = self._made(Junction(sign, tuple(parts), span), *parts)
                case _:
                    right = self._binary(strength + 1)
                    left = self._made(Binary(sign, left, right, left.span.to(right.span)), left, right)

    def _foreign(self, left: Expression) -> None:
        """Refuse the comparisons that SQL has and this language has not, with the form to write."""
        token = self._cursor.peek()
        if token.kind is not T.WORD or (form := _FOREIGN.get(token.text.lower())) is None:
            return
        written = self._cursor.text[left.span.start : left.span.end]
        raise self._cursor.fault(
            "expression.foreign", f"The language has no {token.text}.", f"Write {form.format(written)}."
        )

    def _compared(self, sign: str, left: Expression) -> Expression:
        """The comparison by a word that is taken already; a pattern may stand on its right."""
        if sign == "in":
            return self._among(left)
        if sign == "matches" and self._cursor.peek().kind is T.REGEX:
            right: Expression = self._regex()
        else:
            right = self._binary(_COMPARISON + 1)
        return self._made(Binary(sign, left, right, left.span.to(right.span)), left, right)

    def _among(self, operand: Expression) -> Expression:
        self._cursor.expect_sign("(", "after in")
        items = self._arguments()
        if not items:
            raise self._cursor.fault("syntax.empty_list", "The list of in is empty.", 'Write in ("a", "b").')
        span = operand.span.to(self._cursor.span_since(self._cursor.mark() - 1))
        return self._made(Among(operand, items, span), operand, *items)

    def _unary(self) -> Expression:
        token = self._cursor.peek()
        if token.is_sign("!") or (token.is_word("not") and not self._is_field()):
            self._cursor.take()
            # `!a matches "b"` is the negation of the whole comparison; `!isNull(a) and b` is not.
            operand = self._deeper(lambda: self._binary(_COMPARISON))
            return self._made(Unary("!", operand, token.span.to(operand.span)), operand)
        if token.is_sign("-"):
            self._cursor.take()
            operand = self._deeper(self._unary)
            if isinstance(operand, Number):
                return Number(-operand.value, token.span.to(operand.span))
            return self._made(Unary("-", operand, token.span.to(operand.span)), operand)
        if token.is_sign("+"):
            self._cursor.take()
            return self._deeper(self._unary)
        return self._primary()

    def _deeper(self, inner: Callable[[], Expression]) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._too_deep()
        found = inner()
        self._depth -= 1
        return found

    def _is_field(self) -> bool:
        after = self._cursor.peek(1)
        return after.kind in (T.PIPE, T.END) or (after.kind is T.SIGN and after.text in "=<>+*/%),")

    def _regex(self) -> Regex:
        """The pattern at the cursor. Raises StageFault where flags of other languages are behind it: `/x/i`."""
        token, flags = self._cursor.take(), self._cursor.peek()
        if flags.kind is T.WORD and flags.glued:
            raise self._cursor.fault(
                "regex.flags",
                f"A pattern has no flags behind it: {flags.text}.",
                f"Write them into it: /(?{flags.text}){token.value}/.",
            )
        return Regex(token.value, token.span)

    def _names_the_value(self) -> bool:
        """Whether the word `as`, which has been taken, goes before the name of a value: `a + as b`."""
        here, after = self._cursor.peek(), self._cursor.peek(1)
        return here.kind in (T.WORD, T.FIELD) and after.kind in (T.PIPE, T.END)

    def _primary(self) -> Expression:
        cursor = self._cursor
        token = cursor.peek()
        match token.kind:
            case T.NUMBER:
                cursor.take()
                return Number(number_value(token), token.span)
            case T.STRING:
                cursor.take()
                return Text(token.value, token.span)
            case T.REGEX:
                return self._regex()
            case T.FIELD:
                cursor.take()
                return Field(token.value, token.span)
            case T.WORD if token.text.lower() in ("true", "false", "null") and not cursor.peek(1).is_sign(
                "("
            ):
                cursor.take()
                return Constant({"true": True, "false": False, "null": None}[token.text.lower()], token.span)
            case T.WORD:
                cursor.take()
                if cursor.peek().is_sign("("):
                    cursor.take()
                    if token.text.lower() == "lookupcontains":
                        return self._in_table(token)
                    args = self._arguments()
                    span = token.span.to(cursor.span_since(cursor.mark() - 1))
                    return self._made(Apply(Name(token.text, token.span), args, span), *args)
                if token.text.lower() == "as" and self._names_the_value():
                    raise self._missing(token)
                return Field(token.text, token.span)
            case T.SIGN if token.text == "(":
                cursor.take()
                inner = self.ternary()
                cursor.expect_sign(")", "to close the parenthesis")
                return inner
            case T.SUBQUERY:
                cursor.take()
                subquery = read_subquery(token, cursor)
                if subquery.keywords:
                    raise StageFault(
                        Fault(
                            "subquery.keywords",
                            "keywords belongs to a subquery in a scope.",
                            "Take it away, or move the subquery before the first pipe.",
                            token.span,
                        )
                    )
                return Found(subquery, token.span)
            case _:
                raise self._missing(token)

    def _in_table(self, word: Token) -> InTable:
        cursor = self._cursor
        where = source(cursor)
        cursor.expect_sign(",", "after the table of lookupContains")
        conditions = equalities(cursor)
        closing = cursor.expect_sign(")", "after the conditions of lookupContains")
        return InTable(where, conditions, word.span.to(closing.span))

    def _arguments(self) -> tuple[Expression, ...]:
        args: list[Expression] = []
        if self._cursor.sign(")"):
            return ()
        while True:
            args.append(self.ternary())
            if self._cursor.sign(")"):
                return tuple(args)
            self._cursor.expect_sign(",", "between the arguments, or ')' after the last one")

    def _missing(self, here: Token) -> StageFault:
        """That a value is missing where that token stands."""
        hint = "Write a field, a number, a quoted text or a function call."
        if here.text == "/":
            hint = (
                "A pattern ends with / on the same line; in it, write \\[ for a bracket and \\/ for a slash."
            )
        elif here.text.lower() == "as":
            return StageFault(
                Fault("syntax.expected_value", "A value is expected before as.", hint, here.span)
            )
        return self._cursor.fault(
            "syntax.expected_value", f"A value is expected, not {self._cursor.describe()}.", hint
        )
