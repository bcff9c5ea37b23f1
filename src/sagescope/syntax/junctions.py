"""Terms joined by `and`, `or`, `not` and parentheses, as the scope of a log query and the selector of a metrics
query have them: terms side by side all hold, `and` (or `&&`) binds tighter than `or`, and `!` is `not`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sagescope.syntax.cursor import Cursor

MAX_DEPTH = 100
"""Levels that parentheses may have; deeper ones are refused, not overflowed."""

N = TypeVar("N")


@dataclass(frozen=True, slots=True)
class Junctions(Generic[N]):
    """A language of terms: how one is read, and what becomes of several; `name` is what faults call a whole."""

    name: str
    term: Callable[[Cursor], N]
    every: Callable[[tuple[N, ...]], N]
    either: Callable[[tuple[N, ...]], N]
    negated: Callable[[N], N]

    def parse(self, cursor: Cursor, depth: int = 1) -> N:
        """The terms at the cursor, up to a closing parenthesis or the end. Raises StageFault."""
        if depth > MAX_DEPTH:
            raise cursor.fault(
                "syntax.too_deep", f"The {self.name} is nested deeper than {MAX_DEPTH} levels."
            )
        parts = [self._every(cursor, depth)]
        while cursor.word("or"):
            parts.append(self._every(cursor, depth))
        return parts[0] if len(parts) == 1 else self.either(tuple(parts))

    def _every(self, cursor: Cursor, depth: int) -> N:
        parts = [self._negated(cursor, depth)]
        while not (cursor.at_end or cursor.peek().is_word("or") or cursor.peek().is_sign(")")):
            cursor.word("and", "&&")
            parts.append(self._negated(cursor, depth))
        return parts[0] if len(parts) == 1 else self.every(tuple(parts))

    def _negated(self, cursor: Cursor, depth: int) -> N:
        negated = False
        while cursor.word("not") or cursor.sign("!"):
            negated = not negated
        part = self._primary(cursor, depth)
        return self.negated(part) if negated else part

    def _primary(self, cursor: Cursor, depth: int) -> N:
        if cursor.sign("("):
            inner = self.parse(cursor, depth + 1)
            cursor.expect_sign(")", "to close the parenthesis")
            return inner
        return self.term(cursor)
