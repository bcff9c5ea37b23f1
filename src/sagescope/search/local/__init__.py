"""Stages that are not SQL: functions from Arrow tables to an Arrow table, by the name that plans use."""

from collections.abc import Callable, Mapping, Sequence

from sagescope.search.frames import Frame
from sagescope.search.local.compare import compare
from sagescope.search.local.details import details
from sagescope.search.local.discover import discover
from sagescope.search.local.fillmissing import fillmissing
from sagescope.search.local.logcompare import logcompare
from sagescope.search.local.logexplain import logexplain
from sagescope.search.local.logreduce import logreduce
from sagescope.search.local.logreduce_keys import logreduce_keys
from sagescope.search.local.logreduce_values import logreduce_values
from sagescope.search.local.merge import merge
from sagescope.search.local.metric_ewma import metric_ewma
from sagescope.search.local.metric_predict import metric_predict
from sagescope.search.local.parse_xml import parse_xml
from sagescope.search.local.predict import predict
from sagescope.search.local.search_pattern import search_pattern
from sagescope.search.local.sessionize import sessionize
from sagescope.search.local.trace import trace
from sagescope.search.local.transactionize import transactionize
from sagescope.search.local.transpose import transpose

LocalFunction = Callable[[Sequence[Frame], Mapping[str, object]], Frame]


def _of_one(function: Callable[[Frame, Mapping[str, object]], Frame]) -> LocalFunction:
    """A function of one frame as one of all its inputs."""
    return lambda frames, arguments: function(frames[0], arguments)


LOCAL: Mapping[str, LocalFunction] = {
    "compare": compare,
    "fillmissing": _of_one(fillmissing),
    "details": details,
    "logcompare": logcompare,
    "logexplain": _of_one(logexplain),
    "logreduce": _of_one(logreduce),
    "logreduce_keys": _of_one(logreduce_keys),
    "logreduce_values": _of_one(logreduce_values),
    "merge": _of_one(merge),
    "predict": _of_one(predict),
    "sessionize": _of_one(sessionize),
    "trace": _of_one(trace),
    "transactionize": _of_one(transactionize),
    "metric_ewma": _of_one(metric_ewma),
    "metric_predict": _of_one(metric_predict),
    "discover": _of_one(discover),
    "parse_xml": _of_one(parse_xml),
    "search_pattern": _of_one(search_pattern),
    "transpose": _of_one(transpose),
}
"""Every name that an operator puts into a `Local` node (a test holds them to it)."""
