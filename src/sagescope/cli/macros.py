"""`macros`: named pieces of queries."""

from pathlib import Path
from typing import Annotated, Any

import typer

from sagescope.cli.connection import Client, connected
from sagescope.cli.output import Format, write_rows
from sagescope.cli.pairs import typed
from sagescope.config import Settings
from sagescope.errors import Cause, Fault, Refusal

app = typer.Typer(no_args_is_help=True, help="Make, list and remove macros.")

Named = Annotated[str, typer.Argument(help="Name of the macro.", show_default=False)]
Definition = Annotated[
    str, typer.Option(help="The text that it stands for, or @file; {{name}} stands for an argument.")
]
Arguments = Annotated[
    list[str] | None,
    typer.Option("--argument", help="An argument, name:type with Number, String, Any or Keyword; repeat it."),
]
Conditions = Annotated[
    list[str] | None,
    typer.Option(
        "--condition", help="What the arguments have to meet, such as 'isValidIP(ip) => ip is no address'."
    ),
]

_ADD_HELP = """Make a macro, which queries name in back-quotes.

Examples:

  sagescope macros add errors --definition '(error or fail*) !debug'

  sagescope macros add from_ip --argument ip:String --condition 'isValidIP(ip)' --definition 'where src_ip = {{ip}}'

  sagescope query '`errors` | `from_ip(192.0.2.1)` | count'
"""


@app.command("list")
def list_macros(
    format: Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")] = Format.TABLE,
) -> None:
    """List the macros."""
    with connected(Settings()) as client:
        found = client.call("GET", "/api/v2/macros")["data"]
    rows = [(_form(m), m["definition"], m["description"], m["enabled"], m["id"]) for m in found]
    write_rows(("macro", "definition", "description", "enabled", "id"), rows, format)


@app.command("add", help=_ADD_HELP)
def add(
    name: Named,
    definition: Definition,
    argument: Arguments = None,
    condition: Conditions = None,
    description: Annotated[str, typer.Option(help="What it is for.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Replace the macro of that name.")] = False,
) -> None:
    """Make a macro."""
    body = {
        "name": name,
        "description": description,
        "definition": _text(definition),
        "arguments": [{"name": n, "type": t.capitalize()} for n, t in typed(argument or [], "Any")],
        "argumentValidations": [_condition(one) for one in condition or []],
    }
    with connected(Settings()) as client:
        held = _found(client, name) if replace else None
        if held is not None:
            made = client.call("PUT", f"/api/v2/macros/{held['id']}", body)
        else:
            made = client.call("POST", "/api/v2/macros", body)
    typer.echo(f"`{_form(made)}`")


@app.command("remove")
def remove(name: Named) -> None:
    """Remove a macro; queries that use it are at fault from then on."""
    with connected(Settings()) as client:
        held = _found(client, name)
        if held is None:
            raise Refusal(
                Fault(
                    "cli.no_macro", f"There is no macro {name!r}.", "List them with `sagescope macros list`."
                ),
                Cause.NOT_FOUND,
            )
        client.call("DELETE", f"/api/v2/macros/{held['id']}")


def _form(macro: dict[str, Any]) -> str:
    names = ", ".join(a["name"] for a in macro["arguments"])
    return f"{macro['name']}({names})" if names else str(macro["name"])


def _found(client: Client, name: str) -> dict[str, Any] | None:
    found = client.call("GET", "/api/v2/macros")["data"]
    return next((dict(m) for m in found if m["name"].lower() == name.lower()), None)


def _text(definition: str) -> str:
    if not definition.startswith("@"):
        return definition
    try:
        return Path(definition[1:]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Refusal(
            Fault("cli.definition", f"{definition[1:]} cannot be read as text.", "Give a file in UTF-8.")
        ) from wrong


def _condition(text: str) -> dict[str, str]:
    expression, _, message = text.partition("=>")
    return {"evalExpression": expression.strip(), "errorMessage": message.strip()}
