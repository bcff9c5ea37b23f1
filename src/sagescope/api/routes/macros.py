"""Macros (Sumo Logic's v2 macros, as its Terraform provider calls them)."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from sagescope.api.compat.lookups import macro_json
from sagescope.api.security import LibraryManager, LibraryViewer, UseCases
from sagescope.model.macro import ArgumentType, MacroArgument, MacroValidation

router = APIRouter(prefix="/api/v2/macros", tags=["macros"])


class ArgumentBody(BaseModel):
    """An argument of a macro."""

    name: str
    type: ArgumentType = ArgumentType.ANY


class ValidationBody(BaseModel):
    """A condition on the arguments, and what is said where it does not hold."""

    evalExpression: str
    errorMessage: str = ""


class MacroBody(BaseModel):
    """A macro as it is to be."""

    name: str
    description: str = ""
    definition: str
    enabled: bool = True
    arguments: list[ArgumentBody] | None = None
    argumentValidations: list[ValidationBody] | None = None

    def held(self) -> dict[str, Any]:
        """Its parts beside name and definition."""
        return {
            "description": self.description,
            "enabled": self.enabled,
            "arguments": tuple(MacroArgument(name=a.name, type=a.type) for a in self.arguments or ()),
            "validations": tuple(
                MacroValidation(expression=v.evalExpression, message=v.errorMessage)
                for v in self.argumentValidations or ()
            ),
        }


@router.get("")
def list_macros(services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """All macros by their names."""
    return {"data": [macro_json(m) for m in services.macros.listed()], "next": None}


@router.post("")
def create_macro(body: MacroBody, services: UseCases, principal: LibraryManager) -> dict[str, Any]:
    """Make a macro."""
    return macro_json(services.macros.add(body.name, body.definition, by=principal.user.id, **body.held()))


@router.get("/{macro_id}")
def get_macro(macro_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """One macro."""
    return macro_json(services.macros.get(macro_id))


@router.put("/{macro_id}")
def change_macro(
    macro_id: str, body: MacroBody, services: UseCases, principal: LibraryManager
) -> dict[str, Any]:
    """Replace a macro."""
    macro = services.macros.change(macro_id, body.name, body.definition, by=principal.user.id, **body.held())
    return macro_json(macro)


@router.delete("/{macro_id}", status_code=204)
def delete_macro(macro_id: str, services: UseCases, principal: LibraryManager) -> Response:
    """Delete a macro."""
    services.macros.remove(macro_id)
    return Response(status_code=204)
