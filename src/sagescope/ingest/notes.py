"""What is told of data that was taken, and was not as it should be: faults for the state of its source."""

from collections.abc import Iterator

from sagescope.errors import Fault
from sagescope.ingest.boundaries import LONGEST_MESSAGE
from sagescope.ingest.streams import Decoded


def noted(decoded: Decoded, corrected: int) -> Iterator[Fault]:
    """The faults of what was taken; `corrected` counts messages that got the time of receipt for their own."""
    if decoded.damaged and not decoded.faults:
        yield Fault(
            "receive.encoding",
            f"{decoded.damaged:,} lines were not UTF-8; their bad bytes were kept as \\xNN.",
            "Have the sender write UTF-8.",
        )
    if decoded.long:
        yield Fault(
            "receive.long",
            f"{decoded.long:,} messages were longer than {LONGEST_MESSAGE // 1024} KiB and were cut into pieces.",
            "If they are many lines in one, set a boundary of messages at the source.",
        )
    if corrected:
        yield Fault(
            "time.implausible",
            f"{corrected:,} messages have a time of more than a year ago or two days ahead; they got the time of "
            "receipt.",
            "Correct the sender's clock, or set a timestamp format at the source if another number was taken for "
            "the time.",
        )
