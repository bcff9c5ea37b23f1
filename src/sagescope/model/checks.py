"""Texts with rules: names, categories, hosts, field names and the values that sources set for them.

The limits are those of the reference: protocols.md 1.2 (metadata lengths, fields) and search-language.md 6
(the fields schema).
"""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from sagescope.errors import Refusal
from sagescope.model.entity import broken
from sagescope.timerange import zone_named

NAME_LENGTH = 255
DESCRIPTION_LENGTH = 65_536
CATEGORY_LENGTH = 1_024
HOST_LENGTH = 128
FIELD_VALUE_LENGTH = 200
FIELDS_EACH = 10
"""Fields that one collector or one source may set."""

SETTABLE_SYSTEM_FIELD = "_loglevel"
"""The one name with a leading underscore that a rule, a request or a source may set."""

SWITCHES = frozenset({"_convertheaderstofields", "_parser", "_siemforward"})
"""Lower-case names that collectors and sources carry among their fields but that are settings, not fields."""

_FIELD_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_HEX_ID = re.compile(r"[0-9A-F]{16}")


def check_text(text: str, longest: int, *, empty: bool = True, lines: bool = True) -> str:
    """`text` where it may be stored: at most `longest` characters, none of which UTF-8 or PostgreSQL lacks.

    `empty` says whether it may have nothing but blanks, `lines` whether it may have control characters
    such as line breaks.
    """
    if not empty and not text.strip():
        raise broken("must not be empty", "Give it a text.")
    if len(text) > longest:
        raise broken(f"is {len(text)} characters long, the most is {longest}", "Shorten it.")
    if _UNSTORABLE.search(text):
        raise broken("has a NUL character or half a surrogate pair", "Remove it.")
    if not lines and _CONTROL.search(text):
        raise broken("has control characters such as a line break", "Write it on one line.")
    return text


def check_name(name: str) -> str:
    """The name without blanks around it, where it is not empty, on one line and not too long."""
    return check_text(name.strip(), NAME_LENGTH, empty=False, lines=False)


def check_field_name(name: str) -> str:
    """`name` where a field may be called that.

    Letters, digits and `_ . -`, at most 255 of them, at least one letter or digit; a leading underscore
    marks system fields, of which only `_loglevel` can be set.
    """
    if not name:
        raise broken("must not be empty", "Give a name such as account.")
    if len(name) > NAME_LENGTH:
        raise broken(f"is {len(name)} characters long, the most is {NAME_LENGTH}", "Shorten it.")
    if _FIELD_NAME.fullmatch(name) is None:
        raise broken(
            f"is {name!r}, which has characters that a field name cannot have",
            "Use letters, digits, underscores, dots and hyphens.",
        )
    if not any(c.isalnum() for c in name):
        raise broken(f"is {name!r}, without a letter or digit", "Add a letter.")
    if name.startswith("_") and name.lower() != SETTABLE_SYSTEM_FIELD:
        raise broken(
            f"is {name!r}, and names with a leading underscore belong to the system",
            f"Use {name.lstrip('_')!r}.",
        )
    return name


def check_assigned_fields(fields: Mapping[str, str]) -> Mapping[str, str]:
    """The fields that a collector or a source sets on its messages, where each may be set.

    Names are unique without regard to case, as they are in searches.
    """
    counted = [name for name in fields if name.lower() not in SWITCHES]
    if len(counted) > FIELDS_EACH:
        raise broken(f"are {len(counted)}, the most is {FIELDS_EACH}", "Remove some of them.")
    seen: dict[str, str] = {}
    for name, value in fields.items():
        if name.lower() not in SWITCHES:
            _check_assigned_name(name)
        if _UNSTORABLE.search(value):
            raise broken(f"give {name!r} a value with a NUL character or half a surrogate pair", "Remove it.")
        if len(value) > FIELD_VALUE_LENGTH:
            raise broken(
                f"give {name!r} a value of {len(value)} characters", f"Shorten it to {FIELD_VALUE_LENGTH}."
            )
        if (other := seen.setdefault(name.lower(), name)) != name:
            raise broken(f"name {other!r} and {name!r}, which differ in case only", "Keep one of them.")
    return fields


def _check_assigned_name(name: str) -> None:
    try:
        check_field_name(name)
    except PydanticCustomError as error:
        context = error.context or {}
        raise broken(f"have a name that {context['message']}", context["hint"]) from None


def check_zone(name: str) -> str:
    """`name` where it is empty (no zone of its own) or an IANA time zone."""
    if name:
        try:
            zone_named(name)
        except Refusal as refusal:
            raise broken(f"is {name!r}, which does not exist", refusal.faults[0].hint) from None
    return name


def check_pattern(pattern: str) -> str:
    """`pattern` where it is a regular expression."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise broken(
            f"is {pattern!r}, which is not a regular expression: {error}", "Correct the expression."
        ) from None
    return pattern


def check_id(text: str) -> str:
    """`text` where it is an id as the API writes them: 16 upper-case hex digits."""
    if _HEX_ID.fullmatch(text) is None:
        raise broken(f"is {text!r}, not 16 upper-case hex digits", "Take the id from a list of them.")
    return text


def _description(text: str) -> str:
    return check_text(text, DESCRIPTION_LENGTH)


def _category(text: str) -> str:
    return check_text(text.strip(), CATEGORY_LENGTH, lines=False)


def _host(text: str) -> str:
    return check_text(text.strip(), HOST_LENGTH, lines=False)


Name = Annotated[str, AfterValidator(check_name)]
Description = Annotated[str, AfterValidator(_description)]
Category = Annotated[str, AfterValidator(_category)]
Host = Annotated[str, AfterValidator(_host)]
Zone = Annotated[str, AfterValidator(check_zone)]
Pattern = Annotated[str, AfterValidator(check_pattern)]
FieldName = Annotated[str, AfterValidator(check_field_name)]
AssignedFields = Annotated[Mapping[str, str], AfterValidator(check_assigned_fields)]
HexId = Annotated[str, AfterValidator(check_id)]
Millis = Annotated[int, Field(ge=0, le=2**53)]
"""Milliseconds since the epoch, UTC."""
Number = Annotated[int, Field(ge=1, le=2**53)]
"""The id of a collector or a source."""
