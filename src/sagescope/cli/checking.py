"""`check`: which queries of a file parse, bind and are accepted by the engine: the migration report."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from sagescope.cli.output import Format, tell

_HELP = """Report which queries parse, bind and are accepted by the engine.

Reads Sumo Logic exports, JSON lines of {"id", "kind", "query"}, or plain query files.

Example:

  sagescope check exported-dashboard.json queries.jsonl --format json > report.json
"""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check", help=_HELP)(check)


def check(
    files: Annotated[
        list[Path],
        typer.Argument(help="Files with queries.", exists=True, dir_okay=False, show_default=False),
    ],
    format: Annotated[Format, typer.Option("--format", "-f", help="table or json.")] = Format.TABLE,
) -> None:
    """Check the queries of files."""
    from sagescope.search.report import Found, queries_of, report

    found: list[Found] = [q for file in files for q in queries_of(file)]
    results = report(found)
    failures = [r for r in results if r.faults]
    totals: dict[str, Any] = {
        "queries": len(results),
        "accepted": len(results) - len(failures),
        "failed": len(failures),
    }
    if format is Format.JSON:
        typer.echo(
            json.dumps(
                {
                    "totals": totals,
                    "failures": [
                        {
                            "id": r.id,
                            "kind": r.kind,
                            "faults": [
                                {"code": f.code, "message": f.message, "hint": f.hint} for f in r.faults
                            ],
                            "query": r.query,
                        }
                        for r in failures
                    ],
                },
                indent=2,
            )
        )
        return
    for failed in failures[:50]:
        tell(f"{failed.id}: {failed.faults[0].message} {failed.faults[0].hint}")
    if len(failures) > 50:
        tell(f"… and {len(failures) - 50:,} more; --format json lists all")
    for code, count in Counter(r.faults[0].code for r in failures).most_common(10):
        typer.echo(f"{count:>6}  {code}")
    typer.echo(f"{totals['accepted']:,} of {totals['queries']:,} queries are accepted")
