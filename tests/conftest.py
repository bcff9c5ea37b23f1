"""What all tests share: the switch that records SQL, and how many examples hypothesis tries."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from pulling_world import Works
from running_server import RunningServer, eventually
from simulated_aws import SimulatedAws, simulated_aws

# Deadlines make a loaded machine fail tests that are right; the examples of a run stay few unless asked.
settings.register_profile(
    "sagescope",
    max_examples=int(os.environ.get("SAGESCOPE_EXAMPLES", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("sagescope")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--record` writes the SQL of the golden cases instead of comparing it."""
    parser.addoption("--record", action="store_true", help="write the SQL of the golden cases anew")
    parser.addoption("--rounds", type=int, default=4, help="how often the crash tests kill a server")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where processes share the tests, those of a file stay together, and so do those that share a running server."""
    for item in items:
        shared = [name for name in ("demo_server", "server") if name in getattr(item, "fixturenames", ())]
        item.add_marker(pytest.mark.xdist_group(shared[0] if shared else str(item.path)))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A running server without data of its own."""
    running = RunningServer(tmp_path_factory.mktemp("server"))
    running.start()
    yield running
    assert running.stop() == 0, running.output()


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A running server with the demo account, its history posted."""
    running = RunningServer(tmp_path_factory.mktemp("demo"), ("--demo",))
    running.start()
    with running.client() as http:
        # The newest of the history comes last: when CloudTrail of the last hour is there, all is.
        body = {
            "query": "_sourceCategory=aws/observability/cloudtrail/logs | count",
            "from": "-30m",
            "to": "now",
            "histogram": False,
        }

        def loaded() -> bool:
            rows = http.post("/api/v1/search/run", json=body).json()["rows"]
            return bool(rows) and int(rows[0][0]) > 20

        assert eventually(loaded, 600), running.output()
    yield running
    assert running.stop() == 0, running.output()


@pytest.fixture(scope="session")
def aws_process() -> Iterator[SimulatedAws]:
    """A simulated AWS that holds whatever the tests before have left."""
    with simulated_aws() as made:
        yield made


@pytest.fixture
def aws(aws_process: SimulatedAws) -> SimulatedAws:
    """A simulated AWS with nothing in it."""
    aws_process.reset()
    return aws_process


@pytest.fixture(scope="session")
def all_works(tmp_path_factory: pytest.TempPathFactory, aws_process: SimulatedAws) -> Iterator[Works]:
    """Pulled sources that all tests share; each has sources of its own."""
    made = Works(tmp_path_factory.mktemp("works"), aws_process)
    yield made
    made.close()


@pytest.fixture
def works(all_works: Works, aws: SimulatedAws) -> Works:
    """Pulled sources over an empty AWS."""
    return all_works
