"""Completion with what the store knows: the proposals of the language, and values that fields have had."""

from dataclasses import replace

from sagescope.clock import Clock
from sagescope.lang.completion.complete import complete, note_at
from sagescope.lang.completion.proposal import Completion, Note, Proposal, ProposalKind, Wanted
from sagescope.search.sampling import Samples
from sagescope.store.schema import Store
from sagescope.syntax.lexer import is_scope_word
from sagescope.syntax.literals import string_literal
from sagescope.timerange import TimeRange

MOST_VALUES = 50
"""Values that one answer proposes."""


class CompletionService:
    """Answers the questions of an editor about a query that is being written."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._samples = Samples(store, clock)

    def complete(self, text: str, position: int, range_: TimeRange) -> Completion:
        """What can stand at a position; where the value of a field is being written, values that it has had."""
        found = complete(text, position, self._store.catalog)
        if found.wanted is None:
            return found
        values = self._values(found.wanted, range_)
        return replace(found, proposals=(*values, *found.proposals))

    def note(self, text: str, position: int) -> Note | None:
        """What the word at a position means."""
        return note_at(text, position, self._store.catalog)

    def _values(self, wanted: Wanted, range_: TimeRange) -> list[Proposal]:
        seen = self._samples.values(wanted.field, wanted.prefix, range_.end)
        return [
            Proposal(
                value,
                ProposalKind.VALUE,
                _quoted(value) if wanted.quoted or not is_scope_word(value) else value,
                wanted.span,
                f"{count:,}",
            )
            for value, count in seen[:MOST_VALUES]
        ]


def _quoted(value: str) -> str:
    return string_literal(value).replace("\n", "\\n")
