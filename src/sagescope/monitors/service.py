"""The runner of monitors: wakes, looks at what is due, and writes what came of it in one transaction."""

import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import structlog

from sagescope.clock import Clock
from sagescope.durations import UNITS
from sagescope.errors import Refusal, ServerFault
from sagescope.ids import hex_id
from sagescope.meta.db import Database
from sagescope.meta.repositories import alerts, leases, monitor_state, monitors, outbox
from sagescope.meta.repositories.monitor_state import Held, Run, Standing
from sagescope.model.alert import Group, Look, Outcome
from sagescope.model.monitor import Kind, Monitor
from sagescope.model.monitor_item import MonitorItem
from sagescope.monitors.backtest import MOST_LOOKS, Backtest, backtest
from sagescope.monitors.conditions import Open
from sagescope.monitors.looking import Looked, look
from sagescope.monitors.observation import Observation, Observer
from sagescope.monitors.policies import Policy, policies_of
from sagescope.monitors.recording import Recorder
from sagescope.monitors.schedule import due, interval_of, is_ahead, jitter_of, window_of
from sagescope.monitors.tree import monitor_of
from sagescope.recurring import Recurring
from sagescope.timerange import TimeRange

_log = structlog.get_logger("sagescope.monitors")

LEASE = 150 * UNITS["s"]
"""Longer than the queries of a look take."""

CLAIMED_AT_ONCE = 8
"""Monitors that a thread claims in one transaction; they wait for each other."""

QUIET_DAYS = 3
"""Records of looks at which nothing changed are kept for as long."""

_FAILED = "The server failed to look at it; its log has the reason."


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A version of a monitor as it is looked at; `interval` is in milliseconds."""

    version: int
    monitor: Monitor
    policies: Sequence[Policy]
    interval: int

    @property
    def questions(self) -> tuple[str, ...]:
        """What it asks; monitors that ask the same have the same."""
        return tuple(row.query for row in self.monitor.queries)


@dataclass(frozen=True, slots=True)
class _Task:
    """The looks at one monitor that are due."""

    item: MonitorItem
    prepared: _Prepared
    times: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Claim:
    """Where a monitor stands, read with the claim to look at it."""

    run: Run | None
    held: Sequence[Held]


class MonitorRunner:
    """Looks at the monitors that are due."""

    def __init__(
        self, database: Database, observer: Observer, clock: Clock, recorder: Recorder, workers: int = 2
    ) -> None:
        self._database = database
        self._observer = observer
        self._clock = clock
        self._recorder = recorder
        self._owner = hex_id()
        self._prepared: dict[str, _Prepared] = {}
        self._workers = workers
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="monitors")
        self._patient = ThreadPoolExecutor(1, thread_name_prefix="monitors-failing")
        self._under_way: set[str] = set()
        self._lock = threading.Lock()

    def run_due(self, *, wait: bool = True) -> int:
        """Take all looks that are due now; how many there were.

        Monitors whose last look failed have a thread of their own, so that those whose queries run out of time keep
        no others waiting; with `wait` False they are not waited for.
        """
        with self._database.reading() as session:
            items = monitors.listed(session, enabled=True)
            standings = monitor_state.standings(session)
        now = self._clock.now()
        sound: list[_Task] = []
        failing: list[_Task] = []
        for item in items:
            standing = standings.get(item.id)
            task = self._task(item, standing, now)
            if task is not None:
                (failing if standing is not None and standing.error else sound).append(task)
        # Equal queries come together, so that their answer is still there for the second one.
        sound.sort(key=lambda task: task.prepared.questions)
        observer = self._observer.sharing()
        later = [self._patient.submit(self._run_all, [task], observer) for task in failing]
        taken = self._spread(sound, observer)
        return taken + (sum(future.result() for future in later) if wait else 0)

    def _spread(self, tasks: Sequence["_Task"], observer: Observer) -> int:
        """Run tasks in all threads, a few at a time, so that claims are few transactions and nobody waits long."""
        size = min(CLAIMED_AT_ONCE, -(-len(tasks) // self._workers)) or 1
        parts = [tasks[at : at + size] for at in range(0, len(tasks), size)]
        return sum(self._pool.map(lambda part: self._run_all(part, observer), parts))

    def interval_of(self, monitor: Monitor) -> int:
        """Milliseconds between two looks at a monitor that need not be stored."""
        timeslice = None
        if monitor.monitor_type == "Logs" and any(p.deviation for p in policies_of(monitor)):
            try:
                timeslice = self._observer.timeslice(monitor)
            except Refusal:
                # The look tells what is wrong with the query.
                timeslice = None
        return interval_of(monitor, timeslice)

    def test(self, monitor: Monitor, range_: TimeRange, most: int = MOST_LOOKS) -> Backtest:
        """What a monitor would have done in a range, by at most `most` looks at each condition."""

        observer = self._observer.over_time()

        def observe(policy: Policy, at: int) -> Observation:
            return observer.observe(monitor, policy, at)

        return backtest(monitor, range_, self.interval_of(monitor), observe, most)

    def tidy(self, days: int) -> None:
        """Delete what is older than so many days."""
        now = self._clock.now()
        before = now - days * UNITS["d"]
        with self._database.session() as session:
            monitor_state.remove_looks(session, before, now - min(days, QUIET_DAYS) * UNITS["d"])
            alerts.remove(session, before)
            outbox.remove(session, before)
            leases.remove_expired(session, now)

    def close(self) -> None:
        """Stop, after the looks that are under way."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._patient.shutdown(wait=True, cancel_futures=True)

    def _prepare(self, item: MonitorItem) -> "_Prepared":
        """What is read of an item, remembered until it is changed."""
        found = self._prepared.get(item.id)
        if found is None or found.version != item.version:
            monitor = monitor_of(item)
            found = _Prepared(item.version, monitor, policies_of(monitor), self.interval_of(monitor))
            self._prepared[item.id] = found
        return found

    def _task(self, item: MonitorItem, standing: Standing | None, now: int) -> "_Task | None":
        """The looks at a monitor that are due; None where there are none, or it is being looked at."""
        try:
            prepared = self._prepare(item)
        except (Refusal, ServerFault) as wrong:
            _log.error("monitor not looked at", monitor=item.id, error=str(wrong))
            return None
        last = None if standing is None else standing.at
        times = due(last, now, prepared.interval, jitter_of(item.id)).times
        with self._lock:
            if not prepared.policies or not times or item.id in self._under_way:
                return None
            self._under_way.add(item.id)
        return _Task(item, prepared, times)

    def _run_all(self, tasks: Sequence["_Task"], observer: Observer) -> int:
        """Take the looks of some monitors; how many were taken."""
        try:
            claims = self._claimed([(task.item.id, task.times[0]) for task in tasks])
            return sum(self._run(task, claims.get(task.item.id), observer) for task in tasks)
        except (Refusal, ServerFault) as wrong:
            _log.error("monitors not looked at", error=str(wrong))
            return 0
        finally:
            with self._lock:
                self._under_way.difference_update(task.item.id for task in tasks)

    def _run(self, task: "_Task", claim: "_Claim | None", observer: Observer) -> int:
        taken = 0
        try:
            for at in task.times:
                if taken:
                    claim = self._claimed([(task.item.id, at)]).get(task.item.id)
                if claim is None or not self._take(task, at, claim, observer):
                    break
                taken += 1
        except (Refusal, ServerFault) as wrong:
            _log.error("monitor not looked at", monitor=task.item.id, error=str(wrong))
        return taken

    def _claimed(self, looks: Sequence[tuple[str, int]]) -> dict[str, "_Claim"]:
        """Where the monitors stand whose looks nobody else has in hand, by their ids; one transaction."""
        found: dict[str, _Claim] = {}
        with self._database.session() as session:
            now = self._clock.now()
            for monitor, at in looks:
                if leases.acquire(session, "monitor", f"{monitor}/{at}", self._owner, now, LEASE):
                    run = monitor_state.run_of(session, monitor)
                    held = monitor_state.open_alerts(session, monitor).get(monitor, [])
                    found[monitor] = _Claim(run, held)
        return found

    def _take(self, task: "_Task", at: int, claim: "_Claim", observer: Observer) -> bool:
        """One look at all conditions of a monitor; False where somebody else has taken it."""
        item, prepared = task.item, task.prepared
        lease = (f"{item.id}/{at}", self._owner)
        recorded = False
        try:
            if claim.run is None or claim.run.at < at or is_ahead(claim.run.at, self._clock.now()):
                looked, error = self._look(item, prepared, at, claim, observer)
                recorded = self._recorder.record(
                    item, prepared.monitor, at, claim.run, claim.held, looked, error, lease
                )
        finally:
            # The record ends the lease in its own transaction.
            if not recorded:
                with self._database.session() as session:
                    leases.release(session, "monitor", *lease)
        return recorded

    def _look(
        self,
        item: MonitorItem,
        prepared: "_Prepared",
        at: int,
        claim: "_Claim",
        observer: Observer,
    ) -> tuple[list[tuple[Policy, Looked | Look, Observation | None]], str]:
        """What came of looking at each condition, and why one could not be looked at."""
        monitor, run = prepared.monitor, claim.run
        known = run.known if run is not None and run.version == item.version else {}
        found: list[tuple[Policy, Looked | Look, Observation | None]] = []
        error = ""
        for policy in prepared.policies:
            try:
                seen = observer.observe(monitor, policy, at)
            except Refusal as refused:
                error = refused.faults[0].sentence
            except Exception as wrong:
                # A look that fails is a state that people see, whatever it failed for.
                _log.error("look failed", monitor=item.id, exc_info=wrong)
                error = _FAILED
            else:
                looked = look(item.id, monitor, policy, at, seen, opened(claim.held, policy.kind, at), known)
                known = looked.known
                found.append((policy, looked, seen))
                continue
            window = window_of(monitor, at, policy.window)
            failed = Look(item.id, policy.kind, at, window.start, window.end, Outcome.ERROR, None, error)
            found.append((policy, failed, None))
        return found, error


def opened(held: Sequence[Held], kind: Kind, at: int) -> Mapping[Group, Open]:
    """The open alerts of a kind, as decisions are made on them at a time.

    Of those from after it, when the clock was wrong, nothing is known but that they are open.
    """
    return {
        one.group: Open(one.opened, one.last, one.clear_from)
        if one.last < at
        else Open(min(one.opened, at), at - 1)
        for one in held
        if one.kind is kind
    }


def monitor_task(runner: MonitorRunner, clock: Clock, seconds: float, history_days: int) -> Recurring:
    """Runs what is due every few seconds, and tidies every hour; a stop waits for the looks that are under way."""
    tidied = 0

    def run() -> None:
        nonlocal tidied
        runner.run_due(wait=False)
        if clock.now() - tidied > UNITS["h"]:
            tidied = clock.now()
            runner.tidy(history_days)

    return Recurring(
        "monitors",
        seconds,
        run,
        lambda wrong: _log.error("monitors not run", error=str(wrong)),
        after=runner.close,
        patience=90.0,
    )
