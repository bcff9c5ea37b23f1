"""What a metrics operator is: its documentation, its syntax (`parse`), its meaning (`bind`), and the registry.

An operator file holds all three; `metrics.operators` lists the files.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, Self, TypeVar

from sagescope.errors import Fault
from sagescope.metrics.series import Series
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, Name
from sagescope.timerange import TimeRange


@dataclass(slots=True)
class Bind:
    """What binding a stage can ask for: the range of the query, and where faults and warnings go."""

    range: TimeRange
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Operator:
    """One stage of a row. `span` is its whole text."""

    span: Span

    about: ClassVar["About"]

    @classmethod
    def parse(cls, cursor: Cursor, name: Name) -> Self:
        """Read the stage; the cursor stands behind the operator's name. Raises StageFault."""
        raise NotImplementedError

    def bind(self, rel: Series, cx: Bind) -> Series:
        """The series after this stage. Raises StageFault."""
        raise NotImplementedError

    @property
    def shift(self) -> int:
        """Milliseconds by which the data of the row is taken from earlier."""
        return 0


@dataclass(frozen=True, slots=True)
class About:
    """What the registry knows of an operator, for the manual, the editor and the faults.

    `single` tells that each series of the result comes from one series alone, whatever others there are.
    """

    name: str
    names: tuple[str, ...]
    family: str
    syntax: tuple[str, ...]
    summary: str
    documentation: str
    examples: tuple[str, ...]
    single: bool


REGISTRY: dict[str, type[Operator]] = {}
"""Operators by every name they answer to, in lower case."""

Op = TypeVar("Op", bound=Operator)


def operator(
    *names: str, family: str, syntax: tuple[str, ...], examples: tuple[str, ...], single: bool = False
) -> Callable[[type[Op]], type[Op]]:
    """Register an operator under its names, the first being the one that the manual uses."""

    def register(cls: type[Op]) -> type[Op]:
        text = inspect.cleandoc(cls.__doc__ or "")
        summary = text.split("\n\n")[0].replace("\n", " ")
        cls.about = About(names[0], names, family, syntax, summary, text, examples, single)
        for name in names:
            assert name.lower() not in REGISTRY, f"{name} is registered twice"
            REGISTRY[name.lower()] = cls
        return cls

    return register
