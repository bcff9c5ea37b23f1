"""The registries as data, for the editor and the manual."""

import re
from typing import Any

from sagescope.lang import functions, operators
from sagescope.lang.aggregates import AGGREGATES, AggregateFunction
from sagescope.lang.catalog import Catalog
from sagescope.lang.function import FAMILIES, FUNCTIONS, Function
from sagescope.lang.operator import REGISTRY, About
from sagescope.lang.option_words import OPTION_WORDS

assert functions and operators, "importing them fills the registries"

_PLACEHOLDER = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[a-z]+")

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
    """Operators, aggregates, functions, keywords, metadata and fields, each once, with documentation and examples."""
    count = REGISTRY["count"].about
    abouts = [cls.about for cls in dict.fromkeys(REGISTRY.values())]
    known = [
        {"name": place.col.label, "type": place.col.kind.value, "summary": place.documentation}
        for name, place in catalog.fields.items()
        if name == place.col.label.lower()
    ]
    return {
        "operators": sorted((_operator(about) for about in abouts if about is not count), key=_by_name),
        "aggregates": sorted((_aggregate(a, count) for a in AGGREGATES.values()), key=_by_name),
        "functions": sorted((_function(f) for f in dict.fromkeys(FUNCTIONS.values())), key=_by_name),
        "keywords": list(dict.fromkeys([*KEYWORDS, *(w for about in abouts for w in about.options)])),
        "metadata": [field for field in known if field["name"].startswith("_")],
        "fields": [field for field in known if not field["name"].startswith("_")],
    }


def options_of(about: About) -> dict[str, str]:
    """The words of an operator's syntax that are said something of, as they are written there: its own ones, and
    those that all share.
    """
    words = {word for form in about.syntax for word in _WORD.findall(_PLACEHOLDER.sub("", form))}
    shared = {word: note for word, note in OPTION_WORDS.items() if word in words}
    return {about.spelled(word): note for word, note in {**shared, **about.options}.items()}


def _by_name(entry: dict[str, Any]) -> str:
    return str(entry["name"]).lower()


def _operator(about: About) -> dict[str, Any]:
    return {
        "name": about.name,
        "names": list(about.names),
        "family": about.family,
        "syntax": "\n".join(about.syntax),
        "summary": about.summary,
        "documentation": about.documentation,
        "options": [{"name": word, "summary": note} for word, note in options_of(about).items()],
        "examples": list(about.examples),
    }


def _aggregate(aggregate: AggregateFunction, stage: About) -> dict[str, Any]:
    return {
        "name": aggregate.name,
        "syntax": aggregate.syntax,
        "column": aggregate.column,
        "summary": aggregate.documentation,
        "documentation": stage.documentation,
        "examples": [f"* | {aggregate.example}"],
    }


def _function(function: Function) -> dict[str, Any]:
    return {
        "name": function.name,
        "names": [function.name, *function.aliases],
        "family": FAMILIES[function.name],
        "signature": function.signature,
        "parameters": [
            {
                "name": p.name,
                # A parameter of the null kind takes any.
                "kind": "any" if p.kind.value == "null" else p.kind.value,
                "optional": p.optional,
                "repeats": p.repeats,
            }
            for p in function.params
        ],
        "returns": function.returns.value,
        "summary": function.documentation,
        "examples": list(function.examples),
    }
