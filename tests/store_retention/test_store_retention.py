"""Messages are kept for as many days as is set, and not a day less."""

from datetime import date

import pytest

from sagescope.store.retention import LogRetention
from sagescope.timerange import TimeRange
from store_world import NOW, World, world

DAY_MS = 86_400_000
MIDNIGHT = NOW // DAY_MS * DAY_MS


@pytest.fixture
def here() -> World:
    here = world()
    here.empty()
    return here


def kept(here: World) -> list[str]:
    frame = here.run(
        "_sourceCategory=aged | sort by _messageTime asc", TimeRange(NOW - 40 * DAY_MS, NOW)
    ).frame
    return [str(value) for value in frame.column([c.name for c in frame.columns].index("_raw"))]


def put(here: World, *ages: tuple[str, int]) -> None:
    here.insert({"_raw": text, "_messageTime": at, "_sourceCategory": "aged"} for text, at in ages)


def test_whole_days_are_dropped_once_they_are_old_enough(here: World) -> None:
    put(
        here,
        ("a month old", NOW - 30 * DAY_MS),
        ("the last of a day that goes", MIDNIGHT - 2 * DAY_MS - 1),
        ("the first of a day that stays", MIDNIGHT - 2 * DAY_MS),
        ("now", NOW - 1),
    )
    everything = kept(here)
    assert len(everything) == 4
    assert LogRetention(here.engine, here.clock, 0).drop_old() == []
    assert LogRetention(here.engine, here.clock, 31).drop_old() == []
    assert kept(here) == everything
    assert LogRetention(here.engine, here.clock, 2).drop_old() == [date(2025, 12, 2), date(2025, 12, 29)]
    assert kept(here) == everything[2:]
    assert LogRetention(here.engine, here.clock, 2).drop_old() == []


def test_today_and_what_is_to_come_stays_whatever_is_set(here: World) -> None:
    put(here, ("the first of today", MIDNIGHT), ("tomorrow", NOW + DAY_MS), ("yesterday", MIDNIGHT - 1))
    assert LogRetention(here.engine, here.clock, 1).drop_old() == []
    assert len(here.run("_sourceCategory=aged", TimeRange(NOW - DAY_MS, NOW + 2 * DAY_MS)).frame.table) == 3


def test_messages_of_another_category_go_with_their_day(here: World) -> None:
    here.insert(
        {"_raw": f"m{i}", "_messageTime": NOW - i * DAY_MS, "_sourceCategory": f"c{i % 2}"}
        for i in range(1, 9)
    )
    assert len(LogRetention(here.engine, here.clock, 5).drop_old()) == 3
    left = here.run("* | count by _sourceCategory", TimeRange(NOW - 40 * DAY_MS, NOW))
    assert sorted(left.frame.column(1)) == [2, 3]
