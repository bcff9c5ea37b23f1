"""Answers to the questions of panels: equal questions that are asked at a time are run once, few at once.

Whoever asked may leave; when the last one has, the query is stopped in the engine. An answer is kept until something
comes that could change it.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import structlog

from sagescope.clock import Clock
from sagescope.dashboards.kept import MOST_BYTES, Kept, KeptSlices
from sagescope.dashboards.panels import LogQuestion, MetricQuestion, Question
from sagescope.errors import Fault, Refusal
from sagescope.ids import sortable_id
from sagescope.search.metrics import MetricOutcome, MetricRequest, MetricService
from sagescope.search.service import Outcome, SearchRequest, SearchService
from sagescope.search.slices import depends_on_messages_alone
from sagescope.search.stopping import Stopping
from sagescope.store.arrivals import Arrivals
from sagescope.store.schema import Store
from sagescope.store.tables.logs import LANDING
from sagescope.store.tables.metrics import POINTS
from sagescope.telemetry import SEARCH_SECONDS, SEARCHES

_log = structlog.get_logger("sagescope.dashboards")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave, or why it gave nothing; `statements` is the SQL that ran, `seconds` its time."""

    result: Outcome | MetricOutcome | None
    faults: tuple[Fault, ...] = ()
    statements: tuple[str, ...] = ()
    seconds: float = 0.0
    cached: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    """An answer that is kept, and the mark of what had come before it."""

    answer: Answer
    mark: int


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

    def __init__(
        self,
        store: Store,
        search: SearchService,
        metrics: MetricService,
        clock: Clock,
        workers: int = 4,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._store = store
        self._search = search
        self._metrics = metrics
        self._clock = clock
        self._messages = store.engine.arrivals(LANDING, "message_time")
        self._points = store.engine.arrivals(POINTS, "time")
        self._slices = KeptSlices(self._messages, most_bytes)
        self._results: Kept[_Held] = Kept(most_bytes)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="dashboards")
        self._flights: dict[Question, _Flight] = {}
        self._lock = threading.Lock()

    def ask(self, question: Question, *, anew: bool = False) -> Ticket:
        """Begin to answer a question, or wait for the answer that somebody else is waiting for.

        With `anew` nothing that is kept counts.
        """
        if not anew and (answer := self._kept(question)) is not None:
            done: Future[Answer] = Future()
            done.set_result(answer)
            return Ticket(done, lambda: None)
        with self._lock:
            flight = self._flights.get(question)
            if flight is None:
                flight = _Flight(Stopping(sortable_id(self._clock)))
                self._flights[question] = flight
                flight.work = self._pool.submit(self._fly, question, flight, anew=anew)
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

    def _kept(self, question: Question) -> Answer | None:
        """The answer that is kept, where nothing has come that could change it."""
        held = self._results.get((question, self._store.catalog))
        if held is None:
            return None
        oldest = self._arrivals(question).oldest_since(held.mark)
        if oldest is not None and oldest < question.range.end:
            return None
        return replace(held.answer, seconds=0.0, cached=True)

    def _arrivals(self, question: Question) -> Arrivals:
        return self._messages if isinstance(question, LogQuestion) else self._points

    def _fly(self, question: Question, flight: _Flight, *, anew: bool) -> None:
        started = time.perf_counter()
        kind = "logs" if isinstance(question, LogQuestion) else "metrics"
        try:
            flight.stopping.check()
            catalog, mark = self._store.catalog, self._arrivals(question).mark()
            with SEARCH_SECONDS.labels(kind).time():
                answer, size = self._answer(question, flight.stopping, started, anew=anew)
            if size is not None:
                self._results.put((question, catalog), _Held(answer, mark), size + 2_000)
        except Refusal as refused:
            answer = Answer(None, refused.faults, seconds=time.perf_counter() - started)
        except Exception as wrong:
            # Whatever it is, the other panels show.
            label = flight.stopping.label
            _log.error("a panel's query failed", id=label, question=question, exc_info=wrong)
            answer = Answer(None, (_failed(label),), seconds=time.perf_counter() - started)
        SEARCHES.labels(kind, "done" if answer.result is not None else "failed").inc()
        with self._lock:
            if self._flights.get(question) is flight:
                del self._flights[question]
        flight.future.set_result(answer)

    def _answer(
        self, question: Question, stopping: Stopping, started: float, *, anew: bool
    ) -> tuple[Answer, int | None]:
        """The answer, and its size in bytes; None where it depends on more than what is stored, and is not kept."""
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
                outcome = self._search.run(request, stopping, None if anew else self._slices)
                compiled = outcome.compiled
                assert compiled is not None
                texts = self._search.statements(compiled)
                repeatable = depends_on_messages_alone(compiled, self._store.catalog)
                # Trees are not needed any more, and are larger than most results.
                outcome = replace(outcome, compiled=None)
                answer = Answer(outcome, (), tuple(texts), time.perf_counter() - started)
                return answer, outcome.frame.table.nbytes if repeatable else None
            case MetricQuestion():
                row, *others = (
                    MetricRequest(letter, text, limit=question.limit) for letter, text in question.rows
                )
                result = self._metrics.run_row(row, question.range, others, stopping)
                texts = self._metrics.statements(result.compiled) if result.compiled else []
                result = replace(result, compiled=None)
                answer = Answer(result, (), tuple(texts), time.perf_counter() - started)
                # Two lists of Python's numbers.
                return answer, sum(64 * len(one.times) + 500 for one in result.series)


def _failed(label: str) -> Fault:
    return Fault(
        "server.error",
        "Something went wrong on the server.",
        f"Its log has the details under {label}.",
    )
