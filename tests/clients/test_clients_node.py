"""What programs in JavaScript send with: `sumo-logger`, and winston with `winston-sumologic-transport`.

They are installed into a temporary folder when the tests run, and are no part of the page.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from running_server import RunningServer, eventually

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("sumo-logger@2.8.1", "winston@3.19.0", "winston-sumologic-transport@5.5.2")


class Programs:
    """Runs programs in a folder that holds the packages."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder, self._environment = folder, environment

    def run(self, program: str, *arguments: str) -> None:
        """Run a program with arguments until it ends by itself."""
        done = subprocess.run(
            ["node", "-", *arguments],
            input=program,
            cwd=self._folder,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    """The packages, installed by the npm that builds the page."""
    found = subprocess.run(
        [sys.executable, "-c", "import build_assets; print(build_assets.npm_command()[0])"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if found.returncode != 0:
        pytest.skip("npm is not installed")
    npm, folder = Path(found.stdout.strip()), tmp_path_factory.mktemp("node")
    environment = {**os.environ, "PATH": os.pathsep.join([str(npm.parent), os.environ.get("PATH", "")])}
    options = (
        "--no-save",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefer-offline",
        "--prefix",
        ".",
    )
    try:
        done = subprocess.run(
            [str(npm), "install", *options, *PACKAGES],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
    except subprocess.TimeoutExpired:
        pytest.skip("npm cannot install the clients: the registry does not answer")
    if done.returncode != 0:
        reason = next((line for line in done.stderr.splitlines() if " code " in line), done.stderr[-200:])
        pytest.skip(f"npm cannot install the clients: {reason}")
    return Programs(folder, environment)


LOGGER = """
const SumoLogger = require('sumo-logger');
const [endpoint, mode] = process.argv.slice(2);
const logger = new SumoLogger({
  endpoint,
  sourceName: 'app.js', hostName: 'node-host', sourceCategory: `tests/node/${mode || 'logs'}`,
  clientUrl: 'https://example.com/page', sessionKey: 'session-1',
  raw: mode === 'raw', graphite: mode === 'graphite', carbon2: mode === 'carbon2',
  onError: (wrong) => { console.error(wrong); process.exit(1); },
});
const texts = {
  raw: ['raw from node ünï', 'second raw from node'],
  graphite: [{ path: 'node.graphited', value: 6 }],
  carbon2: [{ intrinsic_tags: 'metric=node_carboned queue=q', meta_tags: 'unit=s', value: 7 }],
};
logger.log(texts[mode] || ['logged by node ünï', { event: 'second', value: 77 }]);
"""


def test_sumo_logger_sends_objects(server: RunningServer, programs: Programs) -> None:
    programs.run(LOGGER, server.source("node logs"))
    rows = server.records("_sourceCategory=tests/node/logs")
    held = [json.loads(row["_raw"]) for row in rows]
    # Text is wrapped; an object gets the same keys beside its own.
    assert [one["msg"] for one in held if "msg" in one] == ["logged by node ünï"]
    assert [(one["event"], one["value"]) for one in held if "event" in one] == [("second", 77)]
    assert len(held) == 2
    assert {one["sessionId"] for one in held} == {"session-1"}
    assert {(row["_sourceHost"], row["_sourceName"]) for row in rows} == {("node-host", "app.js")}


def test_sumo_logger_sends_text(server: RunningServer, programs: Programs) -> None:
    programs.run(LOGGER, server.source("node raw"), "raw")
    texts = {row["_raw"] for row in server.records("_sourceCategory=tests/node/raw")}
    assert texts == {"raw from node ünï", "second raw from node"}


@pytest.mark.parametrize(
    ("mode", "query", "value"),
    [
        ("graphite", "metric=graphited _rawName=node.graphited", 6),
        ("carbon2", "metric=node_carboned queue=q", 7),
    ],
)
def test_sumo_logger_sends_metrics(
    server: RunningServer, programs: Programs, mode: str, query: str, value: int
) -> None:
    programs.run(LOGGER, server.source(f"node {mode}"), mode)
    given = f"{query} _sourceCategory=tests/node/{mode} _sourceHost=node-host"
    done = server.command("metrics", given, "--from", "-10m", "--to", "+10m", "--format", "ndjson")
    assert done.returncode == 0, done.stderr
    assert {json.loads(row)["value"] for row in done.stdout.splitlines()} == {value}


WINSTON = """
const winston = require('winston');
const { SumoLogic } = require('winston-sumologic-transport');
const transport = new SumoLogic({
  url: process.argv[2], interval: 100, label: 'train', meta: { team: 'infra' },
  customSourceCategory: 'tests/node/winston', customSourceHost: 'winston-host', customSourceName: 'w.js',
  onError: (wrong) => { console.error(wrong); process.exit(1); },
});
const logger = winston.createLogger({ transports: [transport] });
logger.info('told by winston', { job: 'j-1' });
logger.error('failed by winston');
setInterval(() => transport._waitingLogs.length || process.exit(0), 50);
"""


def test_winston_sends_by_its_transport(server: RunningServer, programs: Programs) -> None:
    programs.run(WINSTON, server.source("winston"))

    def rows() -> list[dict[str, object]]:
        return server.records('_sourceCategory=tests/node/winston | json "message", "level", "meta.team"')

    found = eventually(lambda: len(held := rows()) == 2 and held)
    assert {(row["message"], row["level"], row["meta.team"]) for row in found} == {
        ("[train] told by winston", "info", "infra"),
        ("[train] failed by winston", "error", "infra"),
    }
    assert {(row["_sourceHost"], row["_sourceName"]) for row in found} == {("winston-host", "w.js")}
    # The level that messages without another one get by what they say.
    assert {row["_loglevel"] for row in found} == {"INFO", "ERROR"}
