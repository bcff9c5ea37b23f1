"""Whether the panels of dashboards show something: with all values of their variables, and with one of each.

An app that waits for data somewhere else shows empty panels and nothing says why. Here the panels that are empty are
named.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sagescope.dashboards.service import DashboardData, DataRequest, PanelResult
from sagescope.dashboards.templates import variables_in
from sagescope.dashboards.variables import VariableValues
from sagescope.model.dashboard import Dashboard, Panel
from sagescope.search.metrics import MetricOutcome
from sagescope.search.service import Outcome

MOST_VALUES = 400
"""Values of a variable that are tried before a panel counts as one that has nothing for it."""

AT_ONCE = 20
"""Values that are asked together, to find one that has something."""


@dataclass(frozen=True, slots=True)
class PanelCheck:
    """A panel: how many rows or series it has with all values, and with which value of each variable it has some.

    A variable whose values are all tried in vain has None. `faults` are what its queries were told.
    """

    dashboard: str
    panel: str
    rows: int
    values: Mapping[str, str | None] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    optional: bool = False

    @property
    def shows(self) -> bool:
        """Whether it has something, whatever is chosen."""
        return self.rows > 0 and None not in self.values.values()

    @property
    def lacks(self) -> str:
        """What it lacks, in words; empty where it shows."""
        if self.faults:
            return "; ".join(self.faults)
        if self.rows == 0:
            return "has no data"
        missing = [name for name, value in self.values.items() if value is None]
        return f"has no data for any value of {', '.join(missing)}" if missing else ""


@dataclass(frozen=True, slots=True)
class DashboardCheck:
    """A dashboard: its panels, and variables without values, with the reason."""

    dashboard: str
    panels: tuple[PanelCheck, ...]
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def with_data(self) -> int:
        """How many panels show something."""
        return sum(panel.shows for panel in self.panels)


def check_dashboard(
    name: str, dashboard: Dashboard, data: DashboardData, optional: frozenset[str] = frozenset()
) -> DashboardCheck:
    """Ask every panel; `optional` are titles of panels that may be empty."""
    asking = [panel for panel in dashboard.panels if panel.queries]
    everything = {variable.name: ("*",) for variable in dashboard.variables}
    first = _results(data, dashboard, asking, everything)
    offered = data.values(DataRequest(dashboard, variables=everything))
    found: dict[str, dict[str, str | None]] = {panel.key: {} for panel in asking}
    for variable in offered:
        concerned = [p for p in asking if _rows(first.get(p.key), p) > 0 and _uses(p, variable)]
        for key, value in _tried(data, dashboard, concerned, first, everything, variable).items():
            found[key][variable.variable.name] = value
    empty = {
        v.variable.name: "; ".join(f.sentence for f in v.faults) or "has no values"
        for v in offered
        if not v.choices
    }
    return DashboardCheck(
        name,
        tuple(
            PanelCheck(
                name,
                panel.title,
                _rows(first.get(panel.key), panel),
                found[panel.key],
                _faults(first.get(panel.key)),
                panel.title in optional,
            )
            for panel in asking
        ),
        empty,
    )


def _tried(
    data: DashboardData,
    dashboard: Dashboard,
    panels: Sequence[Panel],
    first: Mapping[str, PanelResult],
    everything: Mapping[str, Sequence[str]],
    variable: VariableValues,
) -> dict[str, str | None]:
    """For each panel the first value of a variable with which it has something."""
    name = variable.variable.name
    values = [choice.value for choice in variable.choices][:MOST_VALUES]
    likely = {panel.key: _likely(values, _texts(first.get(panel.key))) for panel in panels}

    def has_some(asked: Sequence[Panel], tried: Sequence[str]) -> set[str]:
        results = _results(data, dashboard, asked, {**everything, name: tried})
        return {panel.key for panel in asked if _rows(results.get(panel.key), panel) > 0}

    # The first value that comes to mind does for most, and panels that have the same are asked together.
    found: dict[str, str | None] = dict.fromkeys(likely)
    together: dict[str, list[Panel]] = {}
    for panel in panels:
        if likely[panel.key]:
            together.setdefault(likely[panel.key][0], []).append(panel)
    for value, asked in together.items():
        found.update(dict.fromkeys(has_some(asked, (value,)), value))
    for panel in panels:
        if found[panel.key] is None:
            found[panel.key] = _searched(likely[panel.key][1:], _asking(panel, has_some))
    return found


def _asking(
    panel: Panel, has_some: Callable[[Sequence[Panel], Sequence[str]], set[str]]
) -> Callable[[Sequence[str]], bool]:
    return lambda tried: bool(has_some([panel], tried))


def _searched(values: Sequence[str], has_some: Callable[[Sequence[str]], bool]) -> str | None:
    """A value that has something: many are asked at once, and halved where there is something."""
    for start in range(0, len(values), AT_ONCE):
        part = values[start : start + AT_ONCE]
        if not has_some(part):
            continue
        while len(part) > 1:
            half = part[: len(part) // 2]
            part = half if has_some(half) else part[len(part) // 2 :]
        if has_some(part):
            return part[0]
    return None


def _likely(values: Sequence[str], shown: frozenset[str]) -> list[str]:
    """The values, those first that the result of a panel names: a table of failed jobs has nothing for others."""
    return [*(v for v in values if v in shown), *(v for v in values if v not in shown)]


def _texts(result: PanelResult | None) -> frozenset[str]:
    """The texts in the result of a panel."""
    found: set[str] = set()
    for row in result.rows if result is not None else ():
        match row.answer.result if row.answer is not None else None:
            case MetricOutcome() as outcome:
                found.update(value for series in outcome.series for value in series.dimensions.values())
            case Outcome() as outcome:
                found.update(
                    v for record in outcome.frame.records(0, 1_000) for v in record if isinstance(v, str)
                )
            case None:
                pass
    return frozenset(found)


def _results(
    data: DashboardData, dashboard: Dashboard, panels: Sequence[Panel], values: Mapping[str, Sequence[str]]
) -> dict[str, PanelResult]:
    if not panels:
        return {}
    run = data.run(DataRequest(dashboard, [panel.key for panel in panels], values))
    return {result.plan.key: result for result in run.results()}


def _uses(panel: Panel, variable: VariableValues) -> bool:
    name = variable.variable.name.lower()
    return any(name in variables_in(query.query_string) for query in panel.queries or ())


def _rows(result: PanelResult | None, panel: Panel) -> int:
    """How many rows or series a panel shows: rows of nothing but nulls, and hidden queries, show nothing."""
    if result is None:
        return 0
    hidden = panel.visual.get("hiddenQueryKeys") or ()
    is_map = (panel.visual.get("general") or {}).get("mode") == "map"
    count = 0
    for row in result.rows:
        if row.answer is None or row.row.key in hidden:
            continue
        match row.answer.result:
            case MetricOutcome() as outcome:
                count += sum(any(_is_value(v) for v in series.values) for series in outcome.series)
            case Outcome() as outcome:
                count += _placed(outcome) if is_map else sum(1 for _ in _shown(outcome))
            case None:
                pass
    return count


def _shown(outcome: Outcome) -> Iterator[tuple[object, ...]]:
    return (row for row in outcome.frame.records() if any(_is_value(value) for value in row))


def _placed(outcome: Outcome) -> int:
    names = [column.name.lower() for column in outcome.frame.columns]
    if "latitude" not in names:
        return 0
    at = names.index("latitude")
    return sum(row[at] is not None for row in outcome.frame.records())


def _is_value(value: object) -> bool:
    return value is not None and not (isinstance(value, float) and math.isnan(value))


def _faults(result: PanelResult | None) -> tuple[str, ...]:
    if result is None:
        return ()
    found = [*result.plan.faults]
    for row in result.rows:
        found += row.row.faults
        if row.answer is not None:
            found += row.answer.faults
    return tuple(dict.fromkeys(fault.sentence for fault in found))
