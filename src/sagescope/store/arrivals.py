"""What has come into a table since a query ran: how old the oldest of it is.

So it is known exactly, late data included, up to when what a query found is still what it would find. One process owns
the store and tells of each of its inserts.
"""

import threading
from bisect import bisect_right

MOST_KEPT = 10_000


class Arrivals:
    """Counts inserts, and remembers of each the oldest time in it, in milliseconds.

    Only those inserts are remembered after which nothing older has come; past `MOST_KEPT` of them the first are put
    together, so that more counts as having come than has.
    """

    def __init__(self) -> None:
        self._count = 0
        # Both rise: an insert of older data makes those before it without it superfluous.
        self._marks: list[int] = []
        self._oldest: list[int] = []
        self._lock = threading.Lock()

    def mark(self) -> int:
        """A mark to ask from: what is seen by a query that begins now came before it."""
        with self._lock:
            return self._count

    def came(self, oldest: int) -> None:
        """An insert is done whose oldest row has that time."""
        with self._lock:
            self._count += 1
            while self._oldest and self._oldest[-1] >= oldest:
                self._oldest.pop()
                self._marks.pop()
            self._marks.append(self._count)
            self._oldest.append(oldest)
            if len(self._marks) > MOST_KEPT:
                # The second counts for both.
                self._oldest[1] = self._oldest[0]
                del self._marks[0], self._oldest[0]

    def oldest_since(self, mark: int) -> int | None:
        """The oldest time of all that came after a mark; None where nothing has come."""
        with self._lock:
            at = bisect_right(self._marks, mark)
            return self._oldest[at] if at < len(self._oldest) else None
