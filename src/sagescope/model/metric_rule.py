"""Metric rules: dimensions that are derived from those that a series brings, as its points arrive."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator

from sagescope.model.checks import HexId, Millis, Name, check_field_name, check_text
from sagescope.model.entity import Entity, broken

MATCH_LENGTH = 2_048
TEMPLATE_LENGTH = 1_024
MOST_DIMENSIONS = 20
"""Dimensions that one rule may derive."""


def _match(text: str) -> str:
    return check_text(text.strip(), MATCH_LENGTH, empty=False, lines=False)


def _template(text: str) -> str:
    return check_text(text, TEMPLATE_LENGTH, empty=False, lines=False)


def _dimension(name: str) -> str:
    if name.startswith("_"):
        raise broken(
            f"is {name!r}, and names with a leading underscore belong to the system",
            f"Use {name.lstrip('_')!r}.",
        )
    if name.lower() == "metric":
        raise broken("is the name of the metric, which no rule changes", "Choose another name.")
    return check_field_name(name)


class DerivedDimension(Entity):
    """A dimension that a rule derives, and its value, such as `$Host._1` (reference metrics-language.md, 8.3)."""

    noun: ClassVar[str] = "rule"

    name: Annotated[str, AfterValidator(_dimension)]
    value: Annotated[str, AfterValidator(_template)]


class MetricRule(Entity):
    """A match expression and the dimensions that it gives to the series that it matches.

    `created_by` and `modified_by` are ids of users, as in an extraction rule.
    """

    noun: ClassVar[str] = "rule"

    id: HexId
    name: Name
    match: Annotated[str, AfterValidator(_match)]
    dimensions: tuple[DerivedDimension, ...]
    enabled: bool = True
    created_at: Millis
    created_by: HexId
    modified_at: Millis
    modified_by: HexId

    def check(self) -> None:
        names = [d.name.lower() for d in self.dimensions]
        if not names:
            raise broken("derives no dimension", "Give one, such as training_job=$Host._1.")
        if len(names) > MOST_DIMENSIONS:
            raise broken(f"derives {len(names)} dimensions, the most is {MOST_DIMENSIONS}", "Make two of it.")
        if len(set(names)) < len(names):
            raise broken("derives a dimension twice", "Keep one of them.")
