"""What tests of pulled sources share."""

from collections.abc import Iterator

import pytest
from pulling_world import Works

from simulated_aws import SimulatedAws


@pytest.fixture(scope="package")
def all_works(tmp_path_factory: pytest.TempPathFactory, aws_process: SimulatedAws) -> Iterator[Works]:
    """Pulled sources that all tests share; each has sources of its own."""
    made = Works(tmp_path_factory.mktemp("works"), aws_process)
    yield made
    made.close()


@pytest.fixture
def works(all_works: Works, aws: SimulatedAws) -> Works:
    """Pulled sources over an empty AWS."""
    all_works.clock.advance(1)
    return all_works
