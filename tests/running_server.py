"""A real server in a process of its own, for tests that speak HTTP to it."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

ACCESS_ID = "testAccessId01"
ACCESS_KEY = "testAccessKey-0123456789abcdefghijklmnopqrstuvwxyz"

_ADDRESS = re.compile(r"listens on (http://\S+)")
_LINK = re.compile(r"Sign in once with (http://\S+)")


@dataclass
class RunningServer:
    """`sagescope serve` over a data directory, or another `module`; `url` and `link` are what it printed."""

    data: Path
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    link: str = ""
    module: tuple[str, ...] = ()
    _process: "subprocess.Popen[str] | None" = None
    _output: list[str] = field(default_factory=list)

    def start(self, seconds: float = 120) -> None:
        """Start it and wait until it listens."""
        self._output.clear()
        self.url = ""
        ready = threading.Event()
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                *(self.module or ("sagescope", "serve", "--data", str(self.data), "--port", "0")),
                *self.arguments,
            ],
            env={**self.env(), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        process = self._process

        def read() -> None:
            assert process.stdout is not None
            with process.stdout as lines:
                self._read(lines, ready)

        threading.Thread(target=read, daemon=True).start()
        if not ready.wait(seconds) or not self.url:
            self.kill()
            raise AssertionError("the server did not start:\n" + "".join(self._output))

    def _read(self, lines: Iterable[str], ready: threading.Event) -> None:
        for line in lines:
            self._output.append(line)
            if found := _ADDRESS.search(line):
                self.url = found[1]
            if found := _LINK.search(line):
                self.link = found[1]
            if "Stop with" in line:
                ready.set()
        ready.set()

    def env(self) -> dict[str, str]:
        """The environment of the server, and of the command line that speaks to it."""
        held = {k: v for k, v in os.environ.items() if not k.startswith("SAGESCOPE_")}
        return {
            **held,
            "SAGESCOPE_DATA": str(self.data),
            "SAGESCOPE_ACCESS_ID": ACCESS_ID,
            "SAGESCOPE_ACCESS_KEY": ACCESS_KEY,
            "XDG_STATE_HOME": str(self.data / "state"),
            **self.environment,
        }

    def output(self) -> str:
        """What it has printed."""
        return "".join(self._output)

    def stop(self) -> int:
        """End it as a person would; returns its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(60)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(30)

    def client(self) -> httpx2.Client:
        """A client with the administrator's key."""
        return httpx2.Client(base_url=self.url, auth=(ACCESS_ID, ACCESS_KEY), timeout=60, trust_env=False)

    def source(self, name: str, **source: Any) -> str:
        """Add an HTTP source and return its address."""
        with self.client() as http:
            collector = http.get("/api/v1/collectors/default").json()["collector"]["id"]
            body = {
                "source": {"sourceType": "HTTP", "name": name, "multilineProcessingEnabled": False, **source}
            }
            answer = http.post(f"/api/v1/collectors/{collector}/sources", json=body)
            assert answer.status_code == 201, answer.text
            return str(answer.json()["source"]["url"])

    def run(self, query: str, start: str = "-1h", end: str = "+1h", **more: Any) -> dict[str, Any]:
        """Run a query; the answer's JSON."""
        with self.client() as http:
            answer = http.post("/api/v1/search/run", json={"query": query, "from": start, "to": end, **more})
            assert answer.status_code == 200, answer.text
            return dict(answer.json())

    def records(self, query: str, start: str = "-1h", end: str = "+1h", **more: Any) -> list[dict[str, Any]]:
        """Rows of a query as dictionaries."""
        answer = self.run(query, start, end, **more)
        names = [c["name"] for c in answer["columns"]]
        return [dict(zip(names, row, strict=True)) for row in answer["rows"]]

    def command(self, *arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        """Run the command line against this server."""
        return subprocess.run(
            [sys.executable, "-m", "sagescope", *arguments],
            env={**self.env(), "SAGESCOPE_URL": self.url},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
        )


def post(url: str, body: bytes | str, **headers: str) -> httpx2.Response:
    """Post to a receiver; keywords are headers with `_` for `-`."""
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.post(url, content=content, headers=named, timeout=60, trust_env=False)


def eventually(check: Any, seconds: float = 10) -> Any:
    """The first true answer of `check` within that time; else its last one."""
    until = time.monotonic() + seconds
    while True:
        found = check()
        if found or time.monotonic() > until:
            return found
        time.sleep(0.05)
