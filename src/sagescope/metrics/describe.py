"""The registries of the metrics language as data, for the editor and the manual."""

from typing import Any

from sagescope.metrics import operators
from sagescope.metrics.ast import Rollup
from sagescope.metrics.forms import FORMS
from sagescope.metrics.functions import FUNCTIONS, REDUCERS
from sagescope.metrics.operator import REGISTRY

assert operators, "importing them fills the registry"

KEYWORDS = (
    "by",
    "using",
    "to",
    "over",
    "along",
    "as",
    "and",
    "or",
    "not",
    "drop",
    "last",
    "increasing",
    "decreasing",
    "counter",
    "all",
    "atleast",
    "first",
    "any",
    "empty",
    "interpolation",
    "_value",
    "_granularity",
)


def describe_metrics() -> dict[str, Any]:
    """Operators, functions, reducers, rollups and keywords, with documentation and examples."""
    found = [
        {
            "name": name,
            "family": about.family,
            "syntax": "\n".join(about.syntax),
            "summary": about.summary,
            "documentation": about.documentation,
            "examples": list(about.examples),
        }
        for cls in dict.fromkeys(REGISTRY.values())
        for about in (cls.about,)
        for name in about.names
    ]
    found += [
        {
            "name": form.name,
            "family": form.family,
            "syntax": "\n".join(form.syntax),
            "summary": form.documentation.split("\n\n")[0],
            "documentation": form.documentation,
            "examples": list(form.examples),
        }
        for form in FORMS
    ]
    return {
        "operators": sorted(found, key=lambda o: str(o["name"])),
        "functions": [
            {
                "name": function.name,
                "signature": function.signature,
                "summary": function.documentation,
                "examples": [function.example],
            }
            for function in FUNCTIONS.values()
        ],
        "reducers": [{"name": r.name, "summary": r.documentation} for r in REDUCERS.values()],
        "rollups": [rollup.value for rollup in Rollup],
        "keywords": list(KEYWORDS),
    }
