"""Finding items of the library by words: in their names, in what they say of themselves, in their panels."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sagescope.model.library import Item

MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Found:
    """An item that has all the words, the names of the folders around it from the root down, and where they are.

    `where` is empty for its name, or `description`, or the title of the panel that has them.
    """

    item: Item
    folders: tuple[str, ...]
    where: str


def found(items: Iterable[Item], words: str) -> list[Found]:
    """The items that have all of `words`, in any case and order; those whose name has them are first."""
    wanted = words.lower().split()
    by_id = {item.id: item for item in items}
    if not wanted:
        return []
    places = ((item, _place(item, wanted)) for item in by_id.values() if item.parent is not None)
    hits = [Found(item, _folders(item, by_id), where) for item, where in places if where is not None]
    hits.sort(key=lambda hit: (hit.where != "", hit.item.name.lower()))
    return hits[:MOST_FOUND]


def _folders(item: Item, by_id: Mapping[str, Item]) -> tuple[str, ...]:
    names: list[str] = []
    parent = by_id.get(item.parent or "")
    while parent is not None:
        names.insert(0, parent.name)
        parent = by_id.get(parent.parent or "")
    return tuple(names)


def _place(item: Item, wanted: Sequence[str]) -> str | None:
    for where, text in _texts(item):
        if all(word in text.lower() for word in wanted):
            return where
    return None


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    yield "", item.name
    yield "description", item.description
    panels = item.body.get("panels")
    for panel in panels if isinstance(panels, list) else ():
        if isinstance(panel, Mapping):
            title = str(panel.get("title") or "a panel")
            yield title, "\n".join([title, str(panel.get("text") or ""), *_queries(panel)])


def _queries(panel: Mapping[str, Any]) -> Iterator[str]:
    queries = panel.get("queries")
    for query in queries if isinstance(queries, list) else ():
        if isinstance(query, Mapping):
            yield str(query.get("queryString") or "")
