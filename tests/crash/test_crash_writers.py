"""Writers of every kind go on while a server is killed at random moments: nothing is lost, nothing is there twice."""

import json
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest
from crash_writers import KINDS, Writer, point_id, polled_data

from running_server import RunningServer, eventually
from simulated_aws import KEY_ID, SECRET, SimulatedAws

POLLED_A_ROUND = 5

_ID = re.compile(r"crash-[a-z-]+-\d+-\d+-\d\d")

# The store is read without the server, and in a process of its own: it serves one folder a process.
_READ = """
import json, sys
from sagescope.store.engine import Engine
engine = Engine("chdb://" + sys.argv[1])
messages = engine.query_text("SELECT source_category AS c, raw AS r FROM logs WHERE startsWith(c, 'crash/')")
points = engine.query_text(
    "SELECT d.batch AS b, p.time AS t, p.value AS v FROM metric_points AS p FINAL JOIN (SELECT DISTINCT series, "
    "dimensions['batch'] AS batch FROM metric_series WHERE batch != '' "
    "AND (dimensions['statistic'] IN ('', 'sum') OR metric = 'polled')) AS d ON d.series = p.series"
)
json.dump({"messages": messages.table.to_pylist(), "points": points.table.to_pylist()}, sys.stdout)
engine.close()
"""


@pytest.mark.crash
@pytest.mark.timeout(3_000)
def test_writers_of_every_kind_survive_kills(
    tmp_path: Path, request: pytest.FixtureRequest, own_aws: SimulatedAws
) -> None:
    rounds = request.config.getoption("--rounds")
    assert isinstance(rounds, int)
    cloudwatch = own_aws.client("cloudwatch")
    running = RunningServer(tmp_path, environment={"SAGESCOPE_SOURCES__WAKE_SECONDS": "0.2"})
    running.start()
    polled: set[str] = set()
    poll = _polling(running, own_aws)
    stop = threading.Event()
    writers: list[Writer] = []
    for kind in KINDS:
        url = running.source(kind.name, category=f"crash/{kind.name}", **kind.source)
        path = url.split("/receiver/", 1)[1] + kind.path
        writers.append(Writer(kind, 1, partial(_address, running, path), stop))
    for writer in writers:
        writer.start()
    rng = random.Random(29)
    try:
        for number in range(rounds):
            at = (int(time.time()) - 300) // 60 * 60
            data = polled_data(number, POLLED_A_ROUND, at)
            cloudwatch.put_metric_data(Namespace="crash", MetricData=data)
            polled.update(point_id(f"crash-polled-{number}-{n}", at * 1_000) for n in range(POLLED_A_ROUND))
            before = [len(writer.acknowledged) for writer in writers]
            assert eventually(
                lambda before=before: all(
                    len(w.acknowledged) > held for w, held in zip(writers, before, strict=True)
                ),
                120,
            ), running.output()
            # At any moment: while a batch fills, is written, is answered, or a poll is under way.
            time.sleep(rng.uniform(0, 1))
            running.kill()
            running.start()
    finally:
        stop.set()
        for writer in writers:
            writer.join(120)
    try:
        # What was put is fetched by now; the stretches that a kill left half are asked for again.
        with running.client() as http:
            assert eventually(lambda: _is_done(http, poll), 120), running.output()
        counted = running.records("_sourceCategory=crash/* | count by _sourceCategory", "-3d")
    finally:
        running.stop()
    found = _stored(tmp_path)
    by_category = {row["_sourceCategory"]: int(row["_count"]) for row in counted}
    report = []
    for kind in KINDS:
        own = [writer for writer in writers if writer.kind is kind]
        sent = set[str]().union(*(writer.sent for writer in own))
        acknowledged = set[str]().union(*(writer.acknowledged for writer in own))
        stored = found[f"crash-{kind.name}"]
        assert set(stored) <= sent, kind.name
        lost = (sent if kind.repeats else acknowledged) - set(stored)
        assert not lost, f"{kind.name}: {len(lost)} lost, such as {sorted(lost)[:3]}"
        twice = [id_ for id_, count in stored.items() if count > 1]
        assert not twice, f"{kind.name}: {len(twice)} there twice, such as {twice[:3]}"
        if not kind.points:
            assert by_category[f"crash/{kind.name}"] == len(stored), kind.name
        again = sum(writer.tries - writer.batches for writer in own)
        report.append(
            f"{kind.name}: {len(acknowledged)} acknowledged, {len(stored)} stored, {again} sent again"
        )
        if kind.repeats:
            assert again > 0, f"no kill came between a batch of {kind.name} and its answer"
    fetched = found["crash-polled"]
    assert fetched == Counter(polled), "a polled point is lost or there twice"
    report.append(f"polled: {len(polled)} put, {len(fetched)} stored")
    print(f"\n{rounds} kills, 0 lost, 0 doubled", *report, sep="\n")  # noqa: T201


def _address(running: RunningServer, path: str) -> str:
    return f"{running.url}/receiver/{path}"


def _stored(data: Path) -> dict[str, Counter[str]]:
    """How often each message and point is in the store, by what their ids begin with."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(data / "store")],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    held: dict[str, Any] = json.loads(done.stdout)
    found: dict[str, Counter[str]] = {}
    for row in held["messages"]:
        for id_ in _ID.findall(row["r"]):
            found.setdefault(row["c"].replace("/", "-"), Counter())[id_] += 1
    for row in held["points"]:
        assert row["v"] == 1.0
        found.setdefault(re.sub(r"-\d+-\d+$", "", row["b"]), Counter())[point_id(row["b"], row["t"])] += 1
    return found


def _is_done(http: httpx2.Client, source: int) -> bool:
    return http.post(f"/api/v1/sources/{source}/run").status_code == 200


def _polling(running: RunningServer, aws: SimulatedAws) -> int:
    """A source that polls CloudWatch every second."""
    path = {
        "type": "CloudWatchPath",
        "limitToRegions": ["us-east-1"],
        "limitToNamespaces": ["crash"],
        "statistics": ["Maximum"],
        "period": 60,
        "delay": 0,
    }
    authentication = {
        "type": "S3BucketAuthentication",
        "awsId": KEY_ID,
        "awsKey": SECRET,
        "endpoint": aws.url,
    }
    resource = {"serviceType": "AwsCloudWatch", "path": path, "authentication": authentication}
    source = {
        "sourceType": "Polling",
        "contentType": "AwsCloudWatch",
        "name": "polled",
        "scanInterval": 1_000,
        "thirdPartyRef": {"resources": [resource]},
    }
    with running.client() as http:
        collector = http.get("/api/v1/collectors/default").json()["collector"]["id"]
        made = http.post(f"/api/v1/collectors/{collector}/sources", json={"source": source})
        assert made.status_code == 201, made.text
        return int(made.json()["source"]["id"])
