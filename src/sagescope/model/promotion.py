"""Promoted paths: JSON paths of messages that have a column of their own in the store."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from sagescope.model.checks import Millis, Name, check_text
from sagescope.model.entity import Entity

PATH_LENGTH = 1_024


def _path(text: str) -> str:
    return check_text(text, PATH_LENGTH, empty=False)


class PromotionKind(StrEnum):
    """What the path leads into."""

    PATH = "path"
    """A JSON path of the message."""
    PAIR = "pair"
    """A key of the message's key=value pairs."""


class PromotionState(StrEnum):
    """How far the column is: it may be read once it is ready."""

    PLANNED = "planned"
    FILLING = "filling"
    READY = "ready"
    DROPPING = "dropping"


class Promotion(Entity):
    """A path (or pair) with its column; both are unique, the path within its kind."""

    noun: ClassVar[str] = "promotion"

    path: Annotated[str, AfterValidator(_path)]
    kind: PromotionKind
    column: Name
    state: PromotionState = PromotionState.PLANNED
    created_at: Millis
    modified_at: Millis
