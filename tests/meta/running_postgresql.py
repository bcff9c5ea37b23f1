"""A PostgreSQL of Debian's that runs for the tests of one process, on a port of loopback of its own."""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from free_port import free_port

_OWNER = "postgres"
"""Who runs it where tests run as root, which PostgreSQL refuses to be."""


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


GIVEN = os.environ.get("SAGESCOPE_TEST_POSTGRES", "")
"""`postgresql://…` of a server of one's own, on which the tests may make databases."""

AVAILABLE = bool(GIVEN) or _programs() is not None


@cache
def postgresql() -> str:
    """The address of a server on which tests may make databases; it is started when it is first asked for."""
    if GIVEN:
        return GIVEN
    programs = _programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="sagescope-postgresql-"))
    owner = _OWNER if os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, owner)
    port = free_port()

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [programs / program, "-D", folder / "data", *arguments],
            user=owner,
            cwd="/",
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    run("initdb", "--username=tests", "--auth=trust", "--no-sync")
    # What tests write need not outlive the machine.
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=200"
    run("pg_ctl", "start", "--wait", "--silent", "--log", str(folder / "log"), "--options", options)

    def end() -> None:
        run("pg_ctl", "stop", "--mode=immediate", "--silent")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    return f"postgresql://tests@127.0.0.1:{port}/postgres"
