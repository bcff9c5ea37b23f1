"""`logreduce`: the signatures of messages, with their counts and relevances."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.signatures import OTHERS, find_signatures, signature_id

NEUTRAL = 5.0
"""The relevance of a signature that nothing is known of (reference search-language.md, 2, logreduce)."""

_TELLING = (
    (re.compile(r"\b(?:fatal|panic|critical|emerg(?:ency)?)\b", re.IGNORECASE), 4.0),
    (
        re.compile(
            r"error|exception|traceback|fail|denied|refused|reject|timed? ?out|kill|corrupt|out of memory|\bcrash",
            re.IGNORECASE,
        ),
        3.0,
    ),
    (re.compile(r"\bwarn|deprecat|retry|unable|invalid|missing", re.IGNORECASE), 1.5),
    (re.compile(r"\b(?:debug|trace)\b", re.IGNORECASE), -2.0),
)
"""Words that raise or lower the relevance; the first that a signature has counts."""


def logreduce(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """The signatures of masked texts.

    The frame has columns to group by, one for each name in `keys`, the masked text, and the number of
    messages. Without keys a row is a signature: `_count`, `_relevance` (left out with `optimize`), `signature`,
    `_signature_id`. With keys it is a tuple of them and a signature: the keys, `signature`, `_count`. `limit`
    signatures stay, by `criteria`: `relevance`, `mostcommon` or `leastcommon`.
    """
    names, limit = arguments["keys"], arguments["limit"]
    assert isinstance(names, tuple)
    assert isinstance(limit, int | None)
    keys = len(names)
    texts, counts = frame.column(keys), frame.column(keys + 1)
    totals: Counter[str] = Counter()
    for text, count in zip(texts, counts, strict=True):
        totals[text] += count
    signatures = find_signatures(totals)
    messages: Counter[str] = Counter()
    for text, count in totals.items():
        messages[signatures[text]] += count
    ranked = _ranked(messages, str(arguments["criteria"]))[:limit]
    if keys:
        return _by_keys(frame, names, [signatures[text] for text in texts], ranked)
    columns: list[tuple[FrameColumn, Sequence[object]]] = [
        (FrameColumn("_count", Kind.INT), [messages[s] for s in ranked]),
        (
            FrameColumn("_relevance", Kind.DOUBLE),
            [relevance(s, messages[s], messages.total()) for s in ranked],
        ),
        (FrameColumn("signature", Kind.TEXT, key=True), ranked),
        (FrameColumn("_signature_id", Kind.TEXT), [signature_id(s) for s in ranked]),
    ]
    if arguments["optimize"]:
        del columns[1]
    return Frame.of([c for c, _ in columns], [values for _, values in columns])


def relevance(signature: str, count: int, total: int) -> float:
    """How likely a signature matters, from 0 to 10: by what its words tell, and a little by its rareness."""
    if signature == OTHERS:
        return 0.0
    told = next((weight for words, weight in _TELLING if words.search(signature)), 0.0)
    return round(min(10.0, max(0.0, NEUTRAL + told + (1 - count / total))), 2)


def _ranked(messages: Counter[str], criteria: str) -> list[str]:
    total = messages.total()

    def rank(signature: str) -> tuple[bool, float, int, str]:
        count = messages[signature]
        match criteria:
            case "mostcommon":
                first: float = -count
            case "leastcommon":
                first = count
            case _:
                first = -relevance(signature, count, total)
        return signature == OTHERS, first, -count, signature

    return sorted(messages, key=rank)


def _by_keys(frame: Frame, names: Sequence[str], signatures: list[str], ranked: list[str]) -> Frame:
    places = {signature: place for place, signature in enumerate(ranked)}
    keys = len(names)
    key_columns = [frame.column(i) for i in range(keys)]
    counts: Counter[tuple[object, ...]] = Counter()
    for *key, signature, count in zip(*key_columns, signatures, frame.column(keys + 1), strict=True):
        if signature in places:
            counts[(*key, signature)] += count
    # Keys come as the engine has ordered them; signatures by their rank within each.
    order = {row[:-1]: i for i, row in reversed(list(enumerate(counts)))}
    rows = sorted(counts, key=lambda row: (order[row[:-1]], places[str(row[-1])]))
    columns = [FrameColumn(n, frame.columns[i].kind, key=True) for i, n in enumerate(names)]
    columns += [FrameColumn("signature", Kind.TEXT, key=True), FrameColumn("_count", Kind.INT)]
    return Frame.of(
        columns, [*([row[i] for row in rows] for i in range(keys + 1)), [counts[r] for r in rows]]
    )
