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
from sagescope.monitors.schedule import due, interval_of, jitter_of, window_of
from sagescope.monitors.tree import monitor_of
from sagescope.timerange import TimeRange

_log = structlog.get_logger("sagescope.monitors")

LEASE = 150 * UNITS["s"]
"""Longer than the queries of a look take."""

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
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="monitors")

    def run_due(self) -> int:
        """Take all looks that are due now; how many there were."""
        with self._database.reading() as session:
            items = monitors.listed(session, enabled=True)
            standings = monitor_state.standings(session)
        now = self._clock.now()
        return sum(self._pool.map(lambda item: self._run_item(item, standings.get(item.id), now), items))

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

        def observe(policy: Policy, at: int) -> Observation:
            return self._observer.observe(monitor, policy, at)

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

    def _prepare(self, item: MonitorItem) -> "_Prepared":
        """What is read of an item, remembered until it is changed."""
        found = self._prepared.get(item.id)
        if found is None or found.version != item.version:
            monitor = monitor_of(item)
            found = _Prepared(item.version, monitor, policies_of(monitor), self.interval_of(monitor))
            self._prepared[item.id] = found
        return found

    def _run_item(self, item: MonitorItem, standing: Standing | None, now: int) -> int:
        try:
            prepared = self._prepare(item)
            if not prepared.policies:
                return 0
            last = None if standing is None else standing.at
            taken = 0
            for at in due(last, now, prepared.interval, jitter_of(item.id)).times:
                if not self._take(item, prepared.monitor, prepared.policies, at):
                    break
                taken += 1
        except (Refusal, ServerFault) as wrong:
            _log.error("monitor not looked at", monitor=item.id, error=str(wrong))
            return 0
        return taken

    def _take(self, item: MonitorItem, monitor: Monitor, policies: Sequence[Policy], at: int) -> bool:
        """One look at all conditions of a monitor; False where somebody else has it in hand."""
        key = f"{item.id}/{at}"
        with self._database.session() as session:
            if not leases.acquire(session, "monitor", key, self._owner, self._clock.now(), LEASE):
                return False
        try:
            with self._database.reading() as session:
                run = monitor_state.run_of(session, item.id)
                held = monitor_state.open_alerts(session, item.id).get(item.id, [])
            if run is not None and run.at >= at:
                return False
            looked, error = self._look(item, monitor, policies, at, run, held)
            return self._recorder.record(item, monitor, at, run, held, looked, error)
        finally:
            with self._database.session() as session:
                leases.release(session, "monitor", key, self._owner)

    def _look(
        self,
        item: MonitorItem,
        monitor: Monitor,
        policies: Sequence[Policy],
        at: int,
        run: Run | None,
        held: Sequence[Held],
    ) -> tuple[list[tuple[Policy, Looked | Look, Observation | None]], str]:
        """What came of looking at each condition, and why one could not be looked at."""
        known = run.known if run is not None and run.version == item.version else {}
        found: list[tuple[Policy, Looked | Look, Observation | None]] = []
        error = ""
        for policy in policies:
            try:
                seen = self._observer.observe(monitor, policy, at)
            except Refusal as refused:
                error = refused.faults[0].sentence
            except Exception as wrong:
                # A look that fails is a state that people see, whatever it failed for.
                _log.error("look failed", monitor=item.id, exc_info=wrong)
                error = _FAILED
            else:
                looked = look(item.id, monitor, policy, at, seen, opened(held, policy.kind), known)
                known = looked.known
                found.append((policy, looked, seen))
                continue
            window = window_of(monitor, at, policy.window)
            failed = Look(item.id, policy.kind, at, window.start, window.end, Outcome.ERROR, None, error)
            found.append((policy, failed, None))
        return found, error


def opened(held: Sequence[Held], kind: Kind) -> Mapping[Group, Open]:
    """The open alerts of a kind, as decisions are made on them."""
    return {one.group: Open(one.opened, one.last, one.clear_from) for one in held if one.kind is kind}


class MonitorTask:
    """Runs what is due every few seconds, in a thread of its own, until it is stopped."""

    def __init__(self, runner: MonitorRunner, clock: Clock, seconds: float, history_days: int) -> None:
        self._runner = runner
        self._clock = clock
        self._seconds = seconds
        self._history_days = history_days
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="monitors", daemon=True)

    def start(self) -> None:
        """Start."""
        self._thread.start()

    def stop(self) -> None:
        """Stop, after the looks that are under way."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=90)
        self._runner.close()

    def _run(self) -> None:
        tidied = 0
        while not self._stopped.wait(self._seconds):
            try:
                self._runner.run_due()
                if self._clock.now() - tidied > UNITS["h"]:
                    tidied = self._clock.now()
                    self._runner.tidy(self._history_days)
            except (Refusal, ServerFault) as wrong:
                _log.error("monitors not run", error=str(wrong))
