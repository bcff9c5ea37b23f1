"""Kinds of entities as data: how each is recognised, what it is a part of, when it is well, what is shown of it.

Another AWS service is an addition of rows; `sagemaker.py` has the ones of SageMaker. Names of dimensions and paths
in events are in lower case here, namespaces too and without a leading slash.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sagescope.durations import UNITS
from sagescope.model.aws_entity import Action

NAMESPACE_KIND = "namespace"
"""What a namespace is kept as beside entities: its name is folded."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension of metrics that names an entity: its value, or a part of it between slashes.

    `namespace` is how the namespace of the series begins.
    """

    key: str
    part: int | None = None
    namespace: str = ""

    def value(self, text: str) -> str:
        """The name in a value; empty where there is none."""
        if self.part is None:
            return text
        parts = text.split("/")
        return parts[self.part] if len(parts) > 1 and self.part < len(parts) else ""


@dataclass(frozen=True, slots=True)
class LogPlace:
    """Where the logs of a kind are: patterns of the log group and the stream, of which one names the entity
    (`name`) and one may name what it is a part of (`parent`)."""

    group: re.Pattern[str]
    stream: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls in CloudTrail that change entities of a kind, and the parameters that name one, as calls write them.

    A value that is an ARN names by what follows `resource` in it.
    """

    source: str
    names: Mapping[str, Action]
    parameters: tuple[str, ...]
    resource: str = ""


@dataclass(frozen=True, slots=True)
class StateChange:
    """Events of EventBridge about a kind: paths in `detail` to its name, status and reason, and to the name of what
    it is a part of."""

    source: str
    detail_type: str
    name: str
    status: str
    reason: str = "failurereason"
    parent: str = ""
    resource: str = ""


@dataclass(frozen=True, slots=True)
class ShareRule:
    """Ill where the errors are more than a share of the calls in the last minutes.

    Fewer than `least` errors say nothing, so that one error of a quiet entity alarms nobody.
    """

    words: str
    errors: tuple[str, ...]
    of: str
    warning: float
    critical: float
    least: int = 3


@dataclass(frozen=True, slots=True)
class StatusRule:
    """Ill where the last status is one of these, for so many milliseconds after it began (0: until another comes)."""

    critical: frozenset[str]
    warning: frozenset[str] = frozenset()
    lasting: int = 0


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """Ill where the last outcome that metrics count was a failure."""

    failed: str
    succeeded: str
    lasting: int = UNITS["d"]


@dataclass(frozen=True, slots=True)
class SilenceRule:
    """Missing where metrics came and come no more for so many milliseconds."""

    after: int


HealthRule = ShareRule | StatusRule | OutcomeRule | SilenceRule


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of an entity's page: metrics rows, in which `{scope}` is its selector.

    `otherwise` are those to draw where the others have no series: utilisation of an instance whose type nobody knows
    cannot be normalised.
    """

    title: str
    rows: tuple[str, ...]
    otherwise: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of an entity's configuration: where it stands in calls and events, the first that is there."""

    label: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entity.

    `namespaces` are those that its metrics come in, the first being the one that it stands under. `keys` are the
    labels that dashboards, monitors and selectors call it by, the first being ours. `logs` are the terms of the scope of
    its logs: fields and values, in which `{name}` and `{parent}` stand for names, and words where the field is empty.
    `use` are the metrics that count its use. `arn` is one with `{partition}`, `{region}`, `{number}` (of the account) and
    `{name}`.
    A kind that is not `shown` is known for the sake of others, as the configuration of an endpoint is.
    """

    id: str
    label: str
    plural: str
    namespaces: tuple[str, ...]
    keys: tuple[str, ...]
    parent: str = ""
    dimensions: tuple[Dimension, ...] = ()
    places: tuple[LogPlace, ...] = ()
    calls: tuple[Calls, ...] = ()
    states: tuple[StateChange, ...] = ()
    rules: tuple[HealthRule, ...] = ()
    charts: tuple[Chart, ...] = ()
    facts: tuple[Fact, ...] = ()
    logs: tuple[tuple[str, str], ...] = ()
    use: tuple[str, ...] = ()
    arn: str = ""
    shown: bool = True


@dataclass(frozen=True)
class Kinds:
    """All kinds of an installation, and indexes over them."""

    rows: tuple[Kind, ...]
    by_id: Mapping[str, Kind] = field(init=False)
    home_of: Mapping[str, str] = field(init=False)
    """The namespace that entities of a namespace stand under."""
    called: Mapping[tuple[str, str], tuple[tuple[Kind, Calls], ...]] = field(init=False)
    """What a call changes, by its source and name."""
    told: Mapping[tuple[str, str], tuple[tuple[Kind, StateChange], ...]] = field(init=False)
    """What an event tells of, by its source and its detail type with case folded."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {kind.id: kind for kind in self.rows})
        homes = {kind.namespaces[0]: kind.namespaces[0] for kind in self.rows}
        for kind in self.rows:
            for namespace in kind.namespaces:
                homes.setdefault(namespace, kind.namespaces[0])
        object.__setattr__(self, "home_of", homes)
        called: dict[tuple[str, str], tuple[tuple[Kind, Calls], ...]] = {}
        told: dict[tuple[str, str], tuple[tuple[Kind, StateChange], ...]] = {}
        for kind in self.rows:
            for calls in kind.calls:
                for name in calls.names:
                    by_call = (calls.source, name)
                    called[by_call] = (*called.get(by_call, ()), (kind, calls))
            for change in kind.states:
                by_type = (change.source, change.detail_type.casefold())
                told[by_type] = (*told.get(by_type, ()), (kind, change))
        object.__setattr__(self, "called", called)
        object.__setattr__(self, "told", told)

    def __iter__(self) -> Iterator[Kind]:
        return iter(self.rows)

    def __getitem__(self, kind: str) -> Kind:
        return self.by_id[kind]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that name entities, each once."""
        return tuple(dict.fromkeys(d.key for kind in self.rows for d in kind.dimensions))

    @property
    def calls(self) -> tuple[str, ...]:
        """The names of all calls that change entities."""
        return tuple(dict.fromkeys(name for _, name in self.called))

    @property
    def event_sources(self) -> tuple[str, ...]:
        """The sources of the events that tell of statuses."""
        return tuple(dict.fromkeys(source for source, _ in self.told))

    @property
    def share_metrics(self) -> tuple[str, ...]:
        """The metrics that rules on shares read."""
        return tuple(
            dict.fromkeys(
                name
                for kind in self.rows
                for rule in kind.rules
                if isinstance(rule, ShareRule)
                for name in (*rule.errors, rule.of)
            )
        )

    @property
    def outcome_metrics(self) -> tuple[str, ...]:
        """The metrics that rules on outcomes read."""
        return tuple(
            dict.fromkeys(
                name
                for kind in self.rows
                for rule in kind.rules
                if isinstance(rule, OutcomeRule)
                for name in (rule.failed, rule.succeeded)
            )
        )
