"""Deliveries that are repeated until they are acknowledged are there once, however often the server is killed."""

import random
import threading
import time

import httpx2
import pytest

from firehose_sender import deliver, is_delivered, log_record
from running_server import RunningServer, eventually

DAY = 86_400_000


class Firehose(threading.Thread):
    """A stream that delivers one delivery after the other, each by its id until it is acknowledged."""

    def __init__(self, number: int, address: list[str], stop: threading.Event) -> None:
        super().__init__()
        self._number, self._address, self._stopping = number, address, stop
        self.sent: list[str] = []
        self.tries = 0
        self.acknowledged = 0

    def run(self) -> None:
        now = time.time_ns() // 10**6
        while not self._stopping.is_set():
            id_ = f"crash-{self._number}-{self.acknowledged}"
            texts = [f"{id_}-{n}" for n in range(40)]
            self.sent += texts
            # Events of two days are two parts on the disk, of which a kill may leave one.
            records = [log_record(texts[:20], at=now), log_record(texts[20:], at=now - DAY)]
            while True:
                self.tries += 1
                try:
                    with httpx2.Client(timeout=30, trust_env=False) as http:
                        answer = deliver(self._address[0], *records, request_id=id_, client=http)
                    if is_delivered(answer, id_):
                        break
                except (httpx2.TransportError, ValueError):
                    pass
                time.sleep(0.05)
            self.acknowledged += 1


@pytest.mark.crash
@pytest.mark.timeout(1_200)
def test_repeated_deliveries_survive_kills_once(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    rounds = request.config.getoption("--rounds")
    assert isinstance(rounds, int)
    running = RunningServer(tmp_path_factory.mktemp("deliveries"))
    running.start()
    path = running.source("crash", contentType="KinesisLog", category="tests/crash").split("/receiver/", 1)[1]
    stop = threading.Event()
    address = [f"{running.url}/receiver/{path}"]
    streams = [Firehose(number, address, stop) for number in range(4)]
    for stream in streams:
        stream.start()
    rng = random.Random(23)
    try:
        for _ in range(rounds):
            before = [stream.acknowledged for stream in streams]
            assert eventually(
                lambda before=before: all(s.acknowledged > b for s, b in zip(streams, before, strict=True)),
                120,
            ), running.output()
            time.sleep(rng.uniform(0, 0.5))
            running.kill()
            running.start()
            address[0] = f"{running.url}/receiver/{path}"
    finally:
        stop.set()
        for stream in streams:
            stream.join(120)
    try:
        rows = running.run("_sourceCategory=tests/crash", "-3d", "+1h", limit=100_000, histogram=False)
        at = [c["name"] for c in rows["columns"]].index("_raw")
        stored = [row[at] for row in rows["rows"]]
    finally:
        running.stop()
    sent = {text for stream in streams for text in stream.sent}
    assert sum(stream.tries for stream in streams) > sum(stream.acknowledged for stream in streams)
    assert sent == set(stored), f"{len(sent - set(stored))} messages are lost"
    assert len(stored) == len(set(stored)), f"{len(stored) - len(set(stored))} messages are doubled"
