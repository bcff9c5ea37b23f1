"""Filters of the tree: chips `key=value` and `!key=value`, and words that names hold (reference dashboards.md, 8.3)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sagescope.errors import Fault, Refusal
from sagescope.explore.labels import Path, folded

OWN_KEYS = ("kind", "health")
MOST_CHIPS = 50


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition: a key with a pattern of its value (`*` stands for anything), or a part of the name where the key
    is empty."""

    key: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Chips of the same key are alternatives, those of different keys hold together, and negated ones exclude."""

    chips: tuple[Chip, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.chips)

    def lets(self, path: Path, kind: str, health: str) -> bool:
        """Whether a node of this path, kind and health passes."""
        asked: dict[str, bool] = {}
        for chip in self.chips:
            found = _holds(chip, path, kind, health)
            if chip.negated:
                if found:
                    return False
            else:
                asked[chip.key] = asked.get(chip.key, False) or found
        return all(asked.values())


def read_filter(texts: Iterable[str]) -> Filter:
    """The filter that texts such as `region=eu-west-1`, `!kind=model` or `churn` say. Raises Refusal `explore.filter`."""
    chips = tuple(_chip(text.strip()) for text in texts if text.strip())
    if len(chips) > MOST_CHIPS:
        raise Refusal(Fault("explore.filter", f"A filter has {MOST_CHIPS} parts at the most.", "Use fewer."))
    return Filter(chips)


def written(chip: Chip) -> str:
    """A chip as text."""
    return f"{'!' if chip.negated else ''}{f'{chip.key}=' if chip.key else ''}{chip.value}"


def _chip(text: str) -> Chip:
    negated = text.startswith("!")
    key, sign, value = text.removeprefix("!").partition("=")
    if not sign:
        key, value = "", key
    key, value = key.strip().casefold(), value.strip()
    if not value:
        raise Refusal(
            Fault(
                "explore.filter",
                f"{text!r} has no value.",
                "Write key=value, !key=value or a part of a name.",
            )
        )
    return Chip(key, value, negated)


def _holds(chip: Chip, path: Path, kind: str, health: str) -> bool:
    if not chip.key:
        return bool(path) and folded(chip.value) in folded(path[-1].value)
    if chip.key in OWN_KEYS:
        return _like(chip.value, kind if chip.key == "kind" else health)
    return any(
        _like(folded(chip.value), value) for step in path if chip.key in step.keys for value in step.values
    )


def _like(pattern: str, value: str) -> bool:
    parts = map(re.escape, pattern.casefold().split("*"))
    return re.fullmatch(".*".join(parts), value.casefold(), re.DOTALL) is not None
