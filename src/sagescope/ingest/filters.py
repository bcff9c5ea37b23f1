"""What the filters of a source make of its messages (reference protocols.md, 1.4).

Filters that leave out go first, whatever their order; then those that keep; then texts are hashed and masked,
in their order. Expressions run in linear time.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sagescope.errors import Fault, Refusal
from sagescope.ingest.linear_regex import LinearRegex
from sagescope.model.source_filter import FilterKind, HashAlgorithm, SourceFilter

DEFAULT_MASK = "#"
NOT_INCLUDED = "not included"
"""What messages that no `Include` filter matches are counted under."""

_Replaced = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Filtered:
    """The messages that are left, and their places among those before; None where all are left.

    `dropped` counts the others by the name of the filter.
    """

    texts: list[str]
    kept: list[int] | None
    dropped: Counter[str]


class Filters:
    """The filters of one source.

    Raises Refusal `filter.pattern` for an expression that RE2 does not have, and `filter.groups` for one of a
    `Hash` or `Mask` filter that marks nothing to replace.
    """

    def __init__(self, filters: Sequence[SourceFilter], algorithm: HashAlgorithm) -> None:
        self._exclude: list[tuple[str, LinearRegex]] = []
        self._include: list[LinearRegex] = []
        self._replace: list[tuple[LinearRegex, _Replaced]] = []
        for one in filters:
            regex = _compiled(one)
            match one.kind:
                case FilterKind.EXCLUDE:
                    self._exclude.append((one.name, regex))
                case FilterKind.INCLUDE:
                    self._include.append(regex)
                case FilterKind.HASH:
                    self._replace.append((regex, _hashed(algorithm)))
                case FilterKind.MASK:
                    self._replace.append((regex, _masked(one.mask or DEFAULT_MASK)))

    def apply(self, texts: list[str]) -> Filtered:
        """What is left of messages, and how it reads."""
        dropped: Counter[str] = Counter()
        kept: list[int] | None = None
        if self._exclude or self._include:
            places = [at for at, text in enumerate(texts) if self._keeps(text, dropped)]
            if len(places) < len(texts):
                kept, texts = places, [texts[at] for at in places]
        for regex, replaced in self._replace:
            texts = [regex.replace_groups(text, replaced) for text in texts]
        return Filtered(texts, kept, dropped)

    def _keeps(self, text: str, dropped: Counter[str]) -> bool:
        for name, regex in self._exclude:
            if regex.matches_whole(text):
                dropped[name] += 1
                return False
        if self._include and not any(regex.matches_whole(text) for regex in self._include):
            dropped[NOT_INCLUDED] += 1
            return False
        return True


def filters_of(filters: Sequence[SourceFilter], algorithm: HashAlgorithm) -> Filters | None:
    """The filters of a source, None where it has none; raises as `Filters` does."""
    return Filters(filters, algorithm) if filters else None


def _compiled(one: SourceFilter) -> LinearRegex:
    try:
        # As in Sumo Logic, a dot ends at the line; (?s) lets it go on.
        regex = LinearRegex(one.pattern, dot_all=False)
    except Refusal as refused:
        raise Refusal(
            [
                Fault("filter.pattern", f"The filter {one.name!r}: {fault.message}", fault.hint)
                for fault in refused.faults
            ]
        ) from None
    if one.kind in (FilterKind.HASH, FilterKind.MASK) and not regex.groups:
        raise Refusal(
            Fault(
                "filter.groups",
                f"The filter {one.name!r} does not say what to replace.",
                "Put parentheses around it, such as password=(\\S+).",
            )
        )
    return regex


def _hashed(algorithm: HashAlgorithm) -> _Replaced:
    name = "md5" if algorithm is HashAlgorithm.MD5 else "sha256"
    return lambda text: hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()


def _masked(mask: str) -> _Replaced:
    return lambda _: mask
