"""Lookup tables through kill -9: an upload counts as a whole or not at all, and an acknowledged row is there."""

import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from running_server import RunningServer, eventually

CALLS = "/api/v1/lookupTables"
ROWS = 20_000
UPLOADED, PUT = "/Library/crash/uploaded", "/Library/crash/put"
Mark = tuple[int, int]
"""What all rows of one upload hold: in which round it was sent, and as which."""


@dataclass
class Sent:
    """What clients have sent and heard: uploads with their jobs, and rows that were acknowledged."""

    uploads: list[Mark] = field(default_factory=list)
    jobs: dict[Mark, str] = field(default_factory=dict)
    rows: set[str] = field(default_factory=set)


@pytest.mark.crash
@pytest.mark.timeout(1_200)
def test_tables_survive_kills_whole(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    rounds = request.config.getoption("--rounds")
    assert isinstance(rounds, int)
    running = RunningServer(tmp_path_factory.mktemp("crash"))
    rng = random.Random(12)
    sent = Sent()
    uploaded = put = ""
    for number in range(rounds):
        running.start()
        if not uploaded:
            uploaded, put = _made(running, UPLOADED), _made(running, PUT)
        _check(running, sent)
        stop = threading.Event()
        threads = [
            threading.Thread(target=_upload_on, args=(running, uploaded, number, sent, stop)),
            threading.Thread(target=_put_on, args=(running, put, number, sent, stop)),
        ]
        for thread in threads:
            thread.start()
        before = len(sent.jobs)
        assert eventually(lambda before=before: len(sent.jobs) > before + 1, 60), running.output()
        # Then at any moment of an upload: while it is sent, read, made to count, or the old rows are let go.
        time.sleep(rng.uniform(0, 1.5))
        running.kill()
        stop.set()
        for thread in threads:
            thread.join(30)
    running.start()
    _check(running, sent)
    assert sent.rows
    assert running.stop() == 0
    # Of each table, with that of the threat indicators, the rows that count; nothing of what was interrupted.
    assert len(_stored(running.data)) == 3, _stored(running.data)


def _made(running: RunningServer, path: str) -> str:
    fields = [{"fieldName": name, "fieldType": "string"} for name in ("id", "mark")]
    body = {"name": path, "description": "", "fields": fields, "primaryKeys": ["id"], "ttl": 0}
    with running.client() as http:
        answer = http.post(CALLS, json=body)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["id"])


def _upload_on(running: RunningServer, table: str, number: int, sent: Sent, stop: threading.Event) -> None:
    """Replace the rows of a table by others, one upload after the other, until the server is gone."""
    with running.client() as http:
        at = 0
        while not stop.is_set():
            at += 1
            mark = (number, at)
            text = "id,mark\n" + "".join(f"k{n},{number}/{at}\n" for n in range(ROWS))
            sent.uploads.append(mark)
            try:
                answer = http.post(f"{CALLS}/{table}/upload", files={"file": ("x.csv", text.encode())})
                assert answer.status_code == 200, answer.text
                job = sent.jobs[mark] = answer.json()["id"]
                while _status(http, job) in ("Pending", "InProgress"):
                    time.sleep(0.02)
            except httpx2.TransportError:
                return


def _put_on(running: RunningServer, table: str, number: int, sent: Sent, stop: threading.Event) -> None:
    """Write rows one by one, until the server is gone."""
    with running.client() as http:
        at = 0
        while not stop.is_set():
            at += 1
            row = [{"columnName": n, "columnValue": f"r{number}n{at}"} for n in ("id", "mark")]
            try:
                answer = http.put(f"{CALLS}/{table}/row", json={"row": row})
            except httpx2.TransportError:
                return
            assert answer.status_code == 204, answer.text
            sent.rows.add(f"r{number}n{at}")


def _status(http: httpx2.Client, job: str) -> str:
    return str(http.get(f"{CALLS}/jobs/{job}/status").json()["status"])


def _check(running: RunningServer, sent: Sent) -> None:
    """Whether a server that has just started has all of one upload, and the rows that it acknowledged."""
    with running.client() as http:
        states = {mark: _status(http, job) for mark, job in sent.jobs.items()}
    assert set(states.values()) <= {"Success", "Failed"}, states
    counted = running.records(f'cat path://"{UPLOADED}" | count by mark')
    if sent.uploads:
        (only,) = counted
        assert int(only["_count"]) == ROWS
        number, _, at = str(only["mark"]).partition("/")
        shown = (int(number), int(at))
        assert shown in sent.uploads
        # The job and its rows count with one write, so the last that succeeded is the one that is there.
        assert states.get(shown, "Success") == "Success"
        assert not [mark for mark, state in states.items() if state == "Success" and mark > shown]
    rows = running.run(f'cat path://"{PUT}" | count by id | fields id', histogram=False)["rows"]
    stored = [row[0] for row in rows]
    missing = sent.rows - set(stored)
    assert not missing, f"{len(missing)} acknowledged rows are lost, such as {sorted(missing)[:3]}"
    assert len(stored) == len(set(stored))


def _stored(data: Path) -> set[str]:
    """The engine's tables that hold rows of lookup tables."""
    return {path.stem for path in data.rglob("lookup_*.sql")}
