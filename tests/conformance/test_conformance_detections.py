"""Detection rules find in real CloudTrail records exactly what they have to."""

import pytest

from conformance.detections import Rule, detect, insert_records, rules
from store_world import World, world

RULES = rules()
pytestmark = pytest.mark.skipif(not RULES, reason="the corpus is not beside the repository")


@pytest.fixture(scope="module")
def here() -> World:
    """The store with all records."""
    made = world()
    made.empty()
    insert_records(made)
    return made


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_its_records(rule: Rule, here: World) -> None:
    for detection in detect(here, rule):
        assert detection.found == detection.expected, detection.records
