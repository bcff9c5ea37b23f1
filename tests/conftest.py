"""What all tests share: the switch that records SQL, and how many examples hypothesis tries."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler.loadscope import LoadScopeScheduling

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
    parser.addoption("--rounds", type=int, default=2, help="how often the crash tests kill a server")


class _ByServer(LoadScopeScheduling):  # type: ignore[misc]
    """Gives each process whole files, and to one process all that look at the same running server."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.split("::", 1)[0]
        return next((server for server, paths in _SHARING.items() if path.startswith(paths)), path)


_SHARING = {
    "demo_server": ("tests/browser/", "tests/account/", "tests/apps/test_apps_api.py"),
    "server": (
        "tests/api/",
        "tests/clients/",
        "tests/cli/test_cli_dashboards.py",
        "tests/sources/test_sources_server.py",
        "tests/sources/test_sources_replay.py",
        "tests/sources/test_sources_rules.py",
    ),
}


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Each process of several has servers of its own, which take long to begin.

    Files come in their order: those with most tests first would leave few long ones to the end, and one process idle.
    """
    config.option.loadscopereorder = False
    return _ByServer(config, log)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes are called by their argument: packed at a certain time they differ from process to process."""
    return argname if isinstance(val, bytes) else None


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
    # Its sources do not come to their ends together, so what one of them has posted tells nothing of the others.
    assert eventually(lambda: "100% of its history" in running.output(), 600), running.output()
    yield running
    assert running.stop() == 0, running.output()


@pytest.fixture
def own_aws() -> Iterator[SimulatedAws]:
    """A simulated AWS that nothing else uses meanwhile, for servers that are killed."""
    with simulated_aws() as made:
        yield made


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
