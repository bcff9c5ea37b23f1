"""The data of a whole dashboard, panel by panel as each is ready."""

import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from sagescope.clock import Clock
from sagescope.dashboards.answers import Answer, Answers, Ticket
from sagescope.dashboards.panels import Moment, PanelPlan, PanelRow, planned
from sagescope.dashboards.templates import Chosen
from sagescope.dashboards.variables import Variables, VariableValues
from sagescope.errors import Cause, Fault, Refusal
from sagescope.model.dashboard import Dashboard, Panel
from sagescope.timerange import TimeRange


@dataclass(frozen=True, slots=True)
class DataRequest:
    """Which panels of a dashboard are asked for, all where `panels` is None, and with which values of its variables.

    `between` are two texts of times in place of the dashboard's range; `zone_offset` is in milliseconds. With `refresh`
    nothing that is kept counts.
    """

    dashboard: Dashboard
    panels: Sequence[str] | None = None
    variables: Mapping[str, Sequence[str]] = field(default_factory=dict)
    between: tuple[str, str] | None = None
    zone: tzinfo = UTC
    zone_offset: int = 0
    refresh: bool = False


@dataclass(frozen=True, slots=True)
class RowResult:
    """The answer of a query of a panel; None where it could not be asked."""

    row: PanelRow
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class PanelResult:
    """The results of a panel, in the order of its queries."""

    plan: PanelPlan
    rows: tuple[RowResult, ...]


class DashboardRun:
    """The panels of a request while they are being answered."""

    def __init__(
        self,
        answers: Answers,
        range_: TimeRange,
        plans: Sequence[PanelPlan],
        chosen: Mapping[str, Chosen],
        *,
        anew: bool = False,
    ) -> None:
        self.range = range_
        self.plans = tuple(plans)
        self.chosen = chosen
        self._ready: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._tickets: dict[tuple[int, int], Ticket] = {}
        self._open = len(self.plans)
        for at, plan in enumerate(self.plans):
            self._begin(at, plan, answers, anew=anew)

    def _begin(self, at: int, plan: PanelPlan, answers: Answers, *, anew: bool) -> None:
        asked = [
            (i, row.question)
            for i, row in enumerate(plan.rows)
            if row.question is not None and not row.transient
        ]
        left = len(asked)
        lock = threading.Lock()

        def one_more(_: object) -> None:
            nonlocal left
            with lock:
                left -= 1
                whole = left == 0
            if whole:
                self._ready.put(at)

        if not asked:
            self._ready.put(at)
        for i, question in asked:
            self._tickets[at, i] = answers.ask(question, anew=anew)
        for i, _ in asked:
            self._tickets[at, i].future.add_done_callback(one_more)

    def next(self, timeout: float | None = None) -> PanelResult | None:
        """The next panel that is ready; None where none is in `timeout` seconds."""
        try:
            at = self._ready.get(timeout=timeout)
        except queue.Empty:
            return None
        self._open -= 1
        plan = self.plans[at]
        rows: list[RowResult] = []
        for i, row in enumerate(plan.rows):
            ticket = self._tickets.get((at, i))
            if ticket is not None:
                rows.append(RowResult(row, ticket.future.result()))
            elif row.question is None:
                rows.append(RowResult(row, None))
        return PanelResult(plan, tuple(rows))

    @property
    def done(self) -> bool:
        """Whether all panels have been given."""
        return self._open == 0

    def results(self) -> Iterator[PanelResult]:
        """All panels, as each is ready."""
        while not self.done:
            result = self.next()
            if result is not None:
                yield result

    def stop(self) -> None:
        """Give up what has not been answered."""
        for ticket in self._tickets.values():
            ticket.leave()


class DashboardData:
    """Answers for whole dashboards."""

    def __init__(self, answers: Answers, variables: Variables, clock: Clock) -> None:
        self._answers = answers
        self._variables = variables
        self._clock = clock

    def run(self, request: DataRequest) -> DashboardRun:
        """Begin to answer the panels, the first one on the dashboard first.

        Raises Refusal for a range that is none, and for panels that the dashboard does not have.
        """
        dashboard = request.dashboard
        moment, range_ = self._when(request)
        chosen = self._variables.chosen(dashboard, request.variables, moment, range_)
        plans = [planned(panel, chosen, moment, range_) for panel in _asked(dashboard, request.panels)]
        return DashboardRun(self._answers, range_, plans, chosen, anew=request.refresh)

    def values(self, request: DataRequest, names: Sequence[str] | None = None) -> list[VariableValues]:
        """The variables of these names, or all, with the values to choose from.

        Raises Refusal as `run` does, and for names that no variable has.
        """
        moment, range_ = self._when(request)
        return self._variables.values(request.dashboard, request.variables, moment, range_, names)

    def _when(self, request: DataRequest) -> tuple[Moment, TimeRange]:
        moment = Moment(self._clock.now(), request.zone, request.zone_offset)
        own = request.between
        return moment, moment.range_between(*own) if own else moment.range_of(request.dashboard)


def _asked(dashboard: Dashboard, keys: Sequence[str] | None) -> list[Panel]:
    """The panels of these keys, as they stand: by rows, and from left to right."""
    known = {panel.key for panel in dashboard.panels}
    missing = [key for key in keys or () if key not in known]
    if missing:
        raise Refusal(
            [
                Fault(
                    "panel.missing", f"The dashboard has no panel {key!r}.", "Its panels are in its document."
                )
                for key in missing
            ],
            Cause.NOT_FOUND,
        )
    boxes = {place.key: place.box for place in dashboard.layout.layout_structures}
    last = (10**6, 0)
    order = {key: (box[1], box[0]) for key, box in boxes.items()}
    panels = sorted(dashboard.panels, key=lambda panel: order.get(panel.key, last))
    return [panel for panel in panels if keys is None or panel.key in keys]
