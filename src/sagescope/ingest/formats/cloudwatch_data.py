"""Points of CloudWatch's GetMetricData: the queries that were asked, and the answer as boto3 gives it.

(Reference protocols.md, 2.6; CloudWatch API, "GetMetricData".)
"""

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sagescope.ingest.formats.cloudwatch_names import CloudWatchMetric
from sagescope.ingest.points import NONE, NOT_FINITE, BadLine, Points, PointsBuilder
from sagescope.ingest.sagemaker_metrics import unit_of


def points_of(
    queries: Sequence[Mapping[str, Any]],
    response: Mapping[str, Any],
    receipt: int,
    *,
    region: str = "",
    account_id: str = "",
    dimensions: Mapping[str, str] = NONE,
    window: int | None = None,
) -> Points:
    """The points of one page of results.

    `queries` are the `MetricDataQueries` of the request, `response` is what `get_metric_data` returned. The
    series are those that a metric stream gives: `region` and `account_id` are those that were asked, unless a
    query names its own `AccountId`; the unit is that of the query, else what is known of SageMaker's metrics.
    Results of expressions are rejected, since they are no metric of CloudWatch, and so are results that no
    query has asked for. Nothing is raised for a result with an error: its values, if any, count.
    """
    builder = PointsBuilder(receipt, dimensions, NONE, window)
    asked = {str(query.get("Id", "")): query for query in queries}
    for result in response.get("MetricDataResults", ()):
        id_ = str(result.get("Id", ""))
        statistic = asked.get(id_, {}).get("MetricStat")
        times, values = result.get("Timestamps", ()), result.get("Values", ())
        if statistic is None:
            builder.reject(0, str(result.get("Label", id_)), f"no query of a metric has the id {id_!r}")
            continue
        metric = _metric(asked[id_], statistic, region, account_id)
        tags = metric.tags(str(statistic.get("Stat", "")))
        for time, value in zip(times, values, strict=False):
            try:
                if not math.isfinite(value):
                    raise BadLine(NOT_FINITE)
                builder.put(builder.series(metric.name, tags), float(value), _millis(time))
            except BadLine as wrong:
                builder.reject(0, metric.name, str(wrong))
    return builder.points


def _metric(
    query: Mapping[str, Any], statistic: Mapping[str, Any], region: str, account_id: str
) -> CloudWatchMetric:
    named = statistic.get("Metric", {})
    namespace, name = str(named.get("Namespace", "")), str(named.get("MetricName", ""))
    return CloudWatchMetric(
        namespace,
        name,
        {str(d["Name"]): str(d["Value"]) for d in named.get("Dimensions", ())},
        region,
        str(query.get("AccountId") or account_id),
        str(statistic.get("Unit") or unit_of(namespace, name)),
    )


def _millis(time: datetime) -> int:
    # boto3's times have a zone; one without would be read as that of this machine.
    return round((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() * 1000)
