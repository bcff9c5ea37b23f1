"""Answers that several conditions share: who asks the same in one pass is answered once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, TypeVar

_T = TypeVar("_T")

MOST_KEPT = 64
"""Answers that are kept; monitors with equal queries are looked at one after the other."""


class Answers:
    """What was asked in one pass, by its question; a question under way is waited for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def of(self, question: Hashable, ask: Callable[[], _T]) -> _T:
        """The answer to a question, asked where nobody has yet; what it raises, it raises for all who ask."""
        with self._lock:
            held = self._held.get(question)
            mine = held is None
            if held is None:
                held = self._held[question] = Future()
                while len(self._held) > MOST_KEPT:
                    self._held.popitem(last=False)
        if mine:
            try:
                held.set_result(ask())
            except BaseException as wrong:
                held.set_exception(wrong)
        answer: _T = held.result()
        return answer
