"""Debian's VictoriaMetrics as a peer: a real server on loopback with the same points."""

import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

PROGRAM = "victoria-metrics"


@dataclass(frozen=True, slots=True)
class Victoria:
    """A running server: where it listens and where its data is."""

    http: httpx2.Client
    data: Path

    def import_lines(self, lines: list[str]) -> None:
        """Store series with their points, each a line of JSON."""
        self.http.post("/api/v1/import", content="\n".join(lines).encode()).raise_for_status()

    def import_text(self, text: bytes) -> None:
        """Store points in Prometheus' text format."""
        self.http.post("/api/v1/import/prometheus", content=text).raise_for_status()

    def settle(self) -> None:
        """Write everything to disk and merge it."""
        for step in ("force_flush", "force_merge"):
            self.http.get(f"/internal/{step}").raise_for_status()
        time.sleep(2)
        while _metric(self.http, 'vm_active_merges{type="storage/big"}') > 0:
            time.sleep(1)

    @property
    def bytes(self) -> int:
        """What its data takes on disk."""
        return sum(f.stat().st_size for f in self.data.rglob("*") if f.is_file())

    def query(self, text: str, start: int, end: int, step: int) -> list[dict[str, object]]:
        """The series of a query, each point being that of the bucket that ends there; times in milliseconds.

        Its cache of results is left out, as there is none on the other side.
        """
        first = (start + step - 1) / 1000
        given: dict[str, str | float] = {
            "query": text,
            "start": first,
            "end": (end - 1) / 1000,
            "step": step / 1000,
            "nocache": 1,
        }
        answer = self.http.get("/api/v1/query_range", params=given)
        answer.raise_for_status()
        return list(json.loads(answer.content)["data"]["result"])


@contextmanager
def victoria() -> Iterator[Victoria | None]:
    """A server with empty data; None where the program is not installed."""
    if shutil.which(PROGRAM) is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="sagescope-bench-") as folder:
        data = Path(folder) / "data"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [
            PROGRAM, f"-storageDataPath={data}", f"-httpListenAddr=127.0.0.1:{port}", "-retentionPeriod=2y",
            "-loggerLevel=ERROR", "-search.maxUniqueTimeseries=1000000",
        ]  # fmt: skip
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=600, trust_env=False) as http:
                _await(http)
                yield Victoria(http, data)
        finally:
            server.terminate()
            server.wait(60)


def _await(http: httpx2.Client) -> None:
    for _ in range(200):
        try:
            if http.get("/health").status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"{PROGRAM} did not answer")


def _metric(http: httpx2.Client, name: str) -> float:
    for line in http.get("/metrics").text.splitlines():
        if line.startswith(name):
            return float(line.rsplit(" ", 1)[1])
    return 0.0
