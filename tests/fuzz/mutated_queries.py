"""Queries that are nearly right: pieces of golden queries cut, doubled, swapped and spliced, and pure noise.

Deterministic by seed, so that a finding is a number.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

CASES = Path(__file__).resolve().parents[1] / "cases"
METRIC_CASES = CASES.parent / "metrics" / "cases"

_SPLINTERS = (
    "|", "| |", '"', '\\"', "'", "(", ")", "[", "]", "{", "}", "[subquery:", "/", "//", "/*", "*/", "*", "**", "?", ",", "=", "!=",
    "!", " not ", " and ", " or ", " by ", " as ", " nodrop ", " in ", " matches ", "%", '%"', "$", "`", "{{x}}", "\\", "\n", "\t",
    "\0", "\u2028", "é", "\U0001f600", "-", "+", "1e999", "9999999999999999999999", "-1", "0", "0.0.0", "1d", "5x", "null", "true",
    "field=", "_raw", "_messageTime", "count", "if(", "concat(", "| count by _sourceHost", "| timeslice 1h", "| limit 0", "regex", "auto",
)  # fmt: skip


METRIC_SPLINTERS = (
    *_SPLINTERS, "#A", "#B / #A", " along host", "metric=", "metric=cpu", "_value", "_granularity", "latest", "pct(95)", "topk(2, avg)",
    "| sum by host", "| rate over 5m", "| quantize to 1s", "| timeshift 1d", "| fillmissing last", "| outlier", "| predict", "| ewma",
    "all any 5m", "drop last", "using rate", "histogram_quantile(0.5)", "round(", "99999999999d", "1ms",
)  # fmt: skip


@cache
def seeds() -> tuple[str, ...]:
    """The queries of all golden cases."""
    found: list[str] = []
    for path in sorted(CASES.glob("*/*.toml")):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        found += [case["query"] for case in raw["case"]]
    return tuple(found)


@cache
def metric_seeds() -> tuple[str, ...]:
    """The rows of all golden cases of the metrics language."""
    found: list[str] = []
    for path in sorted(METRIC_CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            found += case.get("rows", [case.get("query", "")])
    return tuple(found)


def mutated(
    seed: int, count: int, texts: Sequence[str] | None = None, splinters: Sequence[str] = _SPLINTERS
) -> Iterator[str]:
    """`count` queries made of `texts`, log queries unless told otherwise."""
    rng = random.Random(seed)
    held = seeds() if texts is None else texts
    for _ in range(count):
        text = rng.choice(held) if rng.random() < 0.95 else ""
        for _ in range(rng.randint(1, 6)):
            text = _changed(rng, text, held, splinters)
        yield text[:2_000]


def _changed(rng: random.Random, text: str, texts: Sequence[str], splinters: Sequence[str]) -> str:
    at, to = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
    to = min(to, at + rng.choice((1, 2, 5, 20, 200)))
    match rng.randint(0, 6):
        case 0:
            return text[:at] + text[to:]
        case 1:
            return text[:at] + text[at:to] * rng.choice((2, 3, 30)) + text[to:]
        case 2:
            return text[:at] + rng.choice(splinters) + text[at:]
        case 3:
            return text[:at] + rng.choice(splinters) + text[to:]
        case 4:
            other = rng.choice(texts)
            start = rng.randint(0, len(other))
            return text[:at] + other[start : start + rng.randint(1, 80)] + text[to:]
        case 5:
            stages = text.split("|")
            rng.shuffle(stages)
            return "|".join(stages)
        case _:
            noise = "".join(
                chr(rng.choice((rng.randint(1, 127), rng.randint(1, 0x2FFF))))
                for _ in range(rng.randint(1, 12))
            )
            return text[:at] + noise + text[at:]
