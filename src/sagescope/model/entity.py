"""What every noun of the product has in common: it is frozen, and it is never invalid.

Pydantic reports what is wrong in its own words; here they become faults that name the thing and the
next step, so that every way in (HTTP, the command line, an app package) refuses in the same words.
"""

import re
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from sagescope.errors import Fault, Refusal

_RULE = "rule"
_WORD = re.compile(r"[a-z_]+")


class Entity(BaseModel):
    """A frozen value whose construction either holds or raises `Refusal` with a fault for each mistake.

    A fault's code is `<noun>.<field>`, for example `collector.name`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    noun: ClassVar[str] = "entity"
    """What a person calls it; one lower-case word, which opens the codes of its faults."""

    @model_validator(mode="wrap")
    @classmethod
    def _refuse(cls, given: Any, build: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            built = build(given)
            built.check()
        except ValidationError as error:
            raise Refusal([_fault(cls.noun, detail) for detail in error.errors()]) from None
        except PydanticCustomError as error:
            context = error.context or {}
            raise Refusal(
                Fault(f"{cls.noun}.invalid", f"A {cls.noun} {context['message']}.", str(context["hint"]))
            ) from None
        return built

    def check(self) -> None:
        """What must hold between the fields; raises `broken` where it does not."""

    def changed(self, **values: Any) -> Self:
        """The same value with some fields replaced, checked like a new one.

        Raises Refusal where the result would be invalid.
        """
        return type(self).model_validate(dict(self) | values)


def broken(message: str, hint: str = "") -> PydanticCustomError:
    """The error that a validator of an entity raises.

    `message` goes on from "The name of a collector" in the validator of a field and from "A collector" in
    `check`; it has no full stop.
    """
    return PydanticCustomError(_RULE, "{message}", {"message": message, "hint": hint})


def _fault(noun: str, detail: ErrorDetails) -> Fault:
    path = [str(part).replace("_", " ") for part in detail["loc"]]
    where = " ".join(path)
    first = str(detail["loc"][0]) if path else ""
    code = f"{noun}.{first if _WORD.fullmatch(first) else 'invalid'}"
    if detail["type"] == _RULE:
        context = detail["ctx"]
        return Fault(code, f"The {where} of a {noun} {context['message']}.", str(context["hint"]))
    if detail["type"] == "missing":
        return Fault(code, f"The {where} of a {noun} is missing.", f"Give a {where}.")
    if detail["type"] == "extra_forbidden":
        return Fault(code, f"A {noun} has no {where}.", f"Leave {where} out.")
    reason = detail["msg"][:1].lower() + detail["msg"][1:]
    return Fault(code, f"The {where or 'value'} of a {noun} is not valid: {reason}.")
