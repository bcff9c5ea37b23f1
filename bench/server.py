"""A server of its own process on a fresh directory, as a sender meets it."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx2

_KEY = ("bench", "benchbenchbenchbenchbenchbenchbench")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its API as an administrator sees it, and its process."""

    http: httpx2.Client
    pid: int

    @property
    def memory(self) -> int:
        """Bytes of its memory that are in use, as Linux counts them."""
        with open(f"/proc/{self.pid}/statm") as file:
            return int(file.read().split()[1]) * resource.getpagesize()

    def source(self, name: str, category: str, **more: object) -> str:
        """The address of a new HTTP source, each line of which is a message; `more` are further keys of it."""
        collector = self.http.get("/api/v1/collectors/default").json()["collector"]["id"]
        source = {
            "sourceType": "HTTP",
            "name": name,
            "category": category,
            "multilineProcessingEnabled": False,
            **more,
        }
        made = self.http.post(f"/api/v1/collectors/{collector}/sources", json={"source": source})
        return str(made.json()["source"]["url"])


@contextmanager
def serving() -> Iterator[Server]:
    """A server that has come to rest."""
    with tempfile.TemporaryDirectory(prefix="sagescope-bench-") as folder:
        key = dict(zip(("SAGESCOPE_ACCESS_ID", "SAGESCOPE_ACCESS_KEY"), _KEY, strict=True))
        environment = {**os.environ, **key, "XDG_STATE_HOME": folder}
        command = [sys.executable, "-m", "sagescope", "serve", "--data", folder, "--port", "0"]
        server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            url = server.stdout.readline().split()[-1]
            with httpx2.Client(base_url=url, auth=_KEY, timeout=60, trust_env=False) as http:
                # The load of the geolocation would take a core for itself in the background.
                time.sleep(8)
                yield Server(http, server.pid)
        finally:
            server.terminate()
            server.wait(60)
