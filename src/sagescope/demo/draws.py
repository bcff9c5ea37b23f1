"""Chance that repeats itself: random draws named by what they are for.

Time is divided into blocks of five minutes, aligned to the epoch. Whatever happens in a block is drawn
from a generator seeded by (seed, kind, entity, block), so it does not depend on what else was asked.
"""

from collections.abc import Iterator
from random import Random
from string import ascii_letters, ascii_lowercase, digits

SECOND_MS = 1_000
MINUTE_MS = 60_000
HOUR_MS = 3_600_000
DAY_MS = 86_400_000
BLOCK_MS = 5 * MINUTE_MS

_LOWER = ascii_lowercase + digits
_MIXED = ascii_letters + digits


def dice(seed: int, *names: object) -> Random:
    """The random generator for one purpose: the same names give the same draws on every machine."""
    return Random("|".join((str(seed), *map(str, names))))  # a text seeds through SHA-512, not through hash()


def blocks(start_ms: int, end_ms: int) -> range:
    """Starts (ms) of the blocks that [start_ms, end_ms) touches."""
    return range(start_ms // BLOCK_MS * BLOCK_MS, end_ms, BLOCK_MS)


def arrivals(rng: Random, per_minute: float, block: int) -> Iterator[int]:
    """Moments (ms, rising) of a Poisson process with `per_minute` events a minute within a block."""
    rate = per_minute / MINUTE_MS
    at = block + rng.expovariate(rate)
    while at < block + BLOCK_MS:
        yield int(at)
        at += rng.expovariate(rate)


def hex_text(rng: Random, length: int) -> str:
    """`length` lower-case hex digits."""
    return f"{rng.getrandbits(4 * length):0{length}x}"


def uuid_text(rng: Random) -> str:
    """A random UUID as text."""
    h = hex_text(rng, 32)
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"


def lower_token(rng: Random, length: int) -> str:
    """`length` lower-case letters and digits, as in the id of a pipeline execution."""
    return "".join(rng.choices(_LOWER, k=length))


def mixed_token(rng: Random, length: int) -> str:
    """`length` letters and digits, as at the end of a pipeline step's job name."""
    return "".join(rng.choices(_MIXED, k=length))
