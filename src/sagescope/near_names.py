"""Known names that a misspelt one may have meant."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA


def closest(word: str, known: Sequence[str], most: int = 3) -> list[str]:
    """Known words within a small edit distance of `word`, nearest first: for "did you mean"."""
    folded = word.lower()
    limit = max(1, len(folded) // 3)
    # Edits that swap two neighbours count once.
    found = process.extract(
        folded, [k.lower() for k in known], scorer=OSA.distance, score_cutoff=limit, limit=None
    )
    near = sorted((distance, known[at]) for _, distance, at in found)
    return [k for _, k in near[:most]]
