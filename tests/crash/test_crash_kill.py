"""What was answered with 200 survives kill -9, each message once."""

import random
import threading
import time

import httpx2
import pytest

from running_server import RunningServer, eventually


@pytest.mark.crash
@pytest.mark.timeout(1_200)
def test_acknowledged_messages_survive_kills(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> None:
    rounds = request.config.getoption("--rounds")
    assert isinstance(rounds, int)
    running = RunningServer(tmp_path_factory.mktemp("crash"))
    acknowledged: list[str] = []
    sent: set[str] = set()
    path = ""
    rng = random.Random(11)
    for number in range(rounds):
        running.start()
        if not path:
            path = running.source("crash", category="tests/crash").split("/receiver/", 1)[1]
        url = f"{running.url}/receiver/{path}"
        stop = threading.Event()
        lock = threading.Lock()

        def feed(
            worker: int,
            number: int = number,
            url: str = url,
            stop: threading.Event = stop,
            lock: threading.Lock = lock,
        ) -> None:
            with httpx2.Client(timeout=30, trust_env=False) as http:
                batch = 0
                while not stop.is_set():
                    lines = [f"crash r{number}w{worker}b{batch}n{n}" for n in range(20)]
                    with lock:
                        sent.update(lines)
                    try:
                        if http.post(url, content="\n".join(lines).encode()).status_code == 200:
                            with lock:
                                acknowledged.extend(lines)
                    except httpx2.TransportError:
                        return
                    batch += 1

        threads = [threading.Thread(target=feed, args=(w,)) for w in range(3)]
        for thread in threads:
            thread.start()
        before = len(acknowledged)
        assert eventually(lambda before=before: len(acknowledged) > before + 60, 60), running.output()
        # Then at any moment: while a batch fills, is written, or is being answered.
        time.sleep(rng.uniform(0, 0.8))
        running.kill()
        stop.set()
        for thread in threads:
            thread.join(30)
    running.start()
    try:
        rows = running.run("_sourceCategory=tests/crash", "-2h", "+1h", limit=100_000, histogram=False)
        at = [c["name"] for c in rows["columns"]].index("_raw")
        stored = [row[at] for row in rows["rows"]]
    finally:
        running.stop()
    missing = set(acknowledged) - set(stored)
    assert not missing, f"{len(missing)} acknowledged messages are lost, such as {sorted(missing)[:3]}"
    assert len(stored) == len(set(stored)), "a message is there twice"
    assert set(stored) <= sent
