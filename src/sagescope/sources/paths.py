"""Path expressions: which keys of a bucket a source takes (reference protocols.md, 4.2)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PathExpression:
    """A pattern of keys; `*` stands for any text, slashes among it, and nothing else is special.

    `prefix` is what every match begins with, so that a listing can begin there.
    """

    text: str
    prefix: str = field(init=False)
    _parts: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parts = tuple(self.text.split("*"))
        object.__setattr__(self, "prefix", parts[0])
        object.__setattr__(self, "_parts", parts)

    def matches(self, key: str) -> bool:
        """Whether the key is one of these; takes time in proportion to its length."""
        first, *others = self._parts
        if not others:
            return key == first
        *middle, last = others
        if len(key) < len(first) + len(last) or not key.startswith(first) or not key.endswith(last):
            return False
        at, end = len(first), len(key) - len(last)
        # The leftmost place of each part leaves the most for those behind it.
        for part in middle:
            found = key.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return True
