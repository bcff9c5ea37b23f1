"""Items of the tree of monitors: folders, and monitors in them."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator

from sagescope.model.checks import HexId, Millis, Name, check_text
from sagescope.model.entity import Entity


def _description(text: str) -> str:
    return check_text(text, 4_096)


class MonitorItem(Entity):
    """An item of the tree of monitors, which is apart from the library.

    `parent` is its folder, None for the root. `body` is the document of a monitor as it was given, without its
    `type`; `version` counts up with every change.
    """

    noun: ClassVar[str] = "monitor"

    id: HexId
    kind: Literal["folder", "monitor"]
    parent: HexId | None
    name: Name
    description: Annotated[str, AfterValidator(_description)] = ""
    body: Mapping[str, Any] = {}
    enabled: bool = True
    version: int = 1
    position: int = 0
    created_at: Millis
    created_by: str
    modified_at: Millis
    modified_by: str
