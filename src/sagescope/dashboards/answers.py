"""Answers to the questions of panels: equal questions that are asked at a time are run once, few at once.

Whoever asked may leave; when the last one has, the query is stopped in the engine.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import structlog

from sagescope.clock import Clock
from sagescope.dashboards.panels import LogQuestion, MetricQuestion, Question
from sagescope.errors import Fault, Refusal
from sagescope.ids import sortable_id
from sagescope.search.metrics import MetricOutcome, MetricRequest, MetricService
from sagescope.search.service import Outcome, SearchRequest, SearchService
from sagescope.search.stopping import Stopping

_log = structlog.get_logger("sagescope.dashboards")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave, or why it gave nothing; `statements` is the SQL that ran, `seconds` its time."""

    result: Outcome | MetricOutcome | None
    faults: tuple[Fault, ...] = ()
    statements: tuple[str, ...] = ()
    seconds: float = 0.0
    cached: bool = False


@dataclass(slots=True)
class _Flight:
    """A question that is being answered, and how many wait for it."""

    stopping: Stopping
    future: "Future[Answer]" = field(default_factory=lambda: Future[Answer]())
    work: "Future[None] | None" = None
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Ticket:
    """A place of one who waits for an answer; `leave` gives it up."""

    future: "Future[Answer]"
    leave: Callable[[], None]


class Answers:
    """Runs questions on threads of its own, `workers` at once."""

    def __init__(self, search: SearchService, metrics: MetricService, clock: Clock, workers: int = 4) -> None:
        self._search = search
        self._metrics = metrics
        self._clock = clock
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="dashboards")
        self._flights: dict[Question, _Flight] = {}
        self._lock = threading.Lock()

    def ask(self, question: Question) -> Ticket:
        """Begin to answer a question, or wait for the answer that somebody else is waiting for."""
        with self._lock:
            flight = self._flights.get(question)
            if flight is None:
                flight = _Flight(Stopping(sortable_id(self._clock)))
                self._flights[question] = flight
                flight.work = self._pool.submit(self._fly, question, flight)
            flight.waiting += 1
        left = threading.Event()

        def leave() -> None:
            if not left.is_set():
                left.set()
                self._leave(question, flight)

        return Ticket(flight.future, leave)

    def close(self) -> None:
        """Stop what is under way and take nothing more."""
        with self._lock:
            flights = list(self._flights.items())
        for question, flight in flights:
            self._stop(question, flight)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _leave(self, question: Question, flight: _Flight) -> None:
        with self._lock:
            flight.waiting -= 1
            last = flight.waiting == 0 and not flight.future.done()
            if last and self._flights.get(question) is flight:
                # Who asks from now on is not to get the end of a run that was stopped.
                del self._flights[question]
        if last:
            self._stop(question, flight)

    def _stop(self, question: Question, flight: _Flight) -> None:
        if flight.work is not None and flight.work.cancel():
            return
        if isinstance(question, LogQuestion):
            self._search.stop_run(flight.stopping)
        else:
            self._metrics.stop(flight.stopping)

    def _fly(self, question: Question, flight: _Flight) -> None:
        started = time.perf_counter()
        try:
            flight.stopping.check()
            answer = self._answer(question, flight.stopping, started)
        except Refusal as refused:
            answer = Answer(None, refused.faults, seconds=time.perf_counter() - started)
        except Exception as wrong:
            # Whatever it is, the other panels show.
            label = flight.stopping.label
            _log.error("a panel's query failed", id=label, question=question, exc_info=wrong)
            answer = Answer(None, (_failed(label),), seconds=time.perf_counter() - started)
        with self._lock:
            if self._flights.get(question) is flight:
                del self._flights[question]
        flight.future.set_result(answer)

    def _answer(self, question: Question, stopping: Stopping, started: float) -> Answer:
        match question:
            case LogQuestion():
                request = SearchRequest(
                    question.text,
                    question.range,
                    question.zone_offset,
                    question.most,
                    histogram=False,
                    auto_parse=question.auto_parse,
                )
                outcome = self._search.run(request, stopping)
                statements = self._search.statements(self._search.compile(request))
                return Answer(outcome, (), tuple(statements), time.perf_counter() - started)
            case MetricQuestion():
                row, *others = (
                    MetricRequest(letter, text, limit=question.limit) for letter, text in question.rows
                )
                result = self._metrics.run_row(row, question.range, others, stopping)
                compiled = self._metrics.compile(row, question.range, others)
                return Answer(
                    result, (), tuple(self._metrics.statements(compiled)), time.perf_counter() - started
                )


def _failed(label: str) -> Fault:
    return Fault(
        "server.error",
        "Something went wrong on the server.",
        f"Its log has the details under {label}.",
    )
