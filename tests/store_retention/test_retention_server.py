"""A server drops what is older than its setting says, from its start on."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from running_server import RunningServer, eventually

DAY_MS = 86_400_000


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path)
    running.start()
    yield running
    assert running.stop() == 0, running.output()


def found(running: RunningServer) -> set[str]:
    return {row["word"] for row in running.records('_sourceCategory=aging | parse "* *" as at, word', "-30d")}


def test_the_setting_holds_from_the_next_start_on(running: RunningServer) -> None:
    url = running.source("aging", category="aging")
    now = int(time.time() * 1000)
    lines = "".join(
        f"{now - days * DAY_MS} {word}\n" for days, word in ((9, "old"), (1, "young"), (0, "new"))
    )
    assert httpx2.post(url, content=lines, trust_env=False).status_code == 200
    assert eventually(lambda: found(running) == {"old", "young", "new"}, 30)
    assert running.stop() == 0
    running.environment = {"SAGESCOPE_LOGS__DAYS": "3"}
    running.start()
    assert eventually(lambda: found(running) == {"young", "new"}, 30), found(running)
