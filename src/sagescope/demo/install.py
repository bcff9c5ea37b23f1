"""The demo account on a server: its collector, sources and rules, and what has been posted so far."""

from dataclasses import dataclass

from sagescope.clock import Clock
from sagescope.demo.feed import sources
from sagescope.demo.rules import RULES
from sagescope.ingest import sagemaker_rules, training_rules
from sagescope.ingest.collection import Collection, SourceDraft
from sagescope.ingest.log_metric_rules import LogMetricRules
from sagescope.ingest.metric_rules import MetricRules
from sagescope.ingest.schema import SchemaService
from sagescope.meta.db import Database
from sagescope.meta.repositories import settings
from sagescope.model.source import Boundaries, BoundaryMode

COLLECTOR = "demo account"
HISTORY_MS = 24 * 3_600_000
_POSTED = "demo.posted_until"


@dataclass(frozen=True, slots=True)
class DemoState:
    """The receiver secrets by source key, and from when on the account has to be posted."""

    tokens: dict[str, str]
    since: int


def install_demo(
    collection: Collection,
    schema: SchemaService,
    metric_rules: MetricRules,
    log_metric_rules: LogMetricRules,
    database: Database,
    clock: Clock,
    by: str,
) -> DemoState:
    """Make the demo's collector, sources and rules where they are missing.

    `by` is the id of the user that the rules belong to.
    """
    held = {c.name: c for c in collection.collectors()}
    collector = held.get(COLLECTOR) or collection.add_collector(
        COLLECTOR, description="A simulated SageMaker account."
    )
    present = {s.name: s for s in collection.sources(collector.id)}
    tokens: dict[str, str] = {}
    for wanted in sources():
        source = present.get(wanted.name)
        if source is None:
            source = collection.add_source(
                collector.id,
                SourceDraft(
                    name=wanted.name,
                    category=wanted.category,
                    fields=dict(wanted.fields),
                    boundaries=Boundaries(mode=BoundaryMode.LINES),
                ),
            )
        tokens[wanted.key] = source.token
    rules = {r.name for r in schema.rules()}
    for rule in RULES:
        if rule.name not in rules:
            schema.add_rule(rule.name, rule.scope, rule.expression, by=by)
    metric_rules.install(sagemaker_rules.RULES, by)
    log_metric_rules.install(training_rules.RULES, by)
    now = clock.now()
    with database.reading() as session:
        posted = settings.get(session, _POSTED, None)
    since = now - HISTORY_MS
    return DemoState(tokens, max(since, int(posted)) if isinstance(posted, int) else since)


def note_posted(database: Database, until: int) -> None:
    """Remember that everything before `until` is posted, so that a later start goes on from there."""
    with database.session() as session:
        settings.put(session, _POSTED, until)
