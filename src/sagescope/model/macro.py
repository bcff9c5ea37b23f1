"""Macros: named pieces of query text, with arguments."""

import re
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator

from sagescope.model.checks import HexId, Millis, check_text
from sagescope.model.entity import Entity, broken

MACRO_NAME_LENGTH = 128
DEFINITION_LENGTH = 15_000
MOST_ARGUMENTS = 5
MOST_MACROS = 600

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_ARGUMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class ArgumentType(StrEnum):
    """What an argument of a macro or a parameter of a query is, which says how its value is put in."""

    NUMBER = "Number"
    STRING = "String"
    """Put into double quotes."""
    ANY = "Any"
    """Any text, as it is."""
    KEYWORD = "Keyword"
    """One word of a scope."""


def _name(name: str) -> str:
    name = check_text(name.strip(), MACRO_NAME_LENGTH, empty=False, lines=False)
    if _NAME.fullmatch(name) is None:
        raise broken(
            f"is {name!r}, which has characters that a macro's name cannot have",
            "Use letters, digits, underscores, dots and hyphens, and start with a letter.",
        )
    return name


def _argument(name: str) -> str:
    name = name.strip()
    if _ARGUMENT.fullmatch(name) is None:
        raise broken(f"is {name!r}, which is no name of an argument", "Use letters, digits and underscores.")
    return name


def _definition(text: str) -> str:
    return check_text(text.strip(), DEFINITION_LENGTH, empty=False)


def _description(text: str) -> str:
    return check_text(text, 1_000)


def _expression(text: str) -> str:
    return check_text(text.strip(), 1_000, empty=False)


class MacroArgument(Entity):
    """An argument of a macro, which its definition names as `{{name}}`."""

    noun: ClassVar[str] = "argument"

    name: Annotated[str, AfterValidator(_argument)]
    type: ArgumentType = ArgumentType.ANY


class MacroValidation(Entity):
    """A condition that the arguments of a call have to meet, and what is said where they do not."""

    noun: ClassVar[str] = "validation"

    expression: Annotated[str, AfterValidator(_expression)]
    message: Annotated[str, AfterValidator(_description)] = ""


class Macro(Entity):
    """A macro (reference search-language.md, 0): queries name it in back-quotes and get its definition."""

    noun: ClassVar[str] = "macro"

    id: HexId
    name: Annotated[str, AfterValidator(_name)]
    description: Annotated[str, AfterValidator(_description)] = ""
    definition: Annotated[str, AfterValidator(_definition)]
    enabled: bool = True
    arguments: tuple[MacroArgument, ...] = ()
    validations: tuple[MacroValidation, ...] = ()
    created_at: Millis
    created_by: HexId
    modified_at: Millis
    modified_by: HexId

    def check(self) -> None:
        if len(self.arguments) > MOST_ARGUMENTS:
            raise broken(
                f"has {len(self.arguments)} arguments, the most is {MOST_ARGUMENTS}", "Take some out."
            )
        names = [a.name.lower() for a in self.arguments]
        if len(set(names)) < len(names):
            raise broken("has two arguments of one name", "Give each its own.")
