"""`logcompare`: how often signatures are now and were in a baseline."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from sagescope.errors import Fault
from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.signatures import find_signatures, signature_id

_NOTHING = Fault(
    "logcompare.no_baseline",
    "The baseline has no messages, so every signature is new.",
    "Choose another time shift, or a baseline that has messages.",
)


def logcompare(frames: Sequence[Frame], arguments: Mapping[str, object]) -> Frame:
    """The signatures of two frames of masked texts with their numbers of messages: the present, the baseline."""
    now, before = (dict(zip(f.column(0), f.column(1), strict=True)) for f in frames)
    signatures = find_signatures(Counter(now) + Counter(before))
    present, past = _by_signature(now, signatures), _by_signature(before, signatures)
    scores = {s: anomaly_score(present, past, s) for s in dict.fromkeys(signatures.values())}
    ranked = sorted(scores, key=lambda s: (-scores[s], -present[s], s))
    columns: list[tuple[FrameColumn, list[object]]] = [
        (FrameColumn("_count", Kind.INT), [present[s] for s in ranked]),
        (FrameColumn("_deltaPercentage", Kind.DOUBLE), [change(present, past, s) for s in ranked]),
        (FrameColumn("_anomalyScore", Kind.DOUBLE), [scores[s] for s in ranked]),
        (FrameColumn("_isNew", Kind.INT), [int(not past[s]) for s in ranked]),
        (FrameColumn("signature", Kind.TEXT, key=True), list(ranked)),
        (FrameColumn("_signature_id", Kind.TEXT), [signature_id(s) for s in ranked]),
    ]
    warnings = [] if before else [_NOTHING]
    return Frame.of([c for c, _ in columns], [values for _, values in columns], warnings)


def change(present: Counter[str], past: Counter[str], signature: str) -> float:
    """The change of a signature's share, as a part of its share in the past; infinite where it had none."""
    share = present[signature] / max(1, present.total())
    share_before = past[signature] / max(1, past.total())
    return (share - share_before) / share_before if share_before else math.inf


def anomaly_score(present: Counter[str], past: Counter[str], signature: str) -> float:
    """A signature's part in the symmetric Kullback-Leibler divergence of present and past.

    Half a message is added to each signature on both sides, so that what is new or gone has a finite score.
    """
    kinds = len(present | past)
    share = (present[signature] + 0.5) / (present.total() + 0.5 * kinds)
    share_before = (past[signature] + 0.5) / (past.total() + 0.5 * kinds)
    return round((share - share_before) * math.log(share / share_before), 6)


def _by_signature(counts: Mapping[str, int], signatures: Mapping[str, str]) -> Counter[str]:
    held: Counter[str] = Counter()
    for text, count in counts.items():
        held[signatures[text]] += count
    return held
