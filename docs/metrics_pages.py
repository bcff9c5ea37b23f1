"""The page of the manual that the registry of the metrics language fills."""

from collections.abc import Iterator
from typing import Any

from manual_pages import NOTE, cell, code

from sagescope.metrics.describe import describe_metrics

METRIC_FAMILIES = {
    "selector": "In a selector",
    "across": "Across series",
    "points": "Point by point",
    "choose": "Choose series and points",
    "time": "Time",
    "dimensions": "Dimensions",
    "rows": "Over other rows",
}
"""The families of operators in the order of the page, and their headings."""


def metrics_operators_page() -> str:
    """The operators of metrics queries by family, and what stands in their expressions."""
    language = describe_metrics()
    operators: list[dict[str, Any]] = language["operators"]
    unknown = {o["family"] for o in operators} - set(METRIC_FAMILIES)
    assert not unknown, f"METRIC_FAMILIES has no heading for {unknown}"
    parts = [
        "# Metrics operators\n\n",
        NOTE,
        "A stage of a metrics query is one of these. What is written in `[brackets]` may be left out; `…` says that\n"
        "more of the same may follow. The language as a whole is in [metrics.md](metrics.md).\n",
    ]
    for family, heading in METRIC_FAMILIES.items():
        parts.append(f"\n## {heading}\n")
        parts += _operators([o for o in operators if o["family"] == family], "sumo-metrics")
    parts.append("\n## Functions\n\n| form | gives | in a stage |\n|---|---|---|\n")
    parts += [
        f"| {code(f['signature'])} | {cell(f['summary'])} | {code(f['examples'][0])} |\n"
        for f in language["functions"]
    ]
    parts.append("\n## Reducers\n\nOne number of all points of a series in the range:\n\n")
    parts.append("| name | gives |\n|---|---|\n")
    parts += [f"| {code(r['name'])} | {cell(r['summary'])} |\n" for r in language["reducers"]]
    return "".join(parts)


def _operators(found: list[dict[str, Any]], fence: str) -> Iterator[str]:
    merged: dict[str, list[dict[str, Any]]] = {}
    for operator in found:
        merged.setdefault(operator["documentation"], []).append(operator)
    for documentation, same in merged.items():
        # The name that the syntax uses stands first.
        names = sorted((o["name"] for o in same), key=lambda name: (name not in same[0]["syntax"], name))
        yield f"\n### {', '.join(names)}\n\n```\n{same[0]['syntax']}\n```\n\n{documentation}\n"
        yield from _examples(same[0]["examples"], fence)


def _examples(examples: list[str], fence: str) -> Iterator[str]:
    for example in examples:
        yield f"\n```{fence}\n{example}\n```\n"
