"""The values of a dashboard's variables: those chosen, and those to choose from (reference dashboards.md, 6)."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sagescope.dashboards.answers import Answer, Answers, Ticket
from sagescope.dashboards.panels import LogQuestion, Moment
from sagescope.dashboards.templates import ALL, Chosen, filled, variables_in
from sagescope.durations import UNITS
from sagescope.errors import Cause, Fault, Refusal
from sagescope.metrics.ast import RowExpression
from sagescope.metrics.query import parse_row
from sagescope.metrics.selection import series_values
from sagescope.model.dashboard import Dashboard, Variable
from sagescope.search.frames import display
from sagescope.search.service import Outcome
from sagescope.store.schema import Store
from sagescope.timerange import TimeRange

MOST_OF_METADATA = 1_000
MOST_OF_QUERY = 10_000
"""Values that a variable has at the most, by where they come from."""

_LOOKED_BACK = UNITS["d"]
"""A log query of a variable reads this far back at the least, whatever the range of the dashboard."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that may be chosen, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class VariableValues:
    """A variable with the values to choose from, and those that count now.

    `needs` are the variables that its values depend on; `cut` tells that there are more values than are given.
    Where the values could not be found, `faults` say why.
    """

    variable: Variable
    choices: tuple[Choice, ...]
    selected: tuple[str, ...]
    needs: tuple[str, ...] = ()
    cut: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """Values, and what kept them from being found."""

    choices: tuple[Choice, ...] = ()
    cut: bool = False
    faults: tuple[Fault, ...] = ()


class Variables:
    """Finds the values of variables in the store."""

    def __init__(self, store: Store, answers: Answers) -> None:
        self._store = store
        self._answers = answers

    def chosen(
        self, dashboard: Dashboard, given: Mapping[str, Sequence[str]], moment: Moment, range_: TimeRange
    ) -> dict[str, Chosen]:
        """The values that count, by lower-case name: those given, else the defaults.

        A variable without a default and without "all" has the first of its values. A name that is given and that no
        variable has counts too, so that a link may bring values for texts.
        """
        found = chosen_values(dashboard.variables, given)
        for variable in in_order(dashboard.variables):
            name = variable.name.lower()
            if name not in found:
                values = _ended(self._begin(variable, found, moment, range_))
                first = values.choices[0].value if values.choices else ALL
                found[name] = Chosen((first,), variable.value_type)
        return found

    def values(
        self,
        dashboard: Dashboard,
        given: Mapping[str, Sequence[str]],
        moment: Moment,
        range_: TimeRange,
        names: Sequence[str] | None = None,
    ) -> list[VariableValues]:
        """The values of the variables of these names, or of all.

        Raises Refusal `variable.unknown` for a name that no variable has.
        """
        asked = _asked(dashboard, names)
        chosen = self.chosen(dashboard, given, moment, range_)
        started = [self._begin(v, chosen, moment, range_) for v in asked]
        return [
            VariableValues(
                variable,
                found.choices,
                chosen[variable.name.lower()].values,
                needs_of(variable),
                found.cut,
                found.faults,
            )
            for variable, found in zip(asked, map(_ended, started), strict=True)
        ]

    def _begin(
        self, variable: Variable, chosen: Mapping[str, Chosen], moment: Moment, range_: TimeRange
    ) -> "_Found | _Query":
        """The values, or the log query that is under way for them."""
        source = variable.source_definition
        # A variable does not narrow its own values.
        others = {**chosen, variable.name.lower(): Chosen((ALL,))}
        match source.variable_source_type:
            case "CsvVariableSourceDefinition":
                return listed(source.values or "")
            case "MetadataVariableSourceDefinition":
                return self._metadata(source.key or "", source.filter or "", others, moment, range_)
            case "LogQueryVariableSourceDefinition":
                return self._query(source.query or "", source.field or "", others, moment, range_)
            case other:
                fault = Fault(
                    "variable.source",
                    f"Values of a {other} cannot be found here.",
                    "Use a list, a log query or the metadata of metrics.",
                )
                return _Found(faults=(fault,))

    def _metadata(
        self, key: str, text: str, chosen: Mapping[str, Chosen], moment: Moment, range_: TimeRange
    ) -> "_Found | _Query":
        """The values of a dimension; where no series has it and messages have such a field, those of the field."""
        if not key.strip():
            return _Found(faults=(_lacks("key"),))
        asked = filled(text, chosen, metrics=True)
        row = parse_row(asked.text)
        faults = asked.faults or tuple(map(asked.fault, row.faults))
        if not faults and (isinstance(row.start, RowExpression) or row.stages or row.buckets):
            faults = (
                Fault(
                    "variable.filter",
                    "The filter of the variable is no selector of metrics.",
                    "Write key=value terms, parted by blanks.",
                ),
            )
        if faults or isinstance(row.start, RowExpression):
            return _Found(faults=faults)
        select = series_values(key.strip().lower(), "", row.start, MOST_OF_METADATA + 1)
        try:
            names = self._store.engine.query(select).table["name"].to_pylist()
        except Refusal as refused:
            return _Found(faults=refused.faults)
        if not names and key.strip().lower() in self._store.catalog.fields:
            return self._query(f'{text}\n| count by %"{key.strip()}"', key.strip(), chosen, moment, range_)
        names.sort(key=str.lower)
        return _Found(_choices(names[:MOST_OF_METADATA]), len(names) > MOST_OF_METADATA)

    def _query(
        self, text: str, name: str, chosen: Mapping[str, Chosen], moment: Moment, range_: TimeRange
    ) -> "_Found | _Query":
        if not name.strip():
            return _Found(faults=(_lacks("field"),))
        asked = filled(text, chosen)
        if asked.faults:
            return _Found(faults=asked.faults)
        over = TimeRange(min(range_.start, range_.end - _LOOKED_BACK), range_.end)
        question = LogQuestion(asked.text, over, moment.zone_offset, auto_parse=True, most=MOST_OF_MESSAGES)
        return _Query(name.strip(), self._answers.ask(question))


@dataclass(frozen=True, slots=True)
class _Query:
    """A log query that is under way for the values of a field."""

    name: str
    ticket: Ticket


def _ended(begun: _Found | _Query) -> _Found:
    """The values, waited for where a query is under way."""
    if isinstance(begun, _Found):
        return begun
    answer: Answer = begun.ticket.future.result()
    if not isinstance(answer.result, Outcome):
        return _Found(faults=answer.faults)
    frame = answer.result.frame
    at = next((i for i, c in enumerate(frame.columns) if c.name.lower() == begun.name.lower()), None)
    if at is None:
        if frame.rows == 0:
            return _Found()
        fault = Fault(
            "variable.field",
            f"The result of the variable's query has no field {begun.name!r}.",
            f"Its fields are {', '.join(c.name for c in frame.columns[:12])}.",
        )
        return _Found(faults=(fault,))
    values = dict.fromkeys(filter(None, map(display, frame.table.column(at).to_pylist())))
    names = list(values)
    return _Found(_choices(names[:MOST_OF_QUERY]), len(names) > MOST_OF_QUERY)


MOST_OF_MESSAGES = 100_000
"""Messages that are read for the values of a field that no aggregate gives."""


def chosen_values(variables: Sequence[Variable], given: Mapping[str, Sequence[str]]) -> dict[str, Chosen]:
    """The values that are given, else the defaults, by lower-case name; none for a variable without either.

    An empty default means all, where all may be chosen.
    """
    wanted = {name.lower(): tuple(values) for name, values in given.items()}
    found = {name: Chosen(values) for name, values in wanted.items() if values}
    for variable in variables:
        name = variable.name.lower()
        defaults = default_values(variable)
        values = wanted.get(name) or defaults
        if ALL in values:
            # All of a number of rows, or of a width, is nothing: such variables do not offer it.
            values = (ALL,) if variable.include_all_option or ALL in defaults else defaults
        if values:
            default = defaults[0] if defaults and defaults[0] != ALL else None
            found[name] = Chosen(values, variable.value_type, default)
    return found


def default_values(variable: Variable) -> tuple[str, ...]:
    """The values of a variable that nobody has chosen for; none where only its list can tell."""
    default = variable.default_value or ""
    if variable.allow_multi_select and default.lstrip().startswith("["):
        return tuple(choice.value for choice in listed(default).choices)
    if default:
        return (default,)
    return (ALL,) if variable.include_all_option else ()


def needs_of(variable: Variable) -> tuple[str, ...]:
    """The other variables that the values of one depend on, in lower case."""
    source = variable.source_definition
    text = {
        "MetadataVariableSourceDefinition": source.filter,
        "LogQueryVariableSourceDefinition": source.query,
    }.get(source.variable_source_type)
    return tuple(name for name in variables_in(text or "") if name != variable.name.lower())


def in_order(variables: Sequence[Variable]) -> list[Variable]:
    """The variables, each behind those that it depends on; a circle is cut where it closes."""
    by_name = {variable.name.lower(): variable for variable in variables}
    done: dict[str, Variable] = {}

    def visit(name: str, path: frozenset[str]) -> Iterator[str]:
        if name in done or name in path or name not in by_name:
            return
        for needed in needs_of(by_name[name]):
            yield from visit(needed, path | {name})
        done[name] = by_name[name]
        yield name

    for name in by_name:
        list(visit(name, frozenset()))
    return list(done.values())


def listed(text: str) -> _Found:
    """The values of a list: parted by commas, in quotes where they hold one, or a JSON list.

    Members of a JSON list are values, or objects of a `value` and what it is called (`label` or `name`). A text in
    brackets without a quote is no list of texts, but values such as `[a-z]+`.
    """
    if text.lstrip().startswith("["):
        try:
            members = json.loads(text)
        except ValueError as wrong:
            if '"' in text or "{" in text:
                fault = Fault(
                    "variable.list",
                    f"The list of the variable is no JSON: {wrong}.",
                    "Write values parted by commas, or a JSON list of them.",
                )
                return _Found(faults=(fault,))
        else:
            return _Found(tuple(dict.fromkeys(filter(None, map(_member, members)))))
    lines = csv.reader(text.splitlines(), skipinitialspace=True)
    try:
        names = [name.strip() for line in lines for name in line]
    except csv.Error:
        names = [name.strip() for name in text.split(",")]
    return _Found(_choices([name for name in names if name]))


def _member(member: object) -> Choice | None:
    match member:
        case {"value": value, **more} if not isinstance(value, dict | list | None):
            label = more.get("label") or more.get("name") or value
            return Choice(display(value), display(label))
        case str() | int() | float():
            return Choice(display(member), display(member))
        case _:
            return None


def _choices(values: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, value) for value in dict.fromkeys(values))


def _lacks(what: str) -> Fault:
    return Fault("variable.incomplete", f"The variable has no {what}.", f"Say which {what} has its values.")


def _asked(dashboard: Dashboard, names: Sequence[str] | None) -> list[Variable]:
    by_name = {variable.name.lower(): variable for variable in dashboard.variables}
    unknown = [name for name in names or () if name.lower() not in by_name]
    if unknown:
        known = ", ".join(variable.name for variable in dashboard.variables)
        raise Refusal(
            [
                Fault(
                    "variable.unknown",
                    f"The dashboard has no variable {name!r}.",
                    f"Its variables are {known}." if known else "",
                )
                for name in unknown
            ],
            Cause.NOT_FOUND,
        )
    return [by_name[name.lower()] for name in names] if names is not None else list(dashboard.variables)
