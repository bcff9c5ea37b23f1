"""Metric rules as a service: stored, compiled, applied to the series that arrive.

A rule sees a series with all its dimensions, those of its source too, and gives it further ones. It never changes
what a series brings: of several values for one dimension that of the series counts, then that of the oldest rule.
Rules do not see what other rules derive, so their order matters for nothing else. They take effect with the next
request, and never on what is stored.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog

from sagescope.clock import Clock
from sagescope.errors import Fault, Refusal
from sagescope.ids import hex_id
from sagescope.ingest.points import VALUE_LENGTH, shortened
from sagescope.ingest.series_match import Match, Template, Term, parse_match, parse_template
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import metric_rules as rows
from sagescope.model.metric_rule import DerivedDimension, MetricRule

_log = structlog.get_logger("sagescope.ingest")


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What a rule does to a series.

    `failed` is the term that does not hold, empty where all do; `derived` are the dimensions that it gives,
    `shadowed` those that the series or an older rule has already.
    """

    rule: str
    failed: str
    derived: Mapping[str, str]
    shadowed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule that can be applied."""

    name: str
    match: Match
    dimensions: tuple[tuple[str, Template], ...]

    def apply(self, held: Mapping[str, str]) -> dict[str, str] | Term:
        """The dimensions that it gives to a series, or the term that does not hold; see `Match.captures`."""
        captures = self.match.captures(held)
        if isinstance(captures, Term):
            return captures
        found = {name: template.value(captures) for name, template in self.dimensions}
        return {name: shortened(value, VALUE_LENGTH) for name, value in found.items() if value}


def compile_rule(name: str, match: str, dimensions: Sequence[tuple[str, str]]) -> CompiledRule:
    """A rule as it is written, ready to be applied.

    Raises Refusal where the expression cannot be read, or a value refers to what it does not have.
    """
    parsed = parse_match(match)
    return CompiledRule(
        name, parsed, tuple((key.lower(), parse_template(value, parsed)) for key, value in dimensions)
    )


@dataclass(frozen=True, slots=True)
class RuleTry:
    """What is wrong with a rule, in its expression and in its values by their places; or the rule."""

    match: tuple[Fault, ...] = ()
    values: tuple[tuple[int, Fault], ...] = ()
    rule: CompiledRule | None = None


def try_rule(match: str, dimensions: Sequence[tuple[str, str]]) -> RuleTry:
    """A rule that is being written, or all that is wrong with it."""
    try:
        parsed = parse_match(match)
    except Refusal as refused:
        return RuleTry(match=tuple(refused.faults))
    faults: list[tuple[int, Fault]] = []
    for at, (_, value) in enumerate(dimensions):
        try:
            parse_template(value, parsed)
        except Refusal as refused:
            faults += [(at, fault) for fault in refused.faults]
    if faults:
        return RuleTry(values=tuple(faults))
    return RuleTry(rule=compile_rule("", match, dimensions))


def outcomes(rules: Sequence[CompiledRule], metric: str, dimensions: Mapping[str, str]) -> list[RuleOutcome]:
    """What each rule does to a series, in the order in which they apply. Keys of `dimensions` are lower-case."""
    held = {**dimensions, "metric": metric}
    taken = dict(dimensions)
    found = []
    for rule in rules:
        given = rule.apply(held)
        if isinstance(given, Term):
            shown = f"{'!' if given.negated else ''}{given.key}={given.pattern}"
            found.append(RuleOutcome(rule.name, shown, {}, {}))
            continue
        derived = {k: v for k, v in given.items() if not taken.get(k)}
        found.append(
            RuleOutcome(rule.name, "", derived, {k: v for k, v in given.items() if k not in derived})
        )
        taken.update(derived)
    return found


class MetricRules:
    """The one place that changes metric rules, and what applies them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.RLock()
        self._active: tuple[CompiledRule, ...] = ()
        self.version = 0
        """Goes up with every change of what `derive` gives."""

    def load(self) -> None:
        """Take the rules from the metadata."""
        with self._lock, self._database.reading() as session:
            self._apply(session)

    def derive(self, metric: str, dimensions: Mapping[str, str]) -> dict[str, str]:
        """The dimensions that the rules add to a series. Keys of `dimensions` are lower-case."""
        if not self._active:
            return {}
        held = {**dimensions, "metric": metric}
        derived: dict[str, str] = {}
        for rule in self._active:
            given = rule.apply(held)
            if not isinstance(given, Term):
                for name, value in given.items():
                    if not dimensions.get(name):
                        derived.setdefault(name, value)
        return derived

    def test(
        self, metric: str, dimensions: Mapping[str, str], candidate: CompiledRule | None = None
    ) -> list[RuleOutcome]:
        """What the enabled rules, or one that is not stored, do to a series."""
        rules = self._active if candidate is None else (candidate,)
        return outcomes(rules, metric, {key.lower(): value for key, value in dimensions.items()})

    def rules(self) -> list[MetricRule]:
        """All rules, in the order in which they apply."""
        with self._database.reading() as session:
            return rows.listed(session)

    def rule(self, rule_id: str) -> MetricRule:
        """One rule. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            return rows.get(session, rule_id)

    def add(
        self, name: str, match: str, dimensions: Mapping[str, str], *, enabled: bool = True, by: str
    ) -> MetricRule:
        """Add a rule; `by` is the id of a user. Raises Refusal with what is wrong with it."""
        # Their age is their order, so no two are of one age.
        now = max(self._clock.now(), *(rule.created_at + 1 for rule in self.rules()), 0)
        rule = MetricRule(
            id=hex_id(),
            name=name,
            match=match,
            dimensions=tuple(DerivedDimension(name=k, value=v) for k, v in dimensions.items()),
            enabled=enabled,
            created_at=now,
            created_by=by,
            modified_at=now,
            modified_by=by,
        )
        _compiled(rule)
        with self._lock, self._database.session() as session:
            rows.add(session, rule)
            self._apply(session)
        return rule

    def install(self, rules: Mapping[str, tuple[str, Mapping[str, str]]], by: str) -> int:
        """Add those rules whose names are not there: match and dimensions by name. Returns how many."""
        present = {rule.name for rule in self.rules()}
        missing = [name for name in rules if name not in present]
        for name in missing:
            match, dimensions = rules[name]
            self.add(name, match, dimensions, by=by)
        return len(missing)

    def change(
        self,
        rule_id: str,
        name: str,
        match: str,
        dimensions: Mapping[str, str],
        *,
        enabled: bool,
        by: str,
    ) -> MetricRule:
        """Replace a rule. Raises Refusal with what is wrong with the new one, or NOT_FOUND."""
        rule = self.rule(rule_id).changed(
            name=name,
            match=match,
            dimensions=tuple(DerivedDimension(name=k, value=v) for k, v in dimensions.items()),
            enabled=enabled,
            modified_at=self._clock.now(),
            modified_by=by,
        )
        _compiled(rule)
        with self._lock, self._database.session() as session:
            rows.save(session, rule)
            self._apply(session)
        return rule

    def remove(self, rule_id: str) -> None:
        """Remove a rule; what it gave to stored series stays. Raises Refusal NOT_FOUND."""
        with self._lock, self._database.session() as session:
            rows.remove(session, rule_id)
            self._apply(session)

    def named(self, name: str) -> MetricRule | None:
        """The rule of a name."""
        with self._database.reading() as session:
            return rows.find_by_name(session, name)

    def _apply(self, session: Session) -> None:
        active = []
        for rule in rows.listed(session, enabled=True):
            try:
                active.append(_compiled(rule))
            except Refusal as refused:
                # Only a rule of another version of this program can be like that.
                _log.error("metric rule not applied", rule=rule.name, reason=str(refused))
        self._active = tuple(active)
        self.version += 1


def _compiled(rule: MetricRule) -> CompiledRule:
    return compile_rule(rule.name, rule.match, [(d.name, d.value) for d in rule.dimensions])
