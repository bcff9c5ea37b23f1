"""Colours of values, written short: `green 80 amber 95 red`."""

from dataclasses import dataclass

COLOURS = {
    "green": "#16943e",
    "amber": "#dfbe2e",
    "red": "#bf2121",
    "blue": "#2f6fd0",
    "grey": "#8a929e",
}


@dataclass(frozen=True, slots=True)
class Band:
    """A range of values and its colour; `start` belongs to it, `end` does not, None is open."""

    start: float | None
    end: float | None
    colour: str


def bands_of(text: str) -> list[Band]:
    """The ranges of a text. Raises ValueError where colours and rising numbers do not alternate."""
    words = text.split()
    if not words:
        return []
    if len(words) % 2 == 0 or any(word not in COLOURS for word in words[::2]):
        raise ValueError(f"write colours ({', '.join(COLOURS)}) with a number between each two, not {text!r}")
    numbers = [float(word) for word in words[1::2]]
    if numbers != sorted(numbers):
        raise ValueError(f"the numbers of {text!r} do not rise")
    bounds: list[float | None] = [None, *numbers, None]
    return [Band(bounds[at], bounds[at + 1], COLOURS[word]) for at, word in enumerate(words[::2])]
