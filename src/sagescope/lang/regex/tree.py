"""The parts of a regular expression."""

from dataclasses import dataclass, field

from sagescope.span import Span


@dataclass(frozen=True, slots=True)
class One:
    """What matches exactly one character, as both engines write it: `a`, `\\.`, `\\d`, `[a-z]`."""

    text: str


@dataclass(frozen=True, slots=True)
class AnyOne:
    """The dot."""


@dataclass(frozen=True, slots=True)
class Place:
    """What matches a place and takes nothing: `^`, `$`, `\\b`."""

    text: str


@dataclass(frozen=True, slots=True)
class Flags:
    """`(?i)`: flags for the rest of the group."""

    text: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after the other."""

    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Choice:
    """`a|b`."""

    options: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Group:
    """A group: it captures where it has a name, or where `captures` says so; `flags` hold inside it."""

    body: "Node"
    name: str | None = None
    captures: bool = False
    flags: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A look ahead or behind."""

    body: "Node"
    ahead: bool
    negative: bool


@dataclass(frozen=True, slots=True)
class Back:
    """A reference to what a group took, by its number or name."""

    to: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repetition: `count` is `*`, `+`, `?` or `{2,3}`; `lazy` tells that it takes as little as it can."""

    body: "Node"
    count: str
    lazy: bool = False

    @property
    def may_be_none(self) -> bool:
        """Whether it may take nothing at all."""
        return self.count in ("*", "?") or self.count.startswith(("{0,", "{0}", "{00"))


Node = One | AnyOne | Place | Flags | Sequence | Choice | Group | Look | Back | Repeat


@dataclass(frozen=True, slots=True)
class Capture:
    """A capturing group: its name if it has one, and whether a match may pass it by."""

    name: str | None
    optional: bool
    nested: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression: its tree, where it stands in the query, and its text as written."""

    text: str
    span: Span
    root: Node = field(repr=False)

    def captures(self) -> list[Capture]:
        """The capturing groups in the order of their opening parentheses."""
        found: list[Capture] = []
        _captures(self.root, optional=False, nested=False, found=found)
        return found


def _captures(node: Node, *, optional: bool, nested: bool, found: list[Capture]) -> None:
    match node:
        case Sequence(items):
            for item in items:
                _captures(item, optional=optional, nested=nested, found=found)
        case Choice(options):
            for option in options:
                _captures(option, optional=True, nested=nested, found=found)
        case Group(body, name, captures):
            if captures or name is not None:
                found.append(Capture(name, optional, nested))
            _captures(body, optional=optional, nested=nested or captures or name is not None, found=found)
        case Look(body, _, negative):
            _captures(body, optional=optional or negative, nested=nested, found=found)
        case Repeat(body):
            _captures(body, optional=optional or node.may_be_none, nested=nested, found=found)
        case _:
            pass
