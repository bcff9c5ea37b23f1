"""Which series a selector picks, kept until a series comes."""

import threading
from collections import OrderedDict

from sagescope.metrics.ast import Selector
from sagescope.metrics.selection import Picked, series_between, series_ids
from sagescope.search.inlined_labels import MOST_LISTED
from sagescope.search.known_series import KnownSeries, State

MOST_KEPT = 512
"""Selectors whose series are kept, those that were asked for last."""


class PickedSeries:
    """Answers what selectors pick out of what is known of the series."""

    def __init__(self, known: KnownSeries) -> None:
        self._known = known
        self._lock = threading.Lock()
        self._state: State | None = None
        self._kept: OrderedDict[Selector, Picked | None] = OrderedDict()

    def of(self, selector: Selector) -> Picked | None:
        """The series that a selector picks, None where they are too many to stand in a query's text."""
        state = self._known.state
        with self._lock:
            if state != self._state:
                self._state = state
                self._kept.clear()
            elif selector in self._kept:
                self._kept.move_to_end(selector)
                return self._kept[selector]
        picked = self._looked_up(selector)
        with self._lock:
            # A series that came meanwhile may be among them or not: then they are no answer to keep.
            if state == self._state == self._known.state:
                self._kept[selector] = picked
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return picked

    def _looked_up(self, selector: Selector) -> Picked | None:
        found = self._known.rows(series_ids(selector, MOST_LISTED + 1)).column(0)
        if len(found) > MOST_LISTED:
            return None
        ids = tuple(sorted(found.to_pylist()))
        if not ids:
            return Picked(())
        between = self._known.rows(series_between(ids[0], ids[-1])).column(0)[0].as_py()
        return Picked(ids, alone=between == len(ids))
