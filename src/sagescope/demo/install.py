"""The demo account on a server: its collector, sources and app, and what has been posted so far."""

from dataclasses import dataclass

from sagescope.apps.choices import Choices
from sagescope.apps.service import Apps
from sagescope.clock import Clock
from sagescope.demo.feed import sources
from sagescope.demo.objectives import OBJECTIVES
from sagescope.ingest import training_rules
from sagescope.ingest.collection import Collection, SourceDraft
from sagescope.ingest.log_metric_rules import LogMetricRules
from sagescope.meta.db import Database
from sagescope.meta.repositories import settings
from sagescope.model.source import Boundaries, BoundaryMode
from sagescope.monitors.objectives import Objectives

COLLECTOR = "demo account"
APP = "amazon-sagemaker"
HISTORY_MS = 24 * 3_600_000
_POSTED = "demo.posted_until"


@dataclass(frozen=True, slots=True)
class DemoState:
    """The receiver secrets by source key, and from when on the account has to be posted.

    `is_new` tells that nothing of it has been posted yet.
    """

    tokens: dict[str, str]
    since: int
    is_new: bool


def install_demo(
    collection: Collection,
    apps: Apps,
    log_metric_rules: LogMetricRules,
    objectives: Objectives,
    database: Database,
    clock: Clock,
    by: str,
) -> DemoState:
    """Make the demo's collector and sources where they are missing, and install the SageMaker app and objectives once.

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
    log_metric_rules.install(training_rules.RULES, by)
    now = clock.now()
    with database.reading() as session:
        posted = settings.get(session, _POSTED, None)
    since = now - HISTORY_MS
    if isinstance(posted, int):
        # Whoever takes the app away does not get it back at the next start.
        return DemoState(tokens, max(since, posted), is_new=False)
    if not any(i.package == APP for i in apps.instances()):
        apps.install(APP, "", Choices(monitors=True), by=by)
    if not objectives.listed():
        for body in OBJECTIVES:
            objectives.add(body, by=by)
    return DemoState(tokens, since, is_new=True)


def note_posted(database: Database, until: int) -> None:
    """Remember that everything before `until` is posted, so that a later start goes on from there."""
    with database.session() as session:
        settings.put(session, _POSTED, until)
