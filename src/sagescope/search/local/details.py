"""`details`: which masked texts belong to signatures."""

from collections import Counter
from collections.abc import Mapping, Sequence

from sagescope.errors import Fault
from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.signatures import find_signatures, signature_id


def details(frames: Sequence[Frame], arguments: Mapping[str, object]) -> Frame:
    """The masked texts whose signatures have one of the `ids`.

    Every frame has masked texts and their numbers of messages; the signatures are those of all together.
    """
    ids = arguments["ids"]
    assert isinstance(ids, tuple)
    counts: Counter[str] = Counter()
    for frame in frames:
        for text, count in zip(frame.column(0), frame.column(1), strict=True):
            counts[text] += count
    held = {text: signature_id(signature) for text, signature in find_signatures(counts).items()}
    known = set(held.values())
    warnings = [
        Fault(
            "details.unknown",
            f"No signature of these messages has the id {one!r}.",
            "Run logreduce again over them; ids change with the messages.",
        )
        for one in ids
        if one not in known
    ]
    chosen = [text for text, id_ in held.items() if id_ in ids]
    return Frame.of([FrameColumn("", Kind.TEXT)], [chosen], warnings)
