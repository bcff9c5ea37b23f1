"""Stages that are not SQL: functions from an Arrow table to an Arrow table, by the name that plans use."""

from collections.abc import Callable, Mapping

from sagescope.search.frames import Frame
from sagescope.search.local.transpose import transpose

LocalFunction = Callable[[Frame, Mapping[str, object]], Frame]

LOCAL: Mapping[str, LocalFunction] = {"transpose": transpose}
"""Every name that an operator puts into a `Local` node (a test holds them to it)."""
