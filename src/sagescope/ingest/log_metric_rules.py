"""Log metric rules as a service: stored, compiled, tried out."""

import re
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import structlog

from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ids import hex_id
from sagescope.ingest.log_metrics import CompiledLogRule, LogReader, Reading, readings_of, rules_of
from sagescope.ingest.training_lines import event_of, lines_of
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import log_metric_rules as rows
from sagescope.model.log_metric_rule import JOB_STREAM, LogMetricRule

_log = structlog.get_logger("sagescope.ingest")

MOST_DEFINITIONS = 40
"""Metric definitions that SageMaker takes of one training job."""


class LogMetricRules:
    """The one place that changes log metric rules; `reader` reads by those that are enabled."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.RLock()
        self._active: tuple[CompiledLogRule, ...] = ()
        self.reader = LogReader(())

    def load(self) -> None:
        """Take the rules from the metadata."""
        with self._lock, self._database.reading() as session:
            self._apply(session)

    def rules(self) -> list[LogMetricRule]:
        """All rules, in the order in which they apply."""
        with self._database.reading() as session:
            return rows.listed(session)

    def named(self, name: str) -> LogMetricRule | None:
        """The rule of a name."""
        with self._database.reading() as session:
            return rows.find_by_name(session, name)

    def candidate(self, fields: Mapping[str, Any], by: str) -> LogMetricRule:
        """A rule of those fields that is not stored. Raises Refusal with what is wrong with it."""
        # Their age is their order, so no two are of one age.
        now = max(self._clock.now(), *(rule.created_at + 1 for rule in self.rules()), 0)
        made = {"id": hex_id(), "created_at": now, "created_by": by, "modified_at": now, "modified_by": by}
        rule = LogMetricRule.model_validate({**fields, **made})
        CompiledLogRule(rule)
        return rule

    def add(self, fields: Mapping[str, Any], by: str) -> LogMetricRule:
        """Add a rule; `by` is the id of a user. Raises Refusal with what is wrong with it."""
        rule = self.candidate(fields, by)
        with self._lock, self._database.session() as session:
            rows.add(session, rule)
            self._apply(session)
        return rule

    def install(self, rules: Mapping[str, Mapping[str, Any]], by: str) -> int:
        """Add those rules whose names are not there, fields by name. Returns how many."""
        present = {rule.name for rule in self.rules()}
        missing = [name for name in rules if name not in present]
        for name in missing:
            self.add({"name": name, **rules[name]}, by)
        return len(missing)

    def add_definitions(
        self, jobs: str, definitions: Sequence[tuple[str, str]], by: str
    ) -> list[LogMetricRule]:
        """Add metric definitions of a training job (its `Name` and `Regex`) as rules for jobs of a name.

        `jobs` may have `*` for any run of characters. A definition's first group is the number, as in
        SageMaker. All are added or none. Raises Refusal with what is wrong with one of them.
        """
        if len(definitions) > MOST_DEFINITIONS:
            raise Refusal(
                Fault(
                    "rule.definitions",
                    f"There are {len(definitions)} metric definitions; a training job has at most {MOST_DEFINITIONS}.",
                    "Give those of one job at a time.",
                )
            )
        named = "[^/]*".join(map(re.escape, jobs.split("*")))
        stream = JOB_STREAM.replace("[^/]+", named, 1)
        wanted = [
            {
                "name": f"{jobs}: {name}",
                "log_stream": stream,
                "pattern": regex,
                # The name is a text; braces in it are not those of a group.
                "metric": name.replace("{", "(").replace("}", ")"),
            }
            for name, regex in definitions
        ]
        made = [self.candidate(fields, by) for fields in wanted]
        made = [rule.changed(created_at=rule.created_at + n) for n, rule in enumerate(made)]
        with self._lock, self._database.session() as session:
            for rule in made:
                rows.add(session, rule)
            self._apply(session)
        return made

    def change(self, name: str, fields: Mapping[str, Any], by: str) -> LogMetricRule:
        """Replace fields of the rule of a name. Raises Refusal with what is wrong, or NOT_FOUND."""
        with self._lock, self._database.session() as session:
            old = rows.find_by_name(session, name)
            if old is None:
                raise missing(name)
            rule = old.changed(**fields, modified_at=self._clock.now(), modified_by=by)
            CompiledLogRule(rule)
            rows.save(session, rule)
            self._apply(session)
        return rule

    def remove(self, name: str) -> None:
        """Remove the rule of a name; its points stay. Raises Refusal NOT_FOUND."""
        with self._lock, self._database.session() as session:
            old = rows.find_by_name(session, name)
            if old is None:
                raise missing(name)
            rows.remove(session, old.id)
            self._apply(session)

    def test(
        self, message: str, group: str, stream: str, candidate: LogMetricRule | None = None
    ) -> list[Reading]:
        """What the enabled rules, or one that is not stored, read from a message of a log stream."""
        rules = self._active if candidate is None else (CompiledLogRule(candidate),)
        event = event_of(message, group, stream)
        held = rules_of(rules, event.group, event.stream)
        return [reading for line in lines_of(event.text) for reading in readings_of(held, line)]

    def _apply(self, session: Session) -> None:
        active = []
        for rule in rows.listed(session, enabled=True):
            try:
                active.append(CompiledLogRule(rule))
            except Refusal as refused:
                # Only a rule of another version of this program can be like that.
                _log.error("log metric rule not applied", rule=rule.name, reason=str(refused))
        self._active = tuple(active)
        self.reader = LogReader(active)


def missing(name: str) -> Refusal:
    """The refusal of a rule that is not there."""
    from_list = "List them with `sagescope log-metrics list`."
    return Refusal(
        Fault("rule.missing", f"There is no log metric rule named {name!r}.", from_list), Cause.NOT_FOUND
    )
