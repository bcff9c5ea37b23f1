"""What a panel asks: its queries with the values of the variables, over its range, and what keeps it from running.

Pure: the same document, variables and time give the same questions, and equal questions are asked once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo

from sagescope.dashboards.ranges import aligned, resolved
from sagescope.dashboards.templates import Chosen, filled, plain, without_value
from sagescope.errors import Fault, Refusal
from sagescope.lang.substitution import Substituted
from sagescope.metrics.query import parse_row
from sagescope.model.dashboard import Dashboard, Panel, PanelQuery
from sagescope.timerange import TimeRange, parse_range

SEARCH_PANEL = "SumoSearchPanel"
QUIET_PANELS = frozenset({"TextPanel", "CollapsiblePanel"})
"""Panels that ask nothing."""


@dataclass(frozen=True, slots=True)
class LogQuestion:
    """A log query over a range; of messages, `most` are given."""

    text: str
    range: TimeRange
    zone_offset: int = 0
    auto_parse: bool = False
    most: int = 1_000


@dataclass(frozen=True, slots=True)
class MetricQuestion:
    """A row of metrics over a range, with the rows that it refers to: letters and texts, itself first."""

    rows: tuple[tuple[str, str], ...]
    range: TimeRange
    limit: int | None = None


Question = LogQuestion | MetricQuestion


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A query of a panel: its key, its text before and after variables (`given`, `origin`), and the question that it puts.

    The question is None where the text has `faults`; those and the `warnings` point into the text before.
    """

    key: str
    given: str
    origin: Substituted
    question: Question | None
    transient: bool = False
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()

    @property
    def text(self) -> str:
        """Its text with the values of the variables."""
        return self.origin.text


@dataclass(frozen=True, slots=True)
class PanelPlan:
    """What a panel asks over its range; `faults` are those of the panel itself."""

    key: str
    title: str
    range: TimeRange
    rows: tuple[PanelRow, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """What times are counted from: `now` in milliseconds, and the asker's zone with its offset in milliseconds."""

    now: int
    zone: tzinfo = UTC
    zone_offset: int = 0

    def range_of(self, dashboard: Dashboard) -> TimeRange:
        """The dashboard's own range."""
        return self._aligned(lambda now: resolved(dashboard.time_range, now, self.zone))

    def range_between(self, start: str, end: str) -> TimeRange:
        """The range between two texts, as `timerange.parse_range` reads them."""
        return self._aligned(lambda now: parse_range(start, end, now, self.zone))

    def range_of_panel(self, panel: Panel, dashboard: TimeRange) -> TimeRange:
        """The panel's own range, or the dashboard's."""
        own = panel.time_range
        return self._aligned(lambda now: resolved(own, now, self.zone)) if own else dashboard

    def _aligned(self, at: Callable[[int], TimeRange]) -> TimeRange:
        return at(aligned(self.now, at(self.now).length))


def planned(
    panel: Panel, chosen: Mapping[str, Chosen], moment: Moment, dashboard_range: TimeRange
) -> PanelPlan:
    """The plan of a panel; `chosen` are the values of the variables by lower-case name. Nothing here raises."""
    title = plain(panel.title, chosen)
    try:
        range_ = moment.range_of_panel(panel, dashboard_range)
    except Refusal as refused:
        return PanelPlan(panel.key, title, dashboard_range, (), refused.faults)
    queries = panel.queries or ()
    if panel.panel_type in QUIET_PANELS:
        return PanelPlan(panel.key, title, range_)
    if panel.panel_type != SEARCH_PANEL and not queries:
        fault = Fault(
            "panel.kind",
            f"A {panel.panel_type} shows nothing here.",
            "It is kept with the dashboard, and exported again.",
        )
        return PanelPlan(panel.key, title, range_, (), (fault,))
    texts = {
        query.query_key: filled(query.query_string, chosen, metrics=query.is_metrics) for query in queries
    }
    rows = tuple(_row(query, texts, queries, chosen, moment, range_) for query in queries)
    return PanelPlan(panel.key, title, range_, rows, _doubled(queries))


def _row(
    query: PanelQuery,
    texts: Mapping[str, Substituted],
    queries: Sequence[PanelQuery],
    chosen: Mapping[str, Chosen],
    moment: Moment,
    range_: TimeRange,
) -> PanelRow:
    text = texts[query.query_key]
    faults = list(text.faults)
    question: Question | None = None
    if not text.text.strip():
        faults.append(
            Fault("panel.empty", f"The query {query.query_key} is empty.", "Write it, or take it away.")
        )
    elif query.is_metrics:
        others = {q.query_key: texts[q.query_key].text for q in queries if q.is_metrics}
        read = _read(query.query_key, others)
        # What is wrong in a row below is told there; here it only keeps the row from its result.
        faults += [_of_row(letter, query.query_key) for letter in read[1:] if texts[letter].faults]
        limit = query.output_cardinality_limit
        question = MetricQuestion(tuple((letter, others[letter]) for letter in read), range_, limit)
    elif query.query_type == "Logs":
        question = LogQuestion(text.text, range_, moment.zone_offset, query.auto_parse)
    else:
        faults.append(
            Fault(
                "panel.query_type",
                f"A {query.query_type} query is not run here.",
                "It is kept with the dashboard, and exported again.",
            )
        )
    return PanelRow(
        query.query_key,
        query.query_string,
        text,
        None if faults else question,
        bool(query.transient),
        tuple(faults),
        tuple(without_value(query.query_string, chosen)),
    )


def _read(letter: str, texts: Mapping[str, str]) -> list[str]:
    """The row and all that it refers to, itself first; rows that are not there are told by the compiler."""
    read = [letter]
    for at in read:
        for reference in parse_row(texts[at]).references:
            if reference.row in texts and reference.row not in read:
                read.append(reference.row)
    return read


def _of_row(letter: str, reader: str) -> Fault:
    return Fault(
        "panel.row", f"The row #{letter}, which #{reader} reads, is at fault.", f"Correct #{letter} first."
    )


def _doubled(queries: Sequence[PanelQuery]) -> tuple[Fault, ...]:
    keys = [query.query_key for query in queries]
    return tuple(
        Fault("panel.keys", f"The panel has two queries {key!r}.", "Give each query a key of its own.")
        for key in dict.fromkeys(key for key in keys if keys.count(key) > 1)
    )
