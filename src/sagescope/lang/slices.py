"""Slices of time: how wide they are, and where they begin."""

from sagescope.durations import UNITS

WIDTHS = tuple(
    n * UNITS[u]
    for u, ns in (
        ("s", (1, 5, 10, 15, 30)),
        ("m", (1, 2, 5, 10, 15, 30)),
        ("h", (1, 2, 3, 4, 6, 12)),
        ("d", (1,)),
        ("w", (1,)),
    )
    for n in ns
)
"""Widths that a number of buckets is turned into: the smallest that gives at most that many."""

# Weeks start on Monday; the epoch was a Thursday.
_MONDAY = 4 * UNITS["d"]


def slice_shift(width: int, zone_offset: int) -> int:
    """How far in milliseconds before the epoch slices of `width` are counted from."""
    return zone_offset - (_MONDAY if width % UNITS["w"] == 0 else 0)


def bucket_width(length: int, buckets: int) -> int:
    """The width in milliseconds for at most `buckets` slices of a range of `length` milliseconds."""
    for width in WIDTHS:
        if length <= width * buckets:
            return width
    weeks = -(-length // (buckets * WIDTHS[-1]))
    return weeks * WIDTHS[-1]
