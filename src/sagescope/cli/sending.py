"""Files to a receiver, in batches that end at line breaks, with a progress bar."""

import gzip
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import httpx2
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from sagescope.cli.output import errors
from sagescope.errors import Cause, Fault, Refusal

ATTEMPTS = 8


def send_files(files: Sequence[Path], url: str, headers: Mapping[str, str], batch: int) -> int:
    """Send the lines of files; returns the exit code. Raises Refusal where the receiver refuses for good."""
    out = errors()
    total = sum(f.stat().st_size for f in files)
    accepted = 0
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with (
        httpx2.Client(timeout=60, trust_env=False) as client,
        Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as bar,
    ):
        task = bar.add_task("ingest", total=total)
        for file in files:
            bar.update(task, description=file.name)
            held = file.stat().st_size
            for body in _batches(file, batch):
                accepted += _send(client, url, {**headers, "X-Sumo-Name": str(file)}, body)
                if file.suffix != ".gz":
                    bar.update(task, advance=len(body))
            if file.suffix == ".gz":
                bar.update(task, advance=held)
    out.print(f"{accepted:,} messages stored", highlight=False)
    return 0


def _batches(file: Path, size: int) -> Iterator[bytes]:
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rb") as lines:
        held: list[bytes] = []
        length = 0
        for line in lines:
            held.append(line)
            length += len(line)
            if length >= size:
                yield b"".join(held)
                held, length = [], 0
        if held:
            yield b"".join(held)


def _send(client: httpx2.Client, url: str, headers: Mapping[str, str], body: bytes) -> int:
    import time

    packed = gzip.compress(body, 3)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            answer = client.post(url, content=packed, headers={**headers, "Content-Encoding": "gzip"})
        except httpx2.TransportError as wrong:
            if attempt == ATTEMPTS:
                raise Refusal(
                    Fault("cli.unreachable", f"{url} does not answer.", "Is the server running?"),
                    Cause.UNAVAILABLE,
                ) from wrong
            time.sleep(min(2**attempt / 4, 10))
            continue
        if answer.status_code == 200:
            return int(answer.headers.get("X-Sagescope-Accepted", "0"))
        if answer.status_code not in (429, 503) or attempt == ATTEMPTS:
            raise Refusal(
                Fault(
                    "cli.refused",
                    f"The receiver answered {answer.status_code}: {_reason(answer)}",
                    "Check the address.",
                )
            )
        time.sleep(float(answer.headers.get("Retry-After", "1")))
    raise AssertionError("the loop returns or raises")


def _reason(answer: httpx2.Response) -> str:
    try:
        return str(answer.json()["message"])
    except (ValueError, KeyError):
        return "it gave no reason"
