"""Files to lookup tables and threat indicators, with a progress bar."""

import time
from pathlib import Path
from typing import Any, BinaryIO

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from sagescope.cli.connection import Client
from sagescope.cli.output import errors
from sagescope.errors import Fault, Refusal

_POLL = 0.2


def upload_table(client: Client, table: dict[str, Any], file: Path, *, merge: bool, encoding: str) -> int:
    """Put the rows of a CSV into a table; returns how many. Raises Refusal with what is wrong with the file.

    Warnings go to standard error.
    """
    out = errors()
    path = f"/api/v1/lookupTables/{table['id']}/upload"
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar:
        task = bar.add_task(file.name, total=file.stat().st_size)
        with file.open("rb") as opened:
            watched = _Watched(opened, lambda count: bar.update(task, advance=count))
            query = {"merge": str(merge).lower(), "fileEncoding": encoding}
            job = client.upload(path, file.name, watched, query)["id"]
    with out.status("reading") as status:
        while True:
            state = client.call("GET", f"/api/v1/lookupTables/jobs/{job}/status")
            if state["status"] not in ("Pending", "InProgress"):
                break
            status.update(f"{state['rows']:,} rows read")
            time.sleep(_POLL)
    if state["status"] == "Failed":
        raise Refusal(
            [
                Fault(e["code"], e["message"].removesuffix(e["detail"]).strip(), e["detail"])
                for e in state["errors"]
            ]
        )
    for warning in state["warnings"]:
        out.print(f"note: {warning['message']} {warning['cause']}", style="yellow", markup=False)
    return int(state["rows"])


class _Watched:
    """A file that tells how much of it has been read."""

    def __init__(self, file: BinaryIO, told: Any) -> None:
        self._file = file
        self._told = told

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        held = self._file.read(size)
        self._told(len(held))
        return held

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """The present place."""
        return self._file.tell()

    def fileno(self) -> int:
        """The descriptor, by which the length is known."""
        return self._file.fileno()
