"""Time as each program of the account writes it; all of it UTC."""

from datetime import UTC, datetime
from functools import lru_cache

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@lru_cache(maxsize=8192)
def moment(second: int) -> datetime:
    """The moment `second` (epoch seconds)."""
    return datetime.fromtimestamp(second, UTC)


@lru_cache(maxsize=8192)
def _spaced(second: int) -> str:
    return f"{moment(second):%Y-%m-%d %H:%M:%S}"


def spaced(at_ms: int) -> str:
    """`2025-12-30 14:46:36`."""
    return _spaced(at_ms // 1000)


def comma(at_ms: int) -> str:
    """`2025-12-30 14:46:36,619`: log4j and Python's logging."""
    return f"{_spaced(at_ms // 1000)},{at_ms % 1000:03d}"


def comma_t(at_ms: int) -> str:
    """`2025-12-18T18:52:02,763`: TorchServe of later versions."""
    return comma(at_ms).replace(" ", "T", 1)


def dotted(at_ms: int, micros: int = 0) -> str:
    """`2021-03-14 23:56:24.740603`: TensorFlow Serving."""
    return f"{_spaced(at_ms // 1000)}.{at_ms % 1000:03d}{micros % 1000:03d}"


def iso_seconds(at_ms: int) -> str:
    """`2026-01-02T09:18:24Z`: CloudTrail."""
    return _spaced(at_ms // 1000).replace(" ", "T", 1) + "Z"


def iso_millis(at_ms: int) -> str:
    """`2026-01-02T09:18:24.120Z`."""
    return f"{_spaced(at_ms // 1000).replace(' ', 'T', 1)}.{at_ms % 1000:03d}Z"


def data_log(at_ms: int) -> str:
    """`2022-04-18T00:25:37.442`: SageMaker's own data-log streams."""
    return iso_millis(at_ms)[:-1]


def nginx(at_ms: int) -> str:
    """`18/Apr/2022:00:27:27 +0000`: nginx's combined format."""
    at = moment(at_ms // 1000)
    return f"{at.day:02d}/{_MONTHS[at.month - 1]}/{at.year}:{at:%H:%M:%S} +0000"


def glog(at_ms: int, micros: int = 0) -> str:
    """`0804 18:42:40.465919`: Triton."""
    return f"{moment(at_ms // 1000):%m%d %H:%M:%S}.{at_ms % 1000:03d}{micros % 1000:03d}"


def american(at_ms: int) -> str:
    """`06/07/2021 20:39:12`: the built-in algorithms."""
    return f"{moment(at_ms // 1000):%m/%d/%Y %H:%M:%S}"


def dashed(at_ms: int) -> str:
    """`2025-12-18-18-41-24-007`: the SageMaker SDK's names of jobs."""
    return f"{moment(at_ms // 1000):%Y-%m-%d-%H-%M-%S}-{at_ms % 1000:03d}"


def compact(at_ms: int) -> str:
    """`20251219-001300`."""
    return f"{moment(at_ms // 1000):%Y%m%d-%H%M%S}"


def minute_z(at_ms: int) -> str:
    """`20251219T0010Z`: the time in the name of a CloudTrail object."""
    return f"{moment(at_ms // 1000):%Y%m%dT%H%MZ}"


def day_path(at_ms: int) -> str:
    """`2025/12/19`: the folders of CloudTrail's bucket."""
    return f"{moment(at_ms // 1000):%Y/%m/%d}"
