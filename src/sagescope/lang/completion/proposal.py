"""The nouns of completion: proposals, wanted values, signatures, notes on words."""

from dataclasses import dataclass
from enum import Enum

from sagescope.span import Span


class ProposalKind(Enum):
    """What a proposal is, for its mark in the list."""

    OPERATOR = "operator"
    AGGREGATE = "aggregate"
    FUNCTION = "function"
    METADATA = "metadata"
    FIELD = "field"
    KEYWORD = "keyword"
    UNIT = "unit"
    VALUE = "value"
    PATH = "path"
    SOURCE = "source"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that can stand at a place: choosing it puts `insert` in place of `span`.

    `detail` is a word or two beside the label, `syntax` the form in which it is used, `example` a query.
    """

    label: str
    kind: ProposalKind
    insert: str
    span: Span
    detail: str = ""
    documentation: str = ""
    syntax: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The values of a field would fit: those that start with `prefix`, put in place of `span`.

    In a scope plain values stand as they are, in a stage texts are `quoted`.
    """

    field: str
    prefix: str
    span: Span
    quoted: bool


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter in a signature: its name, the kind of its values (empty for any), and how often it may stand."""

    name: str
    kind: str = ""
    optional: bool = False
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """The call around a place: its form, its parameters, and which of them is being written, from 0.

    `active` is None where no further argument may stand.
    """

    name: str
    form: str
    arguments: tuple[Argument, ...]
    active: int | None
    documentation: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the word in `span` means."""

    span: Span
    kind: ProposalKind
    title: str
    documentation: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """All that can be said of a place in a query."""

    proposals: tuple[Proposal, ...] = ()
    wanted: Wanted | None = None
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class Partial:
    """What is written of the word at the caret: its text up to there, and the span that a proposal replaces."""

    text: str
    span: Span
    glued: bool = False
