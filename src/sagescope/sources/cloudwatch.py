"""Metrics by GetMetricData: what there is, and its points since the last time (reference protocols.md, 2.6)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sagescope.durations import UNITS
from sagescope.errors import Fault
from sagescope.ingest.formats.cloudwatch_data import points_of
from sagescope.model.source_kinds import CloudWatchSettings
from sagescope.sources.accounts import Account, Accounts
from sagescope.sources.checkpoints import Checkpoints
from sagescope.sources.faults import AwsRefusal, Trouble, calling
from sagescope.sources.inflow import Inflow
from sagescope.sources.metric_queries import (
    Metric,
    Resources,
    distinct,
    filters_for,
    has_dimensions,
    is_asked,
    is_of,
    is_tagged,
    queries_of,
    resource_of,
)
from sagescope.sources.places import in_each_place
from sagescope.sources.pull import Outcome, Pull, cutoff_of
from sagescope.sources.windows import HOUR, Window, windows

FIRST = UNITS["h"]
"""Milliseconds before its first run from which on a source fetches, where it has no cut-off."""

_RECENT = 3 * HOUR
"""Milliseconds for which ListMetrics calls a metric recently active."""

_BYTES_A_POINT = 16


class MetricPuller:
    """Fetches metrics, each region of each account for itself."""

    def __init__(self, accounts: Accounts, checkpoints: Checkpoints, inflow: Inflow) -> None:
        self._accounts = accounts
        self._checkpoints = checkpoints
        self._inflow = inflow

    def pull(self, pull: Pull, settings: CloudWatchSettings) -> Outcome:
        """Fetch what is new.

        Raises the first Refusal of AWS after all regions have had their turn. How far each has come is noted behind
        each stretch of time, so the next run goes on from there.
        """
        outcome = Outcome()

        def work(account: Account, region: str, place: str) -> None:
            self._place(pull, settings, account, region, place, outcome)

        in_each_place(pull, self._accounts.of(settings.access), self._checkpoints, work)
        return outcome

    def _place(
        self,
        pull: Pull,
        settings: CloudWatchSettings,
        account: Account,
        region: str,
        place: str,
        outcome: Outcome,
    ) -> None:
        now = pull.clock.now()
        position = self._checkpoints.position(pull.source.id, place)
        # However long the server was away, it goes on from where it was.
        start = cutoff_of(pull.source) or (now - FIRST if position is None else 0)
        due = windows(position, start, now, period=settings.period, delay=settings.delay)
        if not due:
            return
        client = account.client("cloudwatch", region)
        recent = now - due[0].range.start < _RECENT
        listed = distinct(self._listed(client, settings, recent=recent))
        metrics = self._chosen(listed, settings, account, region)
        for window in due:
            if pull.stopped():
                return
            self._fetch(pull, settings, client, account, region, metrics, window, outcome)
            self._checkpoints.advance(pull.source.id, place, window.range.end)
            self._checkpoints.keep_place(pull.source.id, place)

    def _listed(self, client: Any, settings: CloudWatchSettings, *, recent: bool) -> Iterator[Metric]:
        """The metrics of the namespaces that a source fetches."""
        active = {"RecentlyActive": "PT3H"} if recent else {}
        # Namespaces by prefix are found among all of them only.
        asked: list[dict[str, str]] = (
            [{}] if settings.custom else [{"Namespace": namespace} for namespace in settings.namespaces]
        )
        with calling("cloudwatch:ListMetrics", "CloudWatch"):
            for one in asked:
                for page in client.get_paginator("list_metrics").paginate(**one, **active):
                    for metric in page["Metrics"]:
                        if is_asked(settings, metric["Namespace"]) and has_dimensions(
                            settings.dimension_filters, metric
                        ):
                            yield metric

    def _chosen(
        self, metrics: Sequence[Metric], settings: CloudWatchSettings, account: Account, region: str
    ) -> list[Metric]:
        """Those of the metrics whose resources have the tags that are wanted."""
        if not any(one.tags for one in settings.tag_filters):
            return list(metrics)
        tagged = self._tagged(account, region)
        resources: dict[str, Resources | None] = {}
        for namespace in {str(metric["Namespace"]) for metric in metrics}:
            wanted = filters_for(settings.tag_filters, namespace)
            resources[namespace] = (
                frozenset(
                    resource for resource, tags in tagged if any(is_tagged(one, tags) for one in wanted)
                )
                if wanted
                else None
            )
        return [
            metric
            for metric in metrics
            if (held := resources[str(metric["Namespace"])]) is None or is_of(held, metric)
        ]

    def _tagged(self, account: Account, region: str) -> list[tuple[tuple[str, str], Mapping[str, str]]]:
        client = account.client("resourcegroupstaggingapi", region)
        with calling("tag:GetResources", "the tags of resources"):
            return [
                (
                    resource_of(held["ResourceARN"]),
                    {str(tag["Key"]): str(tag["Value"]) for tag in held.get("Tags", ())},
                )
                for page in client.get_paginator("get_resources").paginate()
                for held in page["ResourceTagMappingList"]
            ]

    def _fetch(
        self,
        pull: Pull,
        settings: CloudWatchSettings,
        client: Any,
        account: Account,
        region: str,
        metrics: Sequence[Metric],
        window: Window,
        outcome: Outcome,
    ) -> None:
        """Store the points of one stretch of time."""
        alias = pull.source.fields.get("account") or account.alias
        for queries in queries_of(metrics, settings.statistics, window.period):
            for page in self._pages(client, queries, window):
                points = points_of(
                    queries,
                    page,
                    pull.clock.now(),
                    region=region,
                    account_id=account.number,
                    dimensions={"account": alias} if alias else {},
                )
                if points.times:
                    self._inflow.points(pull.envelope(), points, len(points.times) * _BYTES_A_POINT)
                    outcome.points += len(points.times)

    def _pages(
        self, client: Any, queries: Sequence[Mapping[str, Any]], window: Window
    ) -> Iterator[Mapping[str, Any]]:
        more: dict[str, str] = {}
        while True:
            with calling("cloudwatch:GetMetricData", "CloudWatch"):
                page = client.get_metric_data(
                    MetricDataQueries=queries,
                    StartTime=datetime.fromtimestamp(window.range.start / 1_000, UTC),
                    EndTime=datetime.fromtimestamp(window.range.end / 1_000, UTC),
                    ScanBy="TimestampAscending",
                    **more,
                )
            for result in page.get("MetricDataResults", ()):
                _check(result)
            yield page
            token = page.get("NextToken")
            if not token:
                return
            more = {"NextToken": str(token)}


def _check(result: Mapping[str, Any]) -> None:
    """Raise AwsRefusal where CloudWatch did not give what was asked: the stretch is then fetched again."""
    match result.get("StatusCode"):
        case "InternalError":
            raise AwsRefusal(
                Fault(
                    "aws.outage",
                    "CloudWatch failed to give the points of a metric.",
                    "It is tried again by itself.",
                ),
                Trouble.PASSING,
            )
        case "Forbidden":
            raise AwsRefusal(
                Fault(
                    "aws.denied",
                    "AWS denies cloudwatch:GetMetricData on a metric.",
                    "Allow cloudwatch:GetMetricData to the source's role or user.",
                ),
                Trouble.STANDING,
            )
