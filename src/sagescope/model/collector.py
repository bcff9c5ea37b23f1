"""Collectors: named groups of sources that lend them a category, a host, a time zone and fields."""

from typing import ClassVar

from pydantic import Field

from sagescope.model.checks import AssignedFields, Category, Description, Host, Millis, Name, Number, Zone
from sagescope.model.entity import Entity

FIRST_ID = 100_000_001


class Collector(Entity):
    """A hosted collector (reference protocols.md, 5.4).

    `category`, `host_name` and `time_zone` hold for its sources that have none; empty means none.
    """

    noun: ClassVar[str] = "collector"

    id: Number
    name: Name
    description: Description = ""
    category: Category = ""
    host_name: Host = ""
    time_zone: Zone = ""
    fields: AssignedFields = Field(default_factory=dict)
    created_at: Millis
    modified_at: Millis
