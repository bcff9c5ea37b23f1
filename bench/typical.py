"""Typical queries, each with the SQL that somebody who knows the table would write for it."""

from dataclasses import dataclass

from bench.messages import DAY, START, cloudtrail
from sagescope.timerange import TimeRange

WHOLE = TimeRange(START, START + DAY)
QUARTER = TimeRange(START + DAY // 2, START + DAY // 2 + 15 * 60_000)


@dataclass(frozen=True, slots=True)
class Typical:
    """A query, its range, and the SQL that it is compared with; `%(within)s` stands for the range there."""

    name: str
    query: str
    sql: str
    range: TimeRange = WHOLE

    @property
    def by_hand(self) -> str:
        """The SQL with its range."""
        within = f"message_time >= {self.range.start} AND message_time < {self.range.end}"
        return self.sql.replace("%(within)s", within)


def _tokens(*words: str) -> str:
    listed = ", ".join(f"'{w}'" for w in words)
    return f"hasAllTokens(terms, [{listed}])"


_ONCE = next(cloudtrail(1))[1].partition('"requestID":"')[2][:32]
"""A word that one message has: the first."""

TYPICAL: tuple[Typical, ...] = (
    Typical(
        "rare word",
        f"{_ONCE} | count by _sourceHost",
        f"SELECT source_host, count() FROM logs WHERE %(within)s AND {_tokens(_ONCE)} GROUP BY source_host",
    ),
    Typical(
        "rare keyword",
        "rate exceeded endpoint-499 | count",
        f"SELECT count() FROM logs WHERE %(within)s AND {_tokens('rate', 'exceeded', 'endpoint', '499')}"
        " AND match(raw, '(?i)(?:^|[^\\\\pL\\\\pN_])endpoint-499(?:$|[^\\\\pL\\\\pN_])')",
    ),
    Typical(
        "phrase",
        '"Rate exceeded" | count by _sourceHost',
        f"SELECT source_host, count() FROM logs WHERE %(within)s AND {_tokens('rate', 'exceeded')}"
        " AND positionCaseInsensitive(raw, 'Rate exceeded') > 0 GROUP BY source_host",
    ),
    Typical(
        "top ten",
        '_sourceCategory=*cloudtrail* | json "sourceIPAddress" as ip | count by ip | top 10 ip by _count',
        "SELECT j_sourceIPAddress AS ip, count() AS n FROM logs WHERE %(within)s"
        " AND lower(source_category) LIKE '%cloudtrail%' AND isNotNull(j_sourceIPAddress)"
        " GROUP BY ip ORDER BY n DESC LIMIT 10",
    ),
    Typical(
        "distinct count",
        '_sourceCategory=*cloudtrail* | json "sourceIPAddress" as ip | count_distinct(ip)',
        "SELECT uniq(j_sourceIPAddress) FROM logs WHERE %(within)s"
        " AND lower(source_category) LIKE '%cloudtrail%' AND isNotNull(j_sourceIPAddress)",
    ),
    Typical(
        "slices by field",
        '_sourceCategory=*cloudtrail* | json "eventName" | timeslice 15m | count by _timeslice, eventName',
        "SELECT intDiv(message_time, 900000) * 900000 AS t, j_eventName, count() FROM logs WHERE %(within)s"
        " AND lower(source_category) LIKE '%cloudtrail%' AND isNotNull(j_eventName) GROUP BY t, j_eventName",
    ),
    Typical(
        "regex",
        '_sourceCategory=*cloudtrail* | parse regex "Boto3/(?<version>[0-9.]+)" | count by version',
        "SELECT extract(raw, 'Boto3/([0-9.]+)') AS version, count() FROM logs WHERE %(within)s"
        " AND lower(source_category) LIKE '%cloudtrail%' AND match(raw, 'Boto3/([0-9.]+)') GROUP BY version",
    ),
    Typical(
        "nested keys",
        '_sourceCategory=*cloudtrail* | json "userIdentity.sessionContext.sessionIssuer.userName" as issuer nodrop'
        " | count by issuer",
        "SELECT JSONExtract(raw, 'userIdentity', 'sessionContext', 'sessionIssuer', 'userName', 'Nullable(String)')"
        " AS issuer, count() FROM logs WHERE %(within)s AND lower(source_category) LIKE '%cloudtrail%' GROUP BY issuer",
    ),
    Typical(
        "transpose",
        '_sourceCategory=*cloudtrail* | json "awsRegion" as region | timeslice 1h'
        " | count by _timeslice, region | transpose row _timeslice column region",
        "SELECT intDiv(message_time, 3600000) * 3600000 AS t, countIf(j_awsRegion = 'us-east-1'),"
        " countIf(j_awsRegion = 'eu-west-1'), countIf(j_awsRegion = 'us-west-2'), countIf(j_awsRegion = 'ap-southeast-2')"
        " FROM logs WHERE %(within)s AND lower(source_category) LIKE '%cloudtrail%' GROUP BY t ORDER BY t",
    ),
    Typical(
        "outlier",
        "_sourceCategory=*cloudtrail* | timeslice 5m | count by _timeslice | outlier _count window=12",
        "SELECT t, n, avg(n) OVER w AS m, stddevSamp(n) OVER w AS s, abs(n - m) > 3 * s FROM ("
        "SELECT intDiv(message_time, 300000) * 300000 AS t, count() AS n FROM logs WHERE %(within)s"
        " AND lower(source_category) LIKE '%cloudtrail%' GROUP BY t)"
        " WINDOW w AS (ORDER BY t ROWS BETWEEN 12 PRECEDING AND 1 PRECEDING)",
    ),
    Typical(
        "join",
        '"AccessDeniedException" or "CreateModel" | join'
        ' (where _raw matches "*AccessDenied*" | json "sourceIPAddress" as ip | count as denied by ip) as d,'
        ' (where _raw matches "*CreateModel*" | json "sourceIPAddress" as ip | count as made by ip) as m on d.ip = m.ip',
        "SELECT ip, denied, made FROM (SELECT j_sourceIPAddress AS ip, count() AS denied FROM logs WHERE %(within)s"
        f" AND ({_tokens('accessdeniedexception')} OR {_tokens('createmodel')}) AND position(raw, 'AccessDenied') > 0"
        " AND isNotNull(ip) GROUP BY ip) AS d INNER JOIN (SELECT j_sourceIPAddress AS ip, count() AS made FROM logs"
        f" WHERE %(within)s AND ({_tokens('accessdeniedexception')} OR {_tokens('createmodel')})"
        " AND position(raw, 'CreateModel') > 0 AND isNotNull(ip) GROUP BY ip) AS m USING ip",
    ),
    Typical(
        "newest hundred",
        "_sourceCategory=*cloudtrail* | limit 100",
        "SELECT message_time, raw, source_host, source_name, source_category, loglevel, message_id, size, collector, source"
        " FROM logs WHERE %(within)s AND lower(source_category) LIKE '%cloudtrail%' ORDER BY message_time DESC LIMIT 100",
    ),
    Typical(
        "quarter of an hour",
        '_sourceCategory=*cloudtrail* | json "eventName" | count by eventName | sort by _count',
        "SELECT j_eventName, count() AS n FROM logs WHERE %(within)s AND lower(source_category) LIKE '%cloudtrail%'"
        " AND isNotNull(j_eventName) GROUP BY j_eventName ORDER BY n DESC",
        QUARTER,
    ),
    Typical(
        "condition on text",
        '_sourceCategory=*cloudtrail* | json "eventName", "errorCode" as name, code nodrop'
        ' | where name matches "Create*" and !isBlank(code) | count by name, code',
        "SELECT j_eventName, j_errorCode, count() FROM logs WHERE %(within)s"
        " AND lower(source_category) LIKE '%cloudtrail%' AND startsWith(j_eventName, 'Create')"
        " AND isNotNull(j_errorCode) AND match(j_errorCode, '\\\\S') GROUP BY j_eventName, j_errorCode",
    ),
    Typical(
        "regex condition",
        "_sourceCategory=*cloudtrail* | where _raw matches /endpoint-4[0-9]{2}/ | count",
        "SELECT count() FROM logs WHERE %(within)s AND lower(source_category) LIKE '%cloudtrail%'"
        " AND match(raw, 'endpoint-4[0-9]{2}')",
    ),
    Typical(
        "percentiles",
        '_sourceCategory=*cloudwatch* | json "output.outputTokenCount", "modelId" as tokens, model'
        " | pct(tokens, 50, 95, 99) by model",
        "SELECT j_modelId, quantilesExactInclusive(0.5, 0.95, 0.99)(toFloat64OrNull("
        "JSONExtract(raw, 'output', 'outputTokenCount', 'Nullable(String)'))) FROM logs WHERE %(within)s"
        " AND lower(source_category) LIKE '%cloudwatch%' AND isNotNull(j_modelId)"
        " AND isNotNull(JSONExtract(raw, 'output', 'outputTokenCount', 'Nullable(String)')) GROUP BY j_modelId",
    ),
    Typical(
        "anchors",
        '_sourceCategory=*cloudtrail* | parse "\\"requestID\\":\\"*\\"" as id | count_distinct(id)',
        'SELECT uniq(extract(raw, \'"requestID":"(.*?)"\')) FROM logs WHERE %(within)s'
        " AND lower(source_category) LIKE '%cloudtrail%' AND position(raw, '\"requestID\":\"') > 0",
    ),
    Typical(
        "running sum",
        "_sourceCategory=*cloudtrail* | timeslice 1m | count by _timeslice | sort by _timeslice asc | accum _count",
        "SELECT t, n, sum(n) OVER (ORDER BY t) FROM (SELECT intDiv(message_time, 60000) * 60000 AS t, count() AS n"
        " FROM logs WHERE %(within)s AND lower(source_category) LIKE '%cloudtrail%' GROUP BY t) ORDER BY t",
    ),
    Typical(
        "two keys sorted",
        '_sourceCategory=*cloudtrail* | json "eventName", "awsRegion" as name, region'
        " | count by name, region | sort by _count, name asc | limit 50",
        "SELECT j_eventName, j_awsRegion, count() AS n FROM logs WHERE %(within)s"
        " AND lower(source_category) LIKE '%cloudtrail%' AND isNotNull(j_eventName) AND isNotNull(j_awsRegion)"
        " GROUP BY j_eventName, j_awsRegion ORDER BY n DESC, j_eventName LIMIT 50",
    ),
    Typical(
        "last value of each",
        '_sourceCategory=*cloudtrail* | json "sourceIPAddress", "eventName" as ip, name | first(name) by ip',
        "SELECT j_sourceIPAddress, argMax(j_eventName, (message_time, message_id)) FROM logs WHERE %(within)s"
        " AND lower(source_category) LIKE '%cloudtrail%' AND isNotNull(j_sourceIPAddress) AND isNotNull(j_eventName)"
        " GROUP BY j_sourceIPAddress",
    ),
    Typical(
        "everything counted",
        "* | count by _sourceCategory",
        "SELECT source_category, count() FROM logs WHERE %(within)s GROUP BY source_category",
    ),
)
"""The queries; `logreduce` is measured apart, since the engine has nothing to compare it with."""
