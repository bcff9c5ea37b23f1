"""A process killed while it writes: what it was told is stored, is; the rest leaves no trace."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from sagescope.meta.db import Database
from sagescope.meta.repositories import collectors, settings

WRITER = """
import sys
from sagescope.meta.db import Database
from sagescope.meta.repositories import collectors, settings
from sagescope.model.collector import Collector
database = Database(sys.argv[1])
database.migrate()
while True:
    with database.session() as session:
        number = collectors.new_id(session)
        collectors.add(session, Collector(id=number, name=f"c{number}", created_at=1, modified_at=1))
        settings.put(session, "last", number)
    print(number, flush=True)
"""


@pytest.mark.crash
@pytest.mark.parametrize("kills", [4])
def test_a_killed_writer_loses_nothing_it_confirmed(tmp_path: Path, kills: int) -> None:
    address = f"sqlite:///{tmp_path / 'meta.db'}"
    for kill in range(kills):
        process = subprocess.Popen([sys.executable, "-c", WRITER, address], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        confirmed = [int(process.stdout.readline()) for _ in range(5 + 11 * kill)]
        process.send_signal(signal.SIGKILL)
        confirmed += [int(line) for line in process.stdout.read().splitlines()]
        process.wait()
        process.stdout.close()
        database = Database(address)
        database.check()
        with database.session() as session:
            stored = [collector.id for collector in collectors.listed(session)]
            assert settings.get(session, "last") == stored[-1]
            assert stored == list(range(100_000_001, stored[-1] + 1))
            assert set(confirmed) <= set(stored)
            assert session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        database.close()


@pytest.mark.crash
def test_a_killed_migration_is_done_again(tmp_path: Path) -> None:
    for delay in (0.0, 0.02, 0.05, 0.1):
        folder = tmp_path / str(delay)
        address = f"sqlite:///{folder / 'meta.db'}"
        process = subprocess.Popen([sys.executable, "-c", WRITER, address], stdout=subprocess.DEVNULL)
        while not (folder / "meta.db").exists():
            time.sleep(0.002)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        database = Database(address)
        database.migrate()
        database.check()
        with database.session() as session:
            assert collectors.new_id(session) >= 100_000_001
        database.close()
