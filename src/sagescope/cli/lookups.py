"""`lookups`: tables that queries look into."""

import csv
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from sagescope.cli.connection import Client, connected
from sagescope.cli.output import Format, errors, write_rows
from sagescope.cli.pairs import pairs, typed
from sagescope.cli.uploading import upload_table
from sagescope.config import Settings
from sagescope.errors import Cause, Fault, Refusal

app = typer.Typer(no_args_is_help=True, help="Make, fill, show and remove lookup tables.")

TablePath = Annotated[
    str, typer.Argument(help="Path of the table, such as shared/aws/admins.", show_default=False)
]
As = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]
Description = Annotated[str, typer.Option(help="What the table is for.")]
Ttl = Annotated[
    int, typer.Option(help="Minutes after which a row that is not written again is gone; 0: never.")
]
WhenFull = Annotated[
    str, typer.Option("--when-full", help="stop refuses rows; delete-old lets the oldest rows make room.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column", help="A column, name:type with boolean, int, long, double or string; repeat it."
    ),
]
Keys = Annotated[
    list[str] | None,
    typer.Option("--key", help="A column of the primary key; repeat it. None: a saved file."),
]

_CREATE_HELP = """Make an empty lookup table.

Examples:

  sagescope lookups create /Library/Users/ana@example.com/users --column id --column age:int --key id

  sagescope lookups create shared/aws/admins --column user --column team
"""
_UPLOAD_HELP = """Put a CSV into a lookup table: in place of its rows, or among them.

All rows are taken or none. The header line names the columns, in any order and case.

Examples:

  sagescope lookups upload shared/aws/admins admins.csv

  sagescope lookups upload users users.csv --create --key id --merge
"""
_SET_HELP = """Write one row; the row with its primary key is replaced.

Example:

  sagescope lookups set users id=u1 name=Ana age=41
"""


@app.command("list")
def list_tables(format: As = Format.TABLE) -> None:
    """List the lookup tables."""
    with connected(Settings()) as client:
        tables = client.call("GET", "/api/v1/lookupTables")["data"]
    names = ("path", "rows", "bytes", "columns", "key", "ttl", "id")
    write_rows(names, [_row(table) for table in tables], format)


@app.command("show")
def show(path: TablePath, format: As = Format.TABLE) -> None:
    """Show the columns of a lookup table."""
    with connected(Settings()) as client:
        table = _table(client, path)
    keys = {key.lower() for key in table["primaryKeys"]}
    rows = [(c["fieldName"], c["fieldType"], c["fieldName"].lower() in keys) for c in table["fields"]]
    write_rows(("column", "type", "key"), rows, format)
    if format is Format.TABLE:
        full = "old rows make room" if table["sizeLimitAction"] == "DeleteOldData" else "rows are refused"
        ttl = f"rows are gone after {table['ttl']:,} minutes" if table["ttl"] else "rows stay"
        errors().print(
            f"{table['contentPath']}: {table['rows']:,} rows, {table['size']:,} bytes; {ttl}; when full, {full}",
            style="dim",
            highlight=False,
            markup=False,
        )


@app.command("rows")
def rows(
    path: TablePath,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Rows to print at the most.")] = 1_000,
    format: As = Format.TABLE,
) -> None:
    """Print the rows of a lookup table."""
    with connected(Settings()) as client:
        table = _table(client, path)
        query = f'cat path://"{table["contentPath"]}" | limit {min(limit, 10_000)}'
        body = {"query": query, "from": "-1m", "histogram": False}
        answer = client.call("POST", "/api/v1/search/run", body)
    write_rows([c["name"] for c in answer["columns"]], answer["rows"], format)


@app.command("create", help=_CREATE_HELP)
def create(
    path: TablePath,
    column: Columns = None,
    key: Keys = None,
    description: Description = "",
    ttl: Ttl = 0,
    when_full: WhenFull = "stop",
) -> None:
    """Make an empty lookup table."""
    with connected(Settings()) as client:
        made = _create(client, path, typed(column or [], "string"), key or [], description, ttl, when_full)
    typer.echo(made["id"])


@app.command("change")
def change(
    path: TablePath,
    description: Annotated[str | None, typer.Option(help="What the table is for.")] = None,
    ttl: Annotated[
        int | None,
        typer.Option(help="Minutes after which a row that is not written again is gone; 0: never."),
    ] = None,
    when_full: Annotated[
        str | None,
        typer.Option("--when-full", help="stop refuses rows; delete-old lets the oldest rows make room."),
    ] = None,
) -> None:
    """Change the description, the time to live, or what happens when the table is full."""
    with connected(Settings()) as client:
        table = _table(client, path)
        body = {
            "description": table["description"] if description is None else description,
            "ttl": table["ttl"] if ttl is None else ttl,
            "sizeLimitAction": table["sizeLimitAction"] if when_full is None else _action(when_full),
        }
        client.call("PUT", f"/api/v1/lookupTables/{table['id']}", body)


@app.command("upload", help=_UPLOAD_HELP)
def upload(
    path: TablePath,
    file: Annotated[
        Path, typer.Argument(help="The CSV file.", exists=True, dir_okay=False, show_default=False)
    ],
    merge: Annotated[bool, typer.Option("--merge", help="Keep the other rows of the table.")] = False,
    encoding: Annotated[str, typer.Option(help="Encoding of the file.")] = "UTF-8",
    make: Annotated[
        bool, typer.Option("--create", help="Make the table where it is not there, with the file's columns.")
    ] = False,
    column: Columns = None,
    key: Keys = None,
) -> None:
    """Put a CSV into a lookup table."""
    with connected(Settings()) as client:
        table = _found(client, path)
        if table is None and make:
            types = dict(typed(column or [], "string"))
            names = _header(file, encoding)
            own = [(name, types.get(name, "string")) for name in names]
            table = _create(client, path, own, key or [], "", 0, "stop")
        elif table is None:
            raise _missing(path)
        count = upload_table(client, table, file, merge=merge, encoding=encoding)
    errors().print(f"{count:,} rows taken", style="dim", highlight=False)


@app.command("set", help=_SET_HELP)
def set_row(
    path: TablePath,
    values: Annotated[list[str], typer.Argument(help="The values, column=value each.", show_default=False)],
) -> None:
    """Write one row."""
    row = [{"columnName": n, "columnValue": v} for n, v in pairs(values, "").items()]
    with connected(Settings()) as client:
        client.call("PUT", f"/api/v1/lookupTables/{_table(client, path)['id']}/row", {"row": row})


@app.command("unset")
def unset_row(
    path: TablePath,
    key: Annotated[list[str], typer.Argument(help="The primary key, column=value each.", show_default=False)],
) -> None:
    """Delete the row of a primary key."""
    row = [{"columnName": n, "columnValue": v} for n, v in pairs(key, "").items()]
    with connected(Settings()) as client:
        call = f"/api/v1/lookupTables/{_table(client, path)['id']}/deleteTableRow"
        client.call("PUT", call, {"primaryKey": row})


@app.command("truncate")
def truncate(path: TablePath) -> None:
    """Delete all rows of a lookup table."""
    with connected(Settings()) as client:
        job = client.call("POST", f"/api/v1/lookupTables/{_table(client, path)['id']}/truncate")
    typer.echo(job["id"])


@app.command("job")
def job(
    job_id: Annotated[str, typer.Argument(help="Id of the job.", show_default=False)],
) -> None:
    """Show how far an upload or the emptying of a table is, as JSON."""
    with connected(Settings()) as client:
        state = client.call("GET", f"/api/v1/lookupTables/jobs/{job_id}/status")
    typer.echo(json.dumps(state, indent=2, ensure_ascii=False))


@app.command("remove")
def remove(path: TablePath) -> None:
    """Remove a lookup table with its rows."""
    with connected(Settings()) as client:
        client.call("DELETE", f"/api/v1/lookupTables/{_table(client, path)['id']}")


def _row(table: dict[str, Any]) -> tuple[Any, ...]:
    columns = ", ".join(f"{c['fieldName']}:{c['fieldType']}" for c in table["fields"])
    keys = ", ".join(table["primaryKeys"])
    return table["contentPath"], table["rows"], table["size"], columns, keys, table["ttl"], table["id"]


def _found(client: Client, path: str) -> dict[str, Any] | None:
    found = client.call("GET", "/api/v1/lookupTables", query={"path": path})["data"]
    return dict(found[0]) if found else None


def _table(client: Client, path: str) -> dict[str, Any]:
    found = _found(client, path)
    if found is None:
        raise _missing(path)
    return found


def _missing(path: str) -> Refusal:
    return Refusal(
        Fault(
            "cli.no_table",
            f"There is no lookup table {path!r}.",
            "List them with `sagescope lookups list`, or make it: upload takes --create.",
        ),
        Cause.NOT_FOUND,
    )


def _create(
    client: Client,
    path: str,
    columns: list[tuple[str, str]],
    keys: list[str],
    description: str,
    ttl: int,
    when_full: str,
) -> dict[str, Any]:
    body = {
        "name": path,
        "description": description,
        "fields": [{"fieldName": name, "fieldType": type_} for name, type_ in columns],
        "primaryKeys": keys,
        "ttl": ttl,
        "sizeLimitAction": _action(when_full),
    }
    return dict(client.call("POST", "/api/v1/lookupTables", body))


def _action(word: str) -> str:
    actions = {"stop": "StopIncomingMessages", "delete-old": "DeleteOldData"}
    if word not in actions:
        raise Refusal(
            Fault("cli.when_full", f"{word!r} is no way to be full.", "Write --when-full stop or delete-old.")
        )
    return actions[word]


def _header(file: Path, encoding: str) -> list[str]:
    """The names in the first line of a CSV. Raises Refusal where it cannot be read."""
    try:
        name = "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding
        with file.open(encoding=name, newline="") as lines:
            names = [cell.strip() for cell in next(csv.reader(lines), [])]
    except (OSError, LookupError, UnicodeError, csv.Error) as wrong:
        raise Refusal(
            Fault(
                "cli.header", f"The first line of {file} cannot be read as {encoding}.", "Name its encoding."
            )
        ) from wrong
    if not any(names):
        raise Refusal(Fault("cli.no_header", f"{file} has no header line.", "Begin it with the columns."))
    return names
