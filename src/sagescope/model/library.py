"""Items of the library: folders, and what is in them."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator

from sagescope.model.checks import HexId, Millis, Name, check_text
from sagescope.model.entity import Entity

DESCRIPTION_LENGTH = 4_096


class ItemKind(Enum):
    """What an item is; the value is the word in addresses and exports of ours."""

    FOLDER = "folder"
    DASHBOARD = "dashboard"
    SEARCH = "search"
    METRICS_SEARCH = "metrics-search"
    OTHER = "other"
    """Something that an import brought and that nothing here can show: it is kept, and exported again."""


def _description(text: str) -> str:
    return check_text(text, DESCRIPTION_LENGTH)


class Item(Entity):
    """An item of the library.

    `parent` is its folder, None for a root. `owner` is whoever made it, or the installed app that it belongs to
    (`app:<instance>`), which is the only one to change it. `version` counts up with every change; `position` is its
    place in the export that it came with; `body` is the document.
    """

    noun: ClassVar[str] = "item"

    id: HexId
    kind: ItemKind
    parent: HexId | None
    name: Name
    description: Annotated[str, AfterValidator(_description)] = ""
    body: Mapping[str, Any] = {}
    owner: str
    version: int = 1
    position: int = 0
    created_at: Millis
    modified_at: Millis
    modified_by: str

    @property
    def of_app(self) -> bool:
        """Whether an installed app owns it, so that people copy it to change it."""
        return self.owner.startswith("app:")


class Version(Entity):
    """A former state of an item."""

    noun: ClassVar[str] = "version"

    number: int
    name: str
    description: str
    body: Mapping[str, Any]
    modified_at: Millis
    modified_by: str
