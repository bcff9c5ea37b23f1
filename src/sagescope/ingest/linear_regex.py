"""Regular expressions of users at ingest: RE2, which takes time in proportion to the text, whatever they are."""

from collections.abc import Iterator
from typing import Any

import re2

from sagescope.errors import Fault, Refusal
from sagescope.lang.regex import checked_regex
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault


class LinearRegex:
    """A compiled expression. Names of groups are written `(?<name>…)` or `(?P<name>…)`.

    Raises Refusal `regex.invalid` or `regex.unsupported` where it is none that RE2 has.
    """

    def __init__(self, pattern: str, *, ignore_case: bool = False) -> None:
        options = re2.Options()
        options.log_errors = False
        options.case_sensitive = not ignore_case
        options.dot_nl = True
        try:
            self._regex: Any = re2.compile(checked_regex(pattern, Span(0, len(pattern))), options)
        except StageFault as wrong:
            raise Refusal(wrong.fault) from wrong
        except re2.error as wrong:
            said = (
                wrong.args[0].decode("utf-8", "replace") if isinstance(wrong.args[0], bytes) else str(wrong)
            )
            raise Refusal(
                Fault(
                    "regex.invalid",
                    f"{pattern!r} is not a regular expression: {said}.",
                    "Correct the expression.",
                )
            ) from wrong
        self.names: frozenset[str] = frozenset(self._regex.groupindex)
        self.groups: int = self._regex.groups

    def whole(self, text: str) -> tuple[str | None, ...] | None:
        """The groups where it matches all of the text; None for a group that took no part."""
        found = self._regex.fullmatch(text)
        return None if found is None else tuple(found.groups())

    def first(self, text: str) -> dict[str, str | None] | None:
        """The named groups of its first match, and under an empty name its first group or all of it."""
        found = self._regex.search(text)
        return None if found is None else self._named(found)

    def each(self, text: str) -> Iterator[dict[str, str | None]]:
        """What `first` gives, of each match."""
        for found in self._regex.finditer(text):
            yield self._named(found)

    def _named(self, found: Any) -> dict[str, str | None]:
        return {**found.groupdict(), "": found.group(1 if self.groups else 0)}
