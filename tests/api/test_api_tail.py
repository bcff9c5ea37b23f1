"""Live tail over real HTTP."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from running_server import RunningServer, eventually, post


class Reader(threading.Thread):
    """Reads the events of a tail until it is closed."""

    def __init__(self, server: RunningServer, query: str) -> None:
        super().__init__(daemon=True)
        self._server, self._query = server, query
        self._done = threading.Event()
        self.events: list[tuple[str, dict[str, Any]]] = []

    def run(self) -> None:
        with (
            self._server.client() as http,
            http.stream("GET", "/api/v1/tail", params={"query": self._query}) as answer,
        ):
            assert answer.headers["content-type"].startswith("text/event-stream")
            name = ""
            for line in answer.iter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    self.events.append((name, json.loads(line.removeprefix("data: "))))
                if self._done.is_set():
                    return

    @property
    def opened(self) -> bool:
        return any(name == "open" for name, _ in self.events)

    @property
    def texts(self) -> list[str]:
        return [row["raw"] for name, data in self.events if name == "messages" for row in data["rows"]]

    @property
    def dropped(self) -> int:
        return sum(data["dropped"] for name, data in self.events if name == "messages")


@contextmanager
def tailing(server: RunningServer, query: str) -> Iterator[Reader]:
    reader = Reader(server, query)
    reader.start()
    assert eventually(lambda: reader.opened, 30)
    yield reader
    reader._done.set()


@pytest.fixture(scope="module")
def url(server: RunningServer) -> str:
    return server.source("tail", category="tests/tail", fields={"account": "dev"})


def test_messages_of_the_scope_come_once_and_in_order(server: RunningServer, url: str) -> None:
    post(url, "tailed before")
    with tailing(server, "tailed account=dev !noise") as reader, tailing(server, "tailedother") as other:
        # An old event arrives now.
        post(url, "2026-01-01 00:00:00 tailed 0\nuntailed\ntailed noise")
        for n in range(1, 20):
            post(url, f"tailed {n}")
        assert eventually(lambda: len(reader.texts) >= 20, 60), reader.events
        assert reader.texts == ["2026-01-01 00:00:00 tailed 0", *(f"tailed {n}" for n in range(1, 20))]
        post(url, "tailedother")
        assert eventually(lambda: other.texts == ["tailedother"], 60)


def test_what_is_too_much_is_left_out_and_counted(server: RunningServer, url: str) -> None:
    with tailing(server, "flooding") as reader:
        post(url, "\n".join(f"flooding {n}" for n in range(5_000)))
        assert eventually(lambda: len(reader.texts) + reader.dropped >= 5_000, 60)
        assert len(reader.texts) + reader.dropped == 5_000
        assert reader.dropped > 0 and reader.texts[-1] == "flooding 4999"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("* | count", "tail.operators"),
        ('cat path://"/shared/x"', "tail.operators"),
        ('"open', "syntax."),
        ("(a", "syntax."),
    ],
)
def test_more_than_a_scope_is_refused(server: RunningServer, query: str, code: str) -> None:
    with server.client() as http:
        answer = http.get("/api/v1/tail", params={"query": query})
    assert answer.status_code == 400
    assert code == "syntax." or answer.json()["faults"][0]["code"] == code


def test_a_stopping_server_ends_its_tails(tmp_path_factory: pytest.TempPathFactory) -> None:
    alone = RunningServer(tmp_path_factory.mktemp("tail"))
    alone.start()
    reader = Reader(alone, "*")
    reader.start()
    assert eventually(lambda: reader.opened, 30)
    assert alone.stop() == 0
    reader.join(30)
    assert reader.events[-1][0] == "end"
