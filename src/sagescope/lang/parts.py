"""What the trees of the language are made of: the values inside of one, for walks that look for some of them."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

_NAMES: dict[type, tuple[str, ...]] = {}
"""The names of the fields of each class, looked up once: each query is walked several times."""


def parts(value: object) -> Iterator[object]:
    """The items of a tuple, or what the fields of a dataclass hold; nothing of any other value."""
    if isinstance(value, tuple):
        yield from value
        return
    cls = type(value)
    names = _NAMES.get(cls)
    if names is None:
        names = _NAMES[cls] = tuple(f.name for f in fields(cls)) if is_dataclass(cls) else ()
    for name in names:
        yield getattr(value, name)
