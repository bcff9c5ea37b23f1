"""What a request, a delivery or an object holds: messages, in streams that share host and name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sagescope.errors import Fault

LOGS_NAME_LENGTH = 1_024


@dataclass(frozen=True, slots=True)
class Stream:
    """Messages in their order.

    `times` are those of the messages, in milliseconds; None has them found in the texts. Empty `host`, `name`
    and `category` are those of the envelope; `fields` are set where the envelope sets none of the name.
    """

    texts: list[str]
    times: list[int] | None = None
    host: str = ""
    name: str = ""
    category: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Streams, and the sizes of what they were read from.

    `size` is bytes after decompression. `damaged` counts lines that were kept although they were not UTF-8,
    `rejected` what could not be read at all, `long` the messages that were cut into pieces; `faults` say more,
    for the sender and the state of the source.
    """

    streams: Sequence[Stream]
    size: int
    damaged: int = 0
    rejected: int = 0
    long: int = 0
    faults: tuple[Fault, ...] = ()
