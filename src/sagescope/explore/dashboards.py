"""Which dashboards of the library apply to a node, and the variables that it sets (reference dashboards.md, 8.3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sagescope.errors import Refusal
from sagescope.explore.kinds import Kind
from sagescope.explore.labels import Path, applies, variables_for
from sagescope.library.exchange import dashboard_of
from sagescope.library.service import Library
from sagescope.model.library import Item


@dataclass(frozen=True, slots=True)
class Card:
    """What is to be known of a dashboard: what it applies to, and what its variables are called."""

    id: str
    name: str
    description: str
    labels: Mapping[str, tuple[str, ...]]
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applicable:
    """A dashboard that applies to a node, and the variables to be set."""

    id: str
    name: str
    description: str
    variables: Mapping[str, str]


class Cards:
    """The dashboards of the library, each read once for every version of it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._cards: dict[tuple[str, int], Card] = {}

    def listed(self) -> list[Card]:
        """All dashboards, by name."""
        found: dict[tuple[str, int], Card] = {}
        for item in self._library.dashboards():
            key = (item.id, item.version)
            card = self._cards.get(key) or _card(item)
            if card is not None:
                found[key] = card
        self._cards = found
        return list(found.values())


def applicable(cards: Iterable[Card], path: Path, kind: Kind | None) -> list[Applicable]:
    """The dashboards for a node, by name: numbers in their names give the order.

    For a part of an entity those of the entity apply too, and for any entity those that have no labels and a variable
    for it.
    """
    cards = list(cards)
    paths = [path, path[:-1]] if kind is not None and kind.parent else [path]
    found = [card for card in cards if any(applies(card.labels, one) for one in paths)]
    if kind is not None:
        keys = set(kind.keys)
        found += [
            card for card in cards if not card.labels and keys & {name.casefold() for name in card.variables}
        ]
    return [
        Applicable(card.id, card.name, card.description, variables_for(card.variables, path))
        for card in sorted(found, key=lambda card: (card.name.casefold(), card.id))
    ]


def _card(item: Item) -> Card | None:
    try:
        dashboard = dashboard_of(item.body)
    except Refusal:
        return None
    variables: Sequence[str] = [variable.name for variable in dashboard.variables]
    return Card(item.id, item.name, item.description, dashboard.labels, tuple(variables))
