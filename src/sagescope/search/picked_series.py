"""Which series a selector picks, kept until a series comes."""

from sagescope.metrics.ast import Selector
from sagescope.metrics.selection import Picked, series_between, series_ids
from sagescope.search.inlined_labels import MOST_LISTED
from sagescope.search.known_series import Kept, KnownSeries


class PickedSeries:
    """Answers what selectors pick out of what is known of the series."""

    def __init__(self, known: KnownSeries) -> None:
        self._known = known
        self._kept: Kept[Selector, Picked | None] = Kept(lambda: known.state)

    def of(self, selector: Selector) -> Picked | None:
        """The series that a selector picks, None where they are too many to stand in a query's text."""
        return self._kept.of(selector, lambda: self._looked_up(selector))

    def _looked_up(self, selector: Selector) -> Picked | None:
        found = self._known.rows(series_ids(selector, MOST_LISTED + 1)).column(0)
        if len(found) > MOST_LISTED:
            return None
        ids = tuple(sorted(found.to_pylist()))
        if not ids:
            return Picked(())
        between = self._known.rows(series_between(ids[0], ids[-1])).column(0)[0].as_py()
        return Picked(ids, alone=between == len(ids))
