"""Questions are run once for all who ask, stopped when nobody waits, kept until something comes."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from sagescope.api.routes.dashboard_data import _lines
from sagescope.dashboards.answers import Answers
from sagescope.dashboards.panels import LogQuestion, MetricQuestion
from sagescope.dashboards.service import DashboardData, DataRequest
from sagescope.dashboards.variables import Variables
from sagescope.library.exchange import dashboard_of
from sagescope.search.service import Outcome, SearchRequest, SearchService
from sagescope.search.slices import SliceKeeper
from sagescope.search.stopping import Stopping
from sagescope.timerange import TimeRange
from store_world import DAY, NOW, World, world

MINUTE = 60_000
COUNT = LogQuestion("_sourceCategory=answers | count", DAY)


class Slow(SearchService):
    """A service whose runs wait until they are let go, or stopped."""

    gate: threading.Event
    began: threading.Event
    runs: int

    def run(
        self, request: SearchRequest, stopping: Stopping | None = None, slices: SliceKeeper | None = None
    ) -> Outcome:
        self.runs += 1
        self.began.set()
        while not self.gate.wait(0.01):
            if stopping is not None and stopping.event.is_set():
                break
        return super().run(request, stopping, slices)


@pytest.fixture
def slow() -> Iterator[Slow]:
    here = world()
    made = Slow(here.store, here.clock, here.search.limits)
    made.gate, made.began, made.runs = threading.Event(), threading.Event(), 0
    yield made
    made.gate.set()
    made.close()


@pytest.fixture
def answers(slow: Slow) -> Iterator[Answers]:
    here = world()
    here.empty()
    here.insert(
        {"_raw": "x", "_sourceCategory": "answers", "_messageTime": NOW - at * MINUTE} for at in (1, 2, 3)
    )
    made = Answers(here.store, slow, here.metrics, here.clock, workers=1)
    yield made
    slow.gate.set()
    made.close()


def count(answers: Answers, question: LogQuestion = COUNT, *, anew: bool = False) -> tuple[object, bool]:
    """The only value of the answer, and whether it was kept."""
    answer = answers.ask(question, anew=anew).future.result(30)
    assert isinstance(answer.result, Outcome), answer.faults
    return answer.result.frame.column(0)[0], answer.cached


def test_equal_questions_run_once(slow: Slow, answers: Answers) -> None:
    tickets = [answers.ask(COUNT) for _ in range(3)]
    tickets[0].leave()
    tickets[0].leave()
    slow.gate.set()
    assert len({id(ticket.future.result(30)) for ticket in tickets}) == 1
    assert slow.runs == 1


def test_the_last_to_leave_stops_the_query(slow: Slow, answers: Answers) -> None:
    tickets = [answers.ask(COUNT), answers.ask(COUNT)]
    waiting = answers.ask(replace(COUNT, text="_sourceCategory=answers"))
    assert slow.began.wait(30)
    # One that waits for its turn is taken out of the row.
    waiting.leave()
    for ticket in tickets:
        assert not ticket.future.done()
        ticket.leave()
    assert [fault.code for fault in tickets[0].future.result(30).faults] == ["search.cancelled"]
    slow.gate.set()
    # Who asks from then on is answered.
    assert count(answers)[0] == 3
    assert slow.runs == 2


def test_answers_are_kept_until_something_comes(slow: Slow, answers: Answers) -> None:
    slow.gate.set()
    here = world()
    past = replace(COUNT, range=TimeRange(DAY.start, NOW - 150_000))
    assert [count(answers), count(answers), count(answers, past), count(answers, past)] == [
        (3, False), (3, True), (1, False), (1, True),
    ]  # fmt: skip
    here.insert([{"_raw": "new", "_sourceCategory": "answers", "_messageTime": NOW - MINUTE}])
    assert [count(answers), count(answers, past)] == [(4, False), (1, True)]
    # Late data counts too.
    here.insert([{"_raw": "late", "_sourceCategory": "answers", "_messageTime": NOW - 200_000}])
    assert [count(answers), count(answers, past), count(answers, past)] == [(5, False), (2, False), (2, True)]
    assert count(answers, past, anew=True) == (2, False)
    # Another catalog, another answer.
    here.store.set_macros([])
    assert count(answers, past)[1] is False


@pytest.mark.parametrize(
    "text",
    [
        "_sourceCategory=answers | now() as n | count",
        "_sourceCategory=answers [subquery: x | compose _sourceHost] | count",
    ],
)
def test_what_may_change_by_itself_is_not_kept(slow: Slow, answers: Answers, text: str) -> None:
    slow.gate.set()
    question = LogQuestion(text, DAY)
    assert [answers.ask(question).future.result(30).cached for _ in range(2)] == [False, False]


def test_points_change_rows_of_metrics(slow: Slow, answers: Answers) -> None:
    here = world()
    here.insert_points([({"metric": "m", "host": "a"}, [(NOW - MINUTE, 1.0)])])
    question = MetricQuestion((("A", "metric=m"),), DAY)
    kept = [answers.ask(question).future.result(30).cached for _ in range(2)]
    here.insert_points([({"metric": "m", "host": "a"}, [(NOW - 2 * MINUTE, 1.0)])])
    assert [*kept, answers.ask(question).future.result(30).cached] == [False, True, False]


def test_a_reader_that_leaves_stops_the_dashboard(slow: Slow, answers: Answers) -> None:
    here: World = world()
    data = DashboardData(answers, Variables(here.store, answers), here.clock)
    board = dashboard_of({"title": "t", "panels": [{"key": "a", "queries": [{"queryString": COUNT.text}]}]})

    class Gone:
        async def is_disconnected(self) -> bool:
            return True

    async def read() -> list[bytes]:
        run = data.run(DataRequest(board))
        return [line async for line in _lines(run, Gone())]  # type: ignore[arg-type]

    lines = asyncio.run(read())
    assert len(lines) == 1
    assert b'"start"' in lines[0]
    # Its query was stopped: the only worker is free again.
    slow.gate.set()
    assert count(answers)[0] == 3
