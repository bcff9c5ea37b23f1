"""Filters of a source: what of its messages is left out, or made unreadable, before anything is stored.

(Reference protocols.md, 1.4.)
"""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from sagescope.model.checks import check_text
from sagescope.model.entity import Entity, broken

MOST_FILTERS = 100
NAME_LENGTH = 32
PATTERN_LENGTH = 4_096
MASK_LENGTH = 256


class FilterKind(StrEnum):
    """What a filter does with a message; the values are Sumo Logic's."""

    EXCLUDE = "Exclude"
    """A message that the expression matches entirely is left out."""
    INCLUDE = "Include"
    """Only messages that the expression matches entirely are kept; of several filters one has to match."""
    HASH = "Hash"
    """What the groups of the expression match is replaced by its hash."""
    MASK = "Mask"
    """What the groups of the expression match is replaced by a text."""


class HashAlgorithm(StrEnum):
    """How `Hash` filters hash; the values are Sumo Logic's."""

    MD5 = "MD5"
    SHA256 = "SHA-256"


def _name(text: str) -> str:
    return check_text(text.strip(), NAME_LENGTH, empty=False, lines=False)


def _pattern(text: str) -> str:
    return check_text(text, PATTERN_LENGTH, empty=False)


def _mask(text: str) -> str:
    return check_text(text, MASK_LENGTH)


class SourceFilter(Entity):
    """One filter; `mask` is the text that a `Mask` filter puts in, and empty in the others.

    The expression is checked where it is compiled, since it must run in linear time.
    """

    noun: ClassVar[str] = "filter"

    kind: FilterKind
    name: Annotated[str, AfterValidator(_name)]
    pattern: Annotated[str, AfterValidator(_pattern)]
    mask: Annotated[str, AfterValidator(_mask)] = ""

    def check(self) -> None:
        if self.mask and self.kind is not FilterKind.MASK:
            raise broken("has a mask, which only Mask filters have", "Leave the mask out.")


def check_filters(filters: tuple[SourceFilter, ...]) -> tuple[SourceFilter, ...]:
    """The filters of a source, where they are not too many and have different names."""
    if len(filters) > MOST_FILTERS:
        raise broken(f"are {len(filters)}, the most is {MOST_FILTERS}", "Remove some of them.")
    seen: set[str] = set()
    for one in filters:
        if one.name in seen:
            raise broken(f"are two of the name {one.name!r}", "Give them different names.")
        seen.add(one.name)
    return filters


HEALTH_CHECKS = SourceFilter(
    kind=FilterKind.EXCLUDE, name="health checks", pattern=r'(?s).*"GET /ping HTTP/[0-9.]+" 200\b.*'
)
"""Leaves out the answers to SageMaker's health checks, of which each container writes one every five seconds
(reference sagemaker.md, 0)."""
