"""Published queries: do they parse, bind, and run on the engine?

Their fields come from sources and rules that are not here, so every name that a query mentions counts as a field of its
messages; template parameters get a value that can stand where they stand.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from beside import PUBLISHED, json_lines
from geo_places import load_places
from sagescope.errors import Refusal, ServerFault
from sagescope.lang.catalog import Catalog, FieldPlace
from sagescope.lang.named_tables import with_named_tables
from sagescope.lang.names import names_in
from sagescope.lang.scope import field_tests
from sagescope.lang.threats import THREATS
from sagescope.lang.tree import Tree, parse_query
from sagescope.lookups.tables import NOBODY
from sagescope.paths import path_key
from sagescope.plan.schema import Col
from sagescope.search.service import SearchRequest, SearchService
from sagescope.store.fields import Schema
from sagescope.timerange import TimeRange
from store_world import DAY, NOW, World

NOT_VALID = Path(__file__).parent / "not_valid.toml"

EMPTY_TABLE = "lookup_0000000000000007_0"
"""The table of threat indicators, which has none here: any other lookup table reads as it."""

HOUR = TimeRange(DAY.end - 3_600_000, DAY.end)

_PARAMETER = re.compile(r"\{\{[^{}]*\}\}|\$\$[A-Za-z_]\w*")
# What stands before a parameter says what can stand in its place.
_NUMBER_BEFORE = re.compile(
    r"(?:\b(?:limit|top|topk\(|window\s*=|threshold\s*=|consecutive\s*=)|[<>]=?|[-+/*])\s*$", re.IGNORECASE
)
_WIDTH_BEFORE = re.compile(
    r"(?:\b(?:timeslice(?:\s+by)?|timeshift|forecast\s*=|predict\s+\S+\s+by)\s*\(?\s*)$", re.IGNORECASE
)
_PATTERN_BEFORE = re.compile(r"\bmatches\s*\(?\s*$", re.IGNORECASE)
_NAME_BEFORE = re.compile(
    r"\b(?:(?:by|as|fields)|(?:sum|avg|min|max|count|count_distinct|pct|stddev|first|last|values)\s*\()\s*$",
    re.IGNORECASE,
)
_EXPRESSION_BEFORE = re.compile(r"(?:[(,|=]|\b(?:where|and|or|not|if)\b)\s*$", re.IGNORECASE)
# Whole texts and comments, so that what is left of a quote is one that is still open.
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|(?<=\s)//[^\n]*|/\*.*?\*/', re.DOTALL)
_TOLD = re.compile(r'"\{\{([^{}]*)\}\}"\s*=\s*"([^"{}]*)"')


@dataclass(frozen=True, slots=True)
class Published:
    """A published query by its id in the corpus."""

    id: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a query: no reason means that it runs."""

    query: Published
    reason: str = ""


def published(kind: str = "log", path: Path = PUBLISHED) -> list[Published]:
    """The queries of that kind, none where the file is absent."""
    return [
        Published(row["id"], row["query"], row["kind"]) for row in json_lines(path) if row["kind"] == kind
    ]


@cache
def not_valid() -> Mapping[str, str]:
    """What is no query of the language in the corpus: the reasons by id."""
    raw = tomllib.loads(NOT_VALID.read_text(encoding="utf-8"))
    return {id_: group["reason"] for group in raw["group"] for id_ in group["ids"]}


def with_defaults(text: str) -> str:
    """The query with a value in place of each template parameter."""
    # `if ("{{x}}" = "*", true, …)` tells the value that stands for no choice.
    told = {found[1]: found[2] for found in _TOLD.finditer(text)}
    pieces: list[str] = []
    at = 0
    for found in _PARAMETER.finditer(text):
        pieces.append(text[at : found.start()])
        name = found[0].strip("{}$")
        part_of_name = re.match(r"\w", text[found.end() : found.end() + 1]) is not None
        pieces.append(_default("".join(pieces), told.get(name), part_of_name=part_of_name))
        at = found.end()
    return "".join(pieces) + text[at:]


def _default(before: str, told: str | None, *, part_of_name: bool) -> str:
    in_quotes = _QUOTED.sub("", before).count('"') % 2 == 1
    if told is not None and (in_quotes or told not in ("*", "")):
        return told
    if in_quotes and before.endswith('%"'):
        return "value"
    if in_quotes or "|" not in before:
        return "*"
    if part_of_name:
        return "value"
    if _PATTERN_BEFORE.search(before):
        return '"*"'
    if _WIDTH_BEFORE.search(before):
        return "1h"
    if _NUMBER_BEFORE.search(before):
        return "10"
    if _NAME_BEFORE.search(before):
        return "value"
    # Anywhere else a parameter adds a condition or a stage, or nothing.
    return "1" if _EXPRESSION_BEFORE.search(before) else ""


class Runner:
    """Runs published queries over a store; its messages have every field that a query mentions."""

    def __init__(self, here: World) -> None:
        load_places(here)
        here.apply(Schema())
        self._here = here
        self._store = _Declared(here.store.catalog, here)
        limits = replace(here.search.limits, seconds=20.0)
        self._search = SearchService(self._store, here.clock, limits, saver=_Unsaved())  # type: ignore[arg-type]

    def verdict(self, query: Published) -> Verdict:
        """Whether the query runs, and why not."""
        text = with_defaults(query.text)
        try:
            self._run(text)
        except Refusal as refused:
            return Verdict(query, "; ".join(f"{fault.code}: {fault.message}" for fault in refused.faults[:2]))
        except (ServerFault, AssertionError, ArithmeticError, LookupError, TypeError, ValueError) as wrong:
            return Verdict(query, f"{type(wrong).__name__}: {str(wrong)[:300]}")
        return Verdict(query)

    def _run(self, text: str) -> None:
        tree = parse_query(text)
        held = self._here.store.catalog
        own = replace(held, tables={path_key(THREATS): held.tables[path_key(THREATS)]})
        base = with_named_tables(own, tree, EMPTY_TABLE, "v1")
        self._store.catalog = declared(base, tree)
        request = SearchRequest(text, HOUR, limit=10, histogram=False, saves_as=NOBODY)
        try:
            self._search.run(request)
        except Refusal as refused:
            # Names such as `_count` are mostly made by aggregates; views have fields that are called so too.
            unknown = {
                text[f.span.start : f.span.end]
                for f in refused.faults
                if f.code == "field.unknown" and f.span
            }
            system = {name.strip('%"').lower() for name in unknown if name.startswith("_")}
            if not system:
                raise
            self._store.catalog = with_fields(self._store.catalog, system)
            self._search.run(request)


class _Unsaved:
    """Writes nothing of what a query saves: no query is to find what another one has left."""

    def save(self, *_: object) -> None:
        """Nothing."""


@dataclass(slots=True)
class _Declared:
    """A store whose catalog is changed from query to query."""

    catalog: Catalog
    here: World

    @property
    def engine(self) -> object:
        return self.here.engine


def declared(base: Catalog, tree: Tree) -> Catalog:
    """The catalog with a place for every name that the query mentions and that messages do not have anyway."""
    return with_fields(base, {name for name in _mentioned(tree) if not name.startswith("_")})


def with_fields(base: Catalog, names: set[str]) -> Catalog:
    """The catalog with further fields of messages, all in the column of one that there is."""
    place = base.fields["namespace"]
    own = {name: _named(place, name) for name in names - set(base.fields)}
    return replace(base, fields={**base.fields, **own}, geo_tables=frozenset({"location", "network"}))


def _named(place: FieldPlace, name: str) -> FieldPlace:
    return replace(place, col=Col(place.col.sql, name, place.col.kind))


def _mentioned(tree: Tree) -> Iterator[str]:
    yield from names_in(tree.operators)
    yield from (test.field.text.lower() for test in field_tests(tree.scope))
    for _, inner in tree.inner:
        yield from _mentioned(inner)


__all__ = ["HOUR", "NOW", "Published", "Runner", "Verdict", "not_valid", "published", "with_defaults"]
