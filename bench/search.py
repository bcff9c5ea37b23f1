"""Query time as a ratio to SQL written by hand for the same table."""

import statistics

from bench.messages import DAY, START
from bench.timing import milliseconds
from bench.typical import TYPICAL
from sagescope.core import Core
from sagescope.search.document_queries import LOG_QUERIES
from sagescope.search.service import SearchRequest
from sagescope.store.fields import path_column
from sagescope.timerange import TimeRange

RUNS = 9

_ARN = path_column(("identity", "arn"))
_ASKED, _MADE = path_column(("requestParameters", "modelId")), path_column(("responseElements", "modelId"))

_WITHIN = f"message_time >= {START} AND message_time < {START + DAY}"
_AUDIT = f"""{_WITHIN} AND f_account != '' AND f_region = 'us-east-1' AND namespace_key = 'aws/sagemaker'
AND p_eventsource = 'sagemaker.amazonaws.com' AND j_eventSource = 'sagemaker.amazonaws.com'"""
_MODEL = f"""(if({_ASKED} != '', {_ASKED}, {_MADE}) AS m) IS NULL
OR m = '' OR m = 'ai21.j2-mid-v1'"""
_HAS_ERROR = "hasAllTokens(terms, ['errorcode'])"
_CALLS = f"""{_WITHIN} AND f_account != '' AND f_region != '' AND namespace_key = 'aws/sagemaker'
AND isNotNull(j_accountId) AND isNotNull(j_operation) AND isNotNull(j_modelId)"""
_CALLER = f"""extractGroups(ifNull({_ARN}, ''), '(?i)arn:aws:([^:]*)::([^:]*):user/(.*)') AS u,
extractGroups(ifNull({_ARN}, ''), '(?i)arn:aws:sts::([^:]*):([^/]*)/(.*)') AS r,
if(notEmpty(r), r[2], u[1]) AS kind, if(notEmpty(r), r[3], u[3]) AS caller"""

BY_HAND: dict[str, str] = {
    "locations": f"""SELECT ip, n, dictGet('location_place', 'latitude', place) AS latitude, dictGet('location_place', 'longitude', place) AS longitude
FROM (
  SELECT ip, n, arrayLastIndex(i -> substring(starts, i * 8 - 7, 8) <= wanted, range(1, intDiv(length(starts), 8) + 1)) AS at,
    toUInt64(if(at = 0, 0, reinterpretAsUInt32(substring(dictGet('location_range', 'places', block), greatest(at * 4 - 3, 1), 4)))) AS place
  FROM (
    SELECT ip, n, toUInt128(toIPv6OrNull(ip)) AS x, bitShiftRight(x, 32) = 65535 AS v4,
      toUInt64(ifNull(if(v4, bitAnd(x, 4294967295), bitShiftRight(x, 64)), 0)) AS key, reverse(reinterpretAsFixedString(key)) AS wanted,
      dictGet('location_block', 'block', multiIf(isNull(x), toUInt64(0), v4, toUInt64(4), toUInt64(6)), key) AS block,
      dictGet('location_range', 'starts', block) AS starts
    FROM (SELECT j_sourceIPAddress AS ip, count() AS n FROM logs WHERE {_AUDIT} AND NOT {_HAS_ERROR} AND ({_MODEL}) GROUP BY ip)))""",
    "errors": f"""SELECT j_errorMessage, count() AS n FROM logs WHERE {_AUDIT} AND {_HAS_ERROR} AND ({_MODEL})
GROUP BY j_errorMessage ORDER BY n DESC, j_errorMessage""",
    "events": f"""SELECT j_eventName, count() AS n FROM logs WHERE {_AUDIT} AND ({_MODEL})
AND NOT startsWith(j_eventName, 'Get') AND NOT startsWith(j_eventName, 'List') GROUP BY j_eventName ORDER BY n DESC, j_eventName LIMIT 20""",
    "callers": f"""WITH {_CALLER} SELECT j_accountId, ifNull(j_region, f_region), j_operation, kind, caller, j_modelId, count() AS n FROM logs
WHERE {_CALLS} AND (notEmpty(r) OR notEmpty(u)) GROUP BY ALL ORDER BY n DESC""",
    "operations": f"""WITH {_CALLER} SELECT intDiv(message_time, 3600000) * 3600000 AS t, j_operation, count() FROM logs
WHERE {_CALLS} AND (notEmpty(r) OR notEmpty(u)) GROUP BY t, j_operation""",
    "models": f"""WITH {_CALLER} SELECT intDiv(message_time, 3600000) * 3600000 AS t, j_modelId, count() FROM logs
WHERE {_CALLS} AND (notEmpty(r) OR notEmpty(u)) GROUP BY t, j_modelId""",
}


def measure(core: Core) -> list[tuple[str, float, float, float, int, int]]:
    """Rows of (query, ours in ms, by hand in ms, ratio, our rows, their rows); medians of interleaved runs."""
    range_ = TimeRange(START, START + DAY)
    found: list[tuple[str, float, float, float, int, int]] = []
    for name, text in LOG_QUERIES.items():
        request = SearchRequest(text, range_, limit=1_000, histogram=False)
        found.append((name, *_compared(core, request, BY_HAND[name])))
    return found


def typical(core: Core) -> list[tuple[str, float, float, float, int, int]]:
    """As `measure`, of the typical queries."""
    found: list[tuple[str, float, float, float, int, int]] = []
    for one in TYPICAL:
        request = SearchRequest(one.query, one.range, limit=100, histogram=False)
        found.append((one.name, *_compared(core, request, one.by_hand)))
    return found


def _compared(core: Core, request: SearchRequest, hand: str) -> tuple[float, float, float, int, int]:
    sizes = (core.services.search.run(request).frame.rows, core.engine.query_text(hand).table.num_rows)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(RUNS):
        ours.append(milliseconds(lambda: core.services.search.run(request)))
        theirs.append(milliseconds(lambda: core.engine.query_text(hand)))
    a, b = statistics.median(ours), statistics.median(theirs)
    return a, b, a / b, *sizes


def logreduce(core: Core) -> float:
    """Milliseconds that `logreduce` takes for the newest 10,000 messages: the engine has nothing to compare it with."""
    request = SearchRequest(
        "* | limit 10000 | logreduce", TimeRange(START, START + DAY), limit=100, histogram=False
    )
    return statistics.median(milliseconds(lambda: core.services.search.run(request)) for _ in range(3))


def newest(core: Core) -> tuple[float, float, float]:
    """The newest 100 messages, ours and by hand in ms, and the ratio."""
    range_ = TimeRange(START, START + DAY)
    request = SearchRequest("*", range_, limit=100, histogram=False)
    compiled = core.services.search.compile(request)
    columns = ", ".join(c.sql for c in compiled.columns)
    hand = f"SELECT {columns} FROM logs WHERE {_WITHIN} ORDER BY message_time DESC LIMIT 100"
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(milliseconds(lambda: core.services.search.run(request)))
        theirs.append(milliseconds(lambda: core.engine.query_text(hand)))
    a, b = statistics.median(ours), statistics.median(theirs)
    return a, b, a / b
