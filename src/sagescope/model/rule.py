"""Field extraction rules: a scope and a parse expression that set fields as messages arrive."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator

from sagescope.model.checks import FieldName, HexId, Millis, check_text
from sagescope.model.entity import Entity

RULE_NAME_LENGTH = 256
SCOPE_LENGTH = 2_048
EXPRESSION_LENGTH = 16_384


def _name(text: str) -> str:
    return check_text(text.strip(), RULE_NAME_LENGTH, empty=False, lines=False)


def _scope(text: str) -> str:
    return check_text(text, SCOPE_LENGTH)


def _expression(text: str) -> str:
    return check_text(text, EXPRESSION_LENGTH, empty=False)


class ExtractionRule(Entity):
    """A field extraction rule (reference search-language.md, 6; limits of protocols-schemas.md).

    An empty `scope` is all messages. `field_names` are the fields that the expression sets, in its order;
    whoever saves a rule takes them from the compiled expression. `created_by` and `modified_by` are ids of
    users.
    """

    noun: ClassVar[str] = "rule"

    id: HexId
    name: Annotated[str, AfterValidator(_name)]
    scope: Annotated[str, AfterValidator(_scope)] = ""
    parse_expression: Annotated[str, AfterValidator(_expression)]
    enabled: bool = True
    field_names: tuple[FieldName, ...] = ()
    created_at: Millis
    created_by: HexId
    modified_at: Millis
    modified_by: HexId
