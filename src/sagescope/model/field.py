"""Fields: the declared names that messages may carry values for."""

from enum import StrEnum
from typing import ClassVar

from sagescope.model.checks import FieldName, HexId, Millis
from sagescope.model.entity import Entity

FIELD_QUOTA = 400
"""Fields that one installation may declare: the larger of the two figures of the reference."""


class FieldType(StrEnum):
    """The type of a field's values."""

    STRING = "String"
    LONG = "Long"
    INT = "Int"
    DOUBLE = "Double"
    BOOLEAN = "Boolean"


class FieldState(StrEnum):
    """Whether new messages get the field; old values stay searchable either way."""

    ENABLED = "Enabled"
    DISABLED = "Disabled"


class Field(Entity):
    """A declared field (reference search-language.md, 6). Names are unique without regard to case."""

    noun: ClassVar[str] = "field"

    id: HexId
    name: FieldName
    data_type: FieldType = FieldType.STRING
    state: FieldState = FieldState.ENABLED
    created_at: Millis
