"""Lookup tables: named tables of the user's own that queries look into by a key."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from sagescope.model.checks import HexId, Millis, check_text
from sagescope.model.entity import Entity, broken
from sagescope.paths import last_name, normal_path, path_key

PATH_LENGTH = 1_024
NAME_LENGTH = 255
LOOKUP_DESCRIPTION_LENGTH = 1_000
MOST_COLUMNS = 200
MOST_TTL_MINUTES = 525_600

RESERVED = frozenset(
    {
        "pkv", "tid-cid-s", "mt", *(f"tid-sk-{n}" for n in range(1, 21)), "_messagetime", "_receipttime",
        "_sourcecategory", "_sourcehost", "_sourcename", "_source", "_sourceid", "_collector",
        "_collectorid", "_view", "_index",
    }
)  # fmt: skip
"""Lower-case names that a column of a table with a primary key cannot have."""


class ColumnType(StrEnum):
    """What a column of a lookup table holds, in the words of Sumo Logic's API."""

    BOOLEAN = "boolean"
    INT = "int"
    """A whole number of 32 bits."""
    LONG = "long"
    """A whole number of 64 bits."""
    DOUBLE = "double"
    STRING = "string"


class SizeLimitAction(StrEnum):
    """What becomes of rows that would make a table larger than it may be."""

    STOP = "StopIncomingMessages"
    """They are refused."""
    DELETE_OLD = "DeleteOldData"
    """They take the place of the rows that were written least recently."""


def _path(path: str) -> str:
    path = normal_path(check_text(path, PATH_LENGTH, empty=False, lines=False))
    if not path_key(path):
        raise broken("has no name in it", "Write one such as shared/aws/admins.")
    if len(last_name(path)) > NAME_LENGTH:
        raise broken(f"ends in a name of more than {NAME_LENGTH} characters", "Shorten it.")
    if '"' in path:
        raise broken("has a double quote in it", "Take it out: queries write the path in double quotes.")
    return path


def _column_name(name: str) -> str:
    name = check_text(name.strip(), NAME_LENGTH, empty=False, lines=False)
    if "~~" in name:
        raise broken(f"is {name!r}, with two tildes in a row", "Take one of them out.")
    return name


def _description(text: str) -> str:
    return check_text(text, LOOKUP_DESCRIPTION_LENGTH)


class LookupColumn(Entity):
    """A column of a lookup table: its name and what it holds."""

    noun: ClassVar[str] = "column"

    name: Annotated[str, AfterValidator(_column_name)]
    type: ColumnType = ColumnType.STRING


class LookupTable(Entity):
    """A lookup table (reference protocols.md, 5.6; protocols-schemas.md, lookup tables).

    A table has a primary key of one or more columns, and is looked into by all of them, without case. A
    *saved file* has none: it is what `save` writes to a bare path such as `shared/aws/admins`, and is looked
    into by any of its columns, with case. `ttl` are the minutes after which a row that nobody writes again
    is gone, 0 being never. `generation` counts how often the rows have been replaced as a whole.
    """

    noun: ClassVar[str] = "lookup"

    id: HexId
    path: Annotated[str, AfterValidator(_path)]
    description: Annotated[str, AfterValidator(_description)] = ""
    columns: tuple[LookupColumn, ...]
    primary_keys: tuple[str, ...] = ()
    ttl: Annotated[int, Field(ge=0, le=MOST_TTL_MINUTES)] = 0
    size_limit_action: SizeLimitAction = SizeLimitAction.STOP
    parent_folder_id: str = ""
    generation: Annotated[int, Field(ge=0)] = 0
    created_at: Millis
    created_by: HexId
    modified_at: Millis
    modified_by: HexId

    @property
    def name(self) -> str:
        """The last name of its path."""
        return last_name(self.path)

    @property
    def is_file(self) -> bool:
        """Whether it is a saved file, which has no primary key."""
        return not self.primary_keys

    def column(self, name: str) -> LookupColumn | None:
        """The column of a name, in any case."""
        return next((c for c in self.columns if c.name.lower() == name.strip().lower()), None)

    def check(self) -> None:
        if not self.columns:
            raise broken("has no columns", "Give it at least one.")
        if len(self.columns) > MOST_COLUMNS:
            raise broken(f"has {len(self.columns)} columns, the most is {MOST_COLUMNS}", "Take some out.")
        seen: set[str] = set()
        for column in self.columns:
            if column.name.lower() in seen:
                raise broken(
                    f"has two columns named {column.name!r}; case makes no difference", "Rename one."
                )
            if not self.is_file and column.name.lower() in RESERVED:
                raise broken(
                    f"cannot have a column named {column.name!r}", "That name is reserved: rename it."
                )
            seen.add(column.name.lower())
        keys = [key.lower() for key in self.primary_keys]
        if len(set(keys)) < len(keys):
            raise broken("names a column of its primary key twice", "Name each once.")
        for key in self.primary_keys:
            if key.lower() not in seen:
                raise broken(f"has no column {key!r} for its primary key", "Name one of its columns.")
