"""Time shifts, as `compare` has them: `timeshift 1d 7 avg as usual` (reference 2, compare)."""

from dataclasses import dataclass

from sagescope.durations import UNITS
from sagescope.errors import Fault
from sagescope.lang.options import LONGEST
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T

_UNITS = ("s", "m", "h", "d", "w")


@dataclass(frozen=True, slots=True)
class Shift:
    """One comparison: `count` ranges, each `amount` units before the one after it, folded by `fold` or not."""

    amount: int
    unit: str
    count: int
    fold: str | None
    alias: Name | None
    span: Span

    @property
    def backs(self) -> tuple[int, ...]:
        """How far back each of its ranges lies, in milliseconds."""
        return tuple(self.amount * UNITS[self.unit] * (i + 1) for i in range(self.count))

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What its columns have behind their names."""
        if self.fold is not None:
            named = self.alias.text if self.alias else f"{self.amount * self.count}{self.unit}_{self.fold}"
            return (f"_{named}",)
        if self.alias is not None:
            return tuple(
                f"_{self.alias.text}" if self.count == 1 else f"_{self.alias.text}_{i + 1}"
                for i in range(self.count)
            )
        return tuple(f"_{self.amount * (i + 1)}{self.unit}" for i in range(self.count))


def read_shift(cursor: Cursor, most: int) -> Shift:
    """Take `timeshift <n><unit> [<count> [avg|min|max]] [as <name>]`; `most` ranges may be asked for.

    Raises StageFault `compare.timeshift` or `compare.count` where a number is out of place.
    """
    mark = cursor.mark()
    cursor.expect_word("timeshift", after="after compare")
    cursor.sign("-")
    token = cursor.number("How far to go back, such as 1d,")
    digits, unit = _parted(token.text)
    if not unit and cursor.peek().is_word(*_UNITS):
        unit = cursor.take().text.lower()
    if not digits.isdigit() or unit not in _UNITS or not 1 <= int(digits) * UNITS[unit] <= LONGEST:
        raise StageFault(
            Fault(
                "compare.timeshift",
                f"{token.text} is no time to go back by.",
                "Write a number and m, h, d or w, such as 1d.",
                token.span,
            )
        )
    count, fold = 1, None
    if cursor.peek().kind is T.NUMBER:
        number = cursor.take()
        if not number.text.isdigit() or not 1 <= int(number.text) <= most:
            raise StageFault(
                Fault(
                    "compare.count",
                    f"compare takes 1 to {most} ranges, not {number.text}.",
                    f"Write {most} or less.",
                    number.span,
                )
            )
        count = int(number.text)
        if (word := cursor.word("avg", "min", "max")) is not None:
            fold = word.text.lower()
    alias = cursor.name("the name of the comparison") if cursor.word("as") else None
    return Shift(int(digits), unit, count, fold, alias, cursor.span_since(mark))


def _parted(written: str) -> tuple[str, str]:
    digits = written.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return digits, written[len(digits) :].lower()
