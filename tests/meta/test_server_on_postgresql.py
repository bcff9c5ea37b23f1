"""The whole product with its metadata in PostgreSQL, as a person uses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from meta_databases import ON_POSTGRESQL, empty_address

from running_server import RunningServer, eventually

pytestmark = ON_POSTGRESQL


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with empty_address("postgresql", tmp_path) as address:
        running = RunningServer(tmp_path / "data", environment={"SAGESCOPE_META": address})
        running.start()
        yield running
        running.kill()


def command(server: RunningServer, *words: str) -> str:
    done = server.command(*words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_apps_data_and_monitors_live_through_a_restart(server: RunningServer) -> None:
    command(server, "apps", "install", "amazon-sagemaker", "--version", "1.0.0")
    command(server, "apps", "upgrade", "amazon-sagemaker")
    address = server.source("trail", category="aws/observability/cloudtrail/logs")
    with server.client() as http:
        http.post(address, content=b'{"eventName": "DeleteEndpoint"}\n').raise_for_status()
        query = {"query": '* | json "eventName" | count by eventName', "from": "-1h", "to": "now"}

        def found() -> bool:
            rows = http.post("/api/v1/search/run", json=query).json()["rows"]
            return [list(map(str, row)) for row in rows] == [["DeleteEndpoint", "1"]]

        assert eventually(found, 30)
        job = http.post(
            "/api/v1/search/jobs",
            json={"query": "*", "from": "2020-01-01T00:00:00", "to": "2030-01-01T00:00:00"},
        )
        assert job.status_code == 202, job.text
    before = command(server, "monitors", "list", "--format", "json")
    assert "Amazon SageMaker - " in before
    server.kill()
    server.start()
    with server.client() as http:
        assert eventually(found, 30)
    assert command(server, "monitors", "list", "--format", "json") != "[]"
    command(server, "apps", "uninstall", "amazon-sagemaker")
    assert "Amazon SageMaker - " not in command(server, "monitors", "list", "--format", "json")
