"""Trying an app package on its own sample data: a fresh store, the package installed, all of it asked.

The samples go the way of any message and point, so extraction rules, metric rules and learning curves see them. The clock
stands at the newest sample.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sagescope.apps.catalog import packed
from sagescope.apps.choices import Choices
from sagescope.apps.format import Sample
from sagescope.apps.monitor_checks import MonitorCheck, check_monitor
from sagescope.apps.panel_checks import DashboardCheck
from sagescope.apps.reading import Package, read_package
from sagescope.apps.running import check_app
from sagescope.apps.validating import checked_package
from sagescope.clock import FixedClock
from sagescope.config import Settings
from sagescope.core import Core, load_geolocation, open_core
from sagescope.errors import Fault, Refusal
from sagescope.ingest.collection import SourceDraft
from sagescope.ingest.envelope import Envelope
from sagescope.ingest.points import BadLine, PointsBuilder
from sagescope.ingest.sources import ActiveSource
from sagescope.ingest.streams import Decoded, Stream
from sagescope.monitors.tree import monitor_of
from sagescope.timerange import TimeRange

RANGE = 7 * 86_400_000
AT_ONCE = 2_000
BY = "0" * 16
_PLACES = re.compile(r"geo://|asn://|\bgeoip\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a package showed on its samples."""

    package: Package
    messages: int
    points: int
    dashboards: tuple[DashboardCheck, ...]
    monitors: tuple[MonitorCheck, ...]

    @property
    def failures(self) -> list[str]:
        """What does not work, in words."""
        found = [
            f"{check.dashboard} / {panel.panel}: {panel.lacks}"
            for check in self.dashboards
            for panel in check.panels
            if panel.faults or (not panel.shows and not panel.optional)
        ]
        found += [
            f"{check.dashboard}: the variable {name} {reason}"
            for check in self.dashboards
            for name, reason in check.variables.items()
        ]
        found += [
            f"{monitor.monitor}: {'; '.join(monitor.faults) or 'finds nothing'}"
            for monitor in self.monitors
            if not monitor.works
        ]
        return found


def try_package(folder: Path, scratch: Path) -> Trial:
    """Try the package of a folder; `scratch` is an empty directory for its store.

    Raises Refusal with the faults of the package, or where it has no samples.
    """
    package = checked_package(read_package(folder))
    samples = list(package.sampled())
    if not samples:
        raise Refusal(
            Fault("package.samples", "The package has no sample data.", "Write it to samples/*.jsonl.")
        )
    clock = FixedClock(max(sample.at for sample in samples) + 1_000)
    core = open_core(Settings(data=scratch), clock)
    try:
        files = packed(folder)
        if _PLACES.search(_text(files)):
            load_geolocation(core)
        return _tried(core, package, files, samples)
    finally:
        core.close()


def _tried(core: Core, package: Package, files: Mapping[str, bytes], samples: Sequence[Sample]) -> Trial:
    services = core.services
    manifest = package.manifest
    if manifest.name not in [one.name for one in services.apps.catalog.listed()]:
        services.apps.catalog.add(files)
    done = services.apps.install(manifest.name, manifest.version, Choices(), by=BY)
    assert done.instance is not None
    messages = [sample for sample in samples if sample.raw is not None]
    points = [sample for sample in samples if sample.metric is not None]
    asyncio.run(_taken_in(core, messages, points))
    now = core.clock.now()
    optional = {monitor.name: monitor.data == "optional" for monitor in package.monitors}
    return Trial(
        package,
        len(messages),
        len(points),
        tuple(check_app(services.apps, services.library, services.dashboards, done.instance)),
        tuple(
            check_monitor(
                monitor_of(item),
                services.search,
                services.metrics,
                TimeRange(now - RANGE, now),
                optional=optional.get(item.name, True),
            )
            for item in services.monitors.listed()
            if item.kind == "monitor"
        ),
    )


async def _taken_in(core: Core, messages: Sequence[Sample], points: Sequence[Sample]) -> None:
    services, intake = core.services, core.services.intake
    collector = services.collection.default_collector()
    source = services.collection.add_source(collector.id, SourceDraft(name="samples"))
    active = services.sources.find(source.token)
    await intake.start()
    try:
        for start in range(0, len(messages), AT_ONCE):
            await asyncio.gather(
                *(_message(core, active, sample) for sample in messages[start : start + AT_ONCE])
            )
        by_fields: dict[tuple[tuple[str, str], ...], list[Sample]] = defaultdict(list)
        for point in points:
            by_fields[tuple(sorted(point.fields.items()))].append(point)
        for held in by_fields.values():
            await _points(core, held)
    finally:
        await intake.stop()


async def _message(core: Core, active: ActiveSource, sample: Sample) -> None:
    text = sample.raw or ""
    decoded = Decoded([Stream([text], [sample.at])], len(text))
    await core.services.intake.accept(active, _envelope(sample), True, lambda: decoded)


async def _points(core: Core, samples: Iterable[Sample]) -> None:
    held = list(samples)
    envelope = _envelope(held[0])
    builder = PointsBuilder(envelope.receipt, envelope.fields, {}, None)
    for sample in held:
        try:
            series = builder.series(sample.metric or "", sample.dimensions)
            builder.put(series, sample.value if sample.value is not None else 0.0, sample.at)
        except BadLine as wrong:
            raise Refusal(
                Fault("package.sample", f"A point of {sample.metric!r} cannot be: {wrong}.", "Correct it.")
            ) from None
    await core.services.intake.metrics.accept_points(envelope, "sample", 0, lambda: builder.points)


def _envelope(sample: Sample) -> Envelope:
    return Envelope(
        collector_id=1,
        collector="samples",
        source_id=1,
        source="samples",
        category=sample.category,
        host=sample.host,
        name=sample.name,
        fields=sample.fields,
        dimensions={},
        meta={},
        receipt=sample.at,
    )


def _text(files: Mapping[str, bytes]) -> str:
    return "\n".join(
        content.decode("utf-8", "replace")
        for name, content in files.items()
        if name.endswith((".yaml", ".json"))
    )
