"""Installed apps: which version of which package, with which answers, and what it made."""

from collections.abc import Mapping
from typing import Any, ClassVar

from sagescope.model.checks import HexId, Millis, Name
from sagescope.model.entity import Entity


class AppInstance(Entity):
    """An installed app.

    `app` is the package's uuid, `package` its name; `name` is that of its folder, which stands in the library's folder
    `parent`. `choices` are the answers given at install. `objects` say by kind and name what was installed, as digests:
    what differs from them was changed by somebody. `previous` is the version before this one. `pending` is what is
    being done, and what to do again should the process die; None at rest. A version is empty before the first install
    is done.
    """

    noun: ClassVar[str] = "app"

    id: HexId
    app: str
    package: str
    title: str
    version: str
    previous: str = ""
    name: Name
    parent: HexId
    choices: Mapping[str, Any] = {}
    objects: Mapping[str, Any] = {}
    pending: Mapping[str, Any] | None = None
    created_at: Millis
    created_by: str
    modified_at: Millis
    modified_by: str

    @property
    def owner(self) -> str:
        """The owner of its items in the library and of its monitors."""
        return f"app:{self.id}"
