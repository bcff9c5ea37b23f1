"""`search_pattern`: regular expressions that the store's engine has no means for, a row at a time."""

import time
from collections.abc import Mapping

import pyarrow as pa
import regex

from sagescope.errors import Cause, Fault, Refusal
from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn

MOST_SECONDS = 60.0
"""What all rows together may take: such a pattern can take long over a short text."""

MOST_ROWS = 1_000_000
"""Rows that a pattern with `multi` may make."""

_TOO_LONG = Fault(
    "search.pattern_time",
    "The pattern with look-around takes too long over these messages.",
    "Narrow the time range or the scope, or write the pattern without look-around.",
)

_TOO_MANY = Fault(
    "search.rows",
    f"The pattern makes more than {MOST_ROWS:,} rows.",
    "Narrow the time range or the scope, or let the pattern match less often.",
)


def search_pattern(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """Every row with whether `pattern` is found in its first column, and what the groups took.

    With `multi` a row comes once for each match; a row without one is then left out unless it `stays`.
    The columns behind the first go along. Raises Refusal `search.pattern_time` or `search.rows`.
    """
    pattern, multi, stays = arguments["pattern"], arguments["multi"], arguments["stays"]
    assert isinstance(pattern, str)
    compiled = regex.compile(pattern, regex.V1 | regex.ASCII)
    nothing = (None,) * compiled.groups
    rows: list[int] = []
    groups: list[tuple[str | None, ...]] = []
    found: list[bool] = []
    end = time.monotonic() + MOST_SECONDS
    try:
        for row, text in enumerate(frame.table.column(0).to_pylist()):
            matches = _matches(compiled, text, end, multi=bool(multi)) if text is not None else []
            if not matches and multi and not stays:
                continue
            if len(rows) + len(matches) > MOST_ROWS:
                raise Refusal(_TOO_MANY)
            rows += [row] * max(1, len(matches))
            groups += matches or [nothing]
            found += [True] * len(matches) or [False]
    except TimeoutError as late:
        raise Refusal(_TOO_LONG, Cause.TIMEOUT) from late
    made = [pa.array([taken[i] for taken in groups], pa.string()) for i in range(compiled.groups)]
    rest = frame.table.select(range(1, frame.table.num_columns)).take(pa.array(rows, pa.int64()))
    names = [f"v{i}" for i in range(1 + len(made) + rest.num_columns)]
    columns = (
        FrameColumn("", Kind.BOOL),
        *(FrameColumn("", Kind.TEXT) for _ in made),
        *frame.columns[1:],
    )
    table = pa.Table.from_arrays([pa.array(found, pa.bool_()), *made, *rest.columns], names=names)
    return Frame(columns, table)


def _matches(
    compiled: "regex.Pattern[str]", text: str, end: float, *, multi: bool
) -> list[tuple[str | None, ...]]:
    left = max(end - time.monotonic(), 0.001)
    if multi:
        return [match.groups() for match in compiled.finditer(text, timeout=left)]
    match = compiled.search(text, timeout=left)
    return [match.groups()] if match else []
