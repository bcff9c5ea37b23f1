"""The values that a field has had lately, for completion: asked briefly, kept for a moment."""

import threading
from dataclasses import dataclass

from sagescope.clock import Clock
from sagescope.errors import Refusal
from sagescope.search.values import field_values
from sagescope.store.schema import Store
from sagescope.timerange import TimeRange

DAY = 86_400_000
"""How far before the end of a range values are taken from, milliseconds."""

KEPT = 30_000
"""How long an answer is taken for the present one, milliseconds."""

MOST_ANSWERS = 200
MOST_VALUES = 500
MOST_READ = 20_000_000
"""Messages that are looked at for the values of a field."""

SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """The values of a field with their counts, the most frequent first; `whole` where those are all there are."""

    values: tuple[tuple[str, int], ...]
    whole: bool
    taken: int


class Samples:
    """Values of fields over the last day of a range."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str, int], Sample] = {}

    def values(self, field: str, prefix: str, end: int) -> list[tuple[str, int]]:
        """The values that begin with `prefix`, in any case, and how often they were seen.

        `end` is the end of the range, milliseconds. A store that cannot answer in time gives none.
        """
        sample = self._sample(field, "", end)
        if not sample.whole and prefix:
            sample = self._sample(field, prefix.lower(), end)
        return [pair for pair in sample.values if pair[0].lower().startswith(prefix.lower())]

    def _sample(self, field: str, prefix: str, end: int) -> Sample:
        # Ends that lie close to each other share an answer.
        key = (field.lower(), prefix, end // KEPT)
        now = self._clock.now()
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None and now - kept.taken < KEPT:
                return kept
        sample = self._asked(field, prefix, TimeRange(end - DAY, end), now)
        with self._lock:
            while len(self._kept) >= MOST_ANSWERS:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = sample
        return sample

    def _asked(self, field: str, prefix: str, range_: TimeRange, now: int) -> Sample:
        try:
            found = field_values(
                self._store, field, prefix, range_, most=MOST_VALUES, seconds=SECONDS, most_read=MOST_READ
            )
        except Refusal:
            return Sample((), whole=False, taken=now)
        return Sample(tuple(found), len(found) < MOST_VALUES, now)
