"""Notifications through kill -9: each transition arrives at least once, with the same id, and none is lost."""

import json
import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from running_server import RunningServer, eventually

MONITORS = 6
CATEGORY = "tests/crash-notifications"


class Receiver:
    """What arrived, by its id. An answer takes a moment, so that kills come before, in and after it."""

    def __init__(self, rng: random.Random) -> None:
        self.arrived: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.order: dict[str, list[str]] = defaultdict(list)
        self._rng = rng
        self._lock = threading.Lock()

    def take(self, key: str, body: dict[str, Any]) -> None:
        with self._lock:
            self.arrived[key].append(body)
            self.order[body["alertId"]].append(body["triggerType"])
            wait = self._rng.uniform(0, 0.25)
        time.sleep(wait)


@contextmanager
def receiving(rng: random.Random) -> Iterator[tuple[Receiver, str]]:
    held = Receiver(rng)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            held.take(self.headers["Idempotency-Key"], body)
            try:
                self.send_response(200)
                self.end_headers()
            except OSError:
                # Who asked was killed meanwhile.
                return

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield held, f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.crash
@pytest.mark.timeout(3_000)
def test_every_transition_arrives_through_kills(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    rounds = request.config.getoption("--rounds")
    assert isinstance(rounds, int)
    rng = random.Random(13)
    environment = {
        "SAGESCOPE_MONITORS__WAKE_SECONDS": "0.2",
        "SAGESCOPE_MONITORS__ALLOWED_HOSTS": '["127.0.0.1"]',
    }
    running = RunningServer(tmp_path, environment=environment)
    with receiving(rng) as (receiver, url):
        told: list[dict[str, Any]] = []
        for number in range(rounds):
            running.start()
            if number == 0:
                told = _channel(running, url)
            before = sum(map(len, receiver.arrived.values()))
            _monitors(running, told, number)
            # Monitors begin with a look at once, and alert; then at any moment of the deliveries.
            assert eventually(lambda n=before: sum(map(len, receiver.arrived.values())) > n, 90), (
                running.output()
            )
            time.sleep(rng.uniform(0, 1.2))
            running.kill()
        running.start()
        with running.client() as http:

            def all_sent() -> bool:
                alerts = http.get("/api/v1/alerts").json()["data"]
                states = {
                    letter["state"]
                    for alert in alerts
                    for letter in http.get(f"/api/v1/alerts/{alert['id']}").json()["notifications"]
                }
                return len(alerts) == rounds * MONITORS and states == {"sent"}

            assert eventually(all_sent, 180), running.output()
            alerts = http.get("/api/v1/alerts").json()["data"]
            letters = [
                letter["id"]
                for alert in alerts
                for letter in http.get(f"/api/v1/alerts/{alert['id']}").json()["notifications"]
            ]
        assert running.stop() == 0, running.output()
    # What the database says was sent has arrived, and nothing else has.
    assert len(letters) == len(set(letters)) == rounds * MONITORS
    assert set(receiver.arrived) == set(letters)
    # A repeat is the same notification, word for word.
    for bodies in receiver.arrived.values():
        assert all(body == bodies[0] for body in bodies)
    repeated = sum(len(bodies) - 1 for bodies in receiver.arrived.values())
    print(f"{rounds} kills, {len(letters)} transitions, none lost, {repeated} told twice")  # noqa: T201


def _channel(running: RunningServer, url: str) -> list[dict[str, Any]]:
    with running.client() as http:
        made = http.post(
            "/api/v1/connections", json={"name": "h", "url": url, "webhookType": "Webhook"}
        ).json()
    action = {"connectionType": "Webhook", "connectionId": made["id"]}
    return [{"notification": action, "runForTriggerTypes": ["MissingData"]}]


def _monitors(running: RunningServer, told: list[dict[str, Any]], number: int) -> None:
    """Monitors of data that never comes: each makes one alert."""
    trigger = {
        "triggerType": "MissingData",
        "detectionMethod": "LogsMissingDataCondition",
        "timeRange": "-5m",
    }
    with running.client() as http:
        for at in range(MONITORS):
            body = {
                "name": f"round {number} monitor {at}",
                "monitorType": "Logs",
                "queries": [{"rowId": "A", "query": f"_sourceCategory={CATEGORY} nothing{at}"}],
                "triggers": [trigger],
                "notifications": told,
            }
            made = http.post("/api/v1/monitors", json=body)
            assert made.status_code == 200, made.text
