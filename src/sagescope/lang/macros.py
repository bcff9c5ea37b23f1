"""Parameters and macros as nouns: what may be put into the text of a query."""

from dataclasses import dataclass
from enum import Enum


class ValueType(Enum):
    """How a value is put into the text, in the words of Sumo Logic's templates."""

    NUMBER = "Number"
    STRING = "String"
    ANY = "Any"
    KEYWORD = "Keyword"


@dataclass(frozen=True, slots=True)
class Parameter:
    """The value of a parameter; STRING is put into double quotes, ANY as it is."""

    value: str
    type: ValueType = ValueType.ANY


@dataclass(frozen=True, slots=True)
class MacroText:
    """A macro that may be used: its text with `{{argument}}`s, and the conditions that a call has to meet.

    `conditions` pair an expression over the arguments with what is said where it does not hold.
    """

    name: str
    definition: str
    arguments: tuple[tuple[str, ValueType], ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
