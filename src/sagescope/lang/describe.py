"""The registries as data, for the editor and the manual."""

from typing import Any

from sagescope.lang import functions, operators
from sagescope.lang.aggregates import AGGREGATES
from sagescope.lang.catalog import Catalog
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import REGISTRY

assert functions and operators, "importing them fills the registries"

KEYWORDS = (
    "and",
    "or",
    "not",
    "by",
    "as",
    "asc",
    "desc",
    "nodrop",
    "in",
    "matches",
    "contains",
    "from",
    "on",
    "row",
    "column",
    "field",
    "true",
    "false",
    "null",
    "group",
    "buckets",
)


def describe(catalog: Catalog) -> dict[str, Any]:
    """Operators, functions, keywords and metadata, each once, with documentation and examples."""
    operators: list[dict[str, Any]] = []
    for cls in dict.fromkeys(REGISTRY.values()):
        about = cls.about
        if about.name == "count":
            continue
        operators += [
            {
                "name": name,
                "family": about.family,
                "syntax": "\n".join(about.syntax),
                "summary": about.summary,
                "documentation": about.documentation,
                "examples": list(about.examples),
            }
            for name in about.names
        ]
    count = REGISTRY["count"].about
    operators += [
        {
            "name": a.name,
            "family": "aggregate",
            "syntax": f"{a.syntax} [as <name>] [by <field>, …]",
            "summary": a.documentation,
            "documentation": f"{a.documentation}\n\n{count.documentation}",
            "examples": [f"* | {a.example}"],
        }
        for a in AGGREGATES.values()
    ]
    functions = [
        {
            "name": f.name,
            "signature": f.signature,
            "returns": f.returns.value,
            "summary": f.documentation,
            "examples": list(f.examples),
        }
        for f in dict.fromkeys(FUNCTIONS.values())
    ]
    metadata = [
        {"name": place.col.label, "type": place.col.kind.value, "summary": place.documentation}
        for name, place in catalog.fields.items()
        if name == place.col.label.lower()
    ]
    return {
        "operators": sorted(operators, key=lambda o: str(o["name"]).lower()),
        "functions": sorted(functions, key=lambda f: str(f["name"]).lower()),
        "keywords": list(KEYWORDS),
        "metadata": metadata,
    }
