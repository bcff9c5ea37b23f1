"""The operators and functions that the reference names, and what of each is here: code, golden cases, a manual page."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path

from beside import REFERENCE
from sagescope.lang.aggregates import AGGREGATES
from sagescope.lang.aggregating import Value
from sagescope.lang.ast import Apply, Binary, Choice, InTable
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import REGISTRY, Operator
from sagescope.lang.operators.aggregate import Aggregate
from sagescope.lang.tree import parse_query

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = REFERENCE / "search-language.md"
MANUAL = ROOT / "docs" / "manual"
CASES = ROOT / "tests" / "cases"

_SECTION = re.compile(r"^## 2\. .*?$(.*?)^## 3\. ", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
_ASIDE = re.compile(r"\([^)]*\)|->.*$")
# Headings of rules, which name nothing by themselves.
_RULES = ("parse nodrop semantics", "Expression stage", "num and casts")

_FORMS = {
    "in": r"\bin\s*\(",
    "not in": r"\bnot\s+in\s*\(",
    "matches": r"\bmatches\b",
    "contains": r"\bcontains\b",
    "?:": r"\?",
    "geo lookup": r"geo://location",
    "asn lookup": r"asn://default",
}
"""What the reference names and no registry does: signs of expressions, and sources of a lookup."""


NOT_HERE = {
    "median": "the documentation has no such operator; it is pct(x, 50)",
    "parse using": "a legacy form: parsers that are stored in the library of an account",
}
"""What is left out, and why."""


@dataclass(frozen=True, slots=True)
class Count:
    """A name of the reference; `kind` is what it is here, or empty where it is not here at all."""

    name: str
    kind: str
    cases: bool
    page: bool

    @property
    def here(self) -> bool:
        """Whether it is implemented."""
        return self.kind != ""


def counts() -> list[Count]:
    """A row for every name of the reference's section 2, in its order; none where the reference is absent."""
    if not LANGUAGE.exists():
        return []
    tried, pages = _tried(), _pages()
    rows = []
    for name in named(LANGUAGE.read_text(encoding="utf-8")):
        kind = kind_of(name)
        rows.append(Count(name, kind, name.lower() in tried, name.lower() in pages))
    return rows


def named(reference: str) -> list[str]:
    """The operators and functions that headings of section 2 name, each once."""
    section = _SECTION.search(reference)
    assert section is not None, "the reference has no section 2"
    found: dict[str, str] = {}
    for heading in _HEADING.findall(section[1]):
        plain = " ".join(_ASIDE.sub("", heading).split())
        if plain.startswith(_RULES):
            continue
        for name in re.split(r", | / | and ", plain.removeprefix("CIDR: ")):
            found.setdefault(name.strip().lower(), name.strip())
    return list(found.values())


def kind_of(name: str) -> str:
    """What a name is here: an operator, an aggregate, a function, a form; empty where it is nothing."""
    folded = name.lower()
    if folded in AGGREGATES:
        return "aggregate"
    if folded in REGISTRY:
        return "operator"
    if folded in FUNCTIONS:
        return "function"
    return "form" if folded in _FORMS else ""


def _tried() -> set[str]:
    """The names that golden cases run, all names of an operator or a function with each."""
    found: set[str] = set()
    for file in sorted(CASES.glob("*/*.toml")):
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            if "rows" not in case:
                continue
            found |= {
                form for form, looks in _FORMS.items() if re.search(looks, case["query"], re.IGNORECASE)
            }
            tree = parse_query(case["query"])
            for part in _parts((tree.operators, tree.source, [below.operators for _, below in tree.inner])):
                found |= set(_names(part))
    return found


def _names(part: object) -> Iterator[str]:
    match part:
        case Value():
            yield part.about.name
        case Apply(name) if (function := FUNCTIONS.get(name.text.lower())) is not None:
            yield from (n.lower() for n in (function.name, *function.aliases))
        case InTable():
            yield "lookupcontains"
        case Binary(sign):
            yield sign
        case Choice():
            yield "?:"
        case Aggregate():
            # Its values tell which of all the aggregates it is.
            return
        case Operator():
            yield from (n.lower() for n in part.about.names)


def _parts(value: object) -> Iterator[object]:
    """All that a tree is made of."""
    yield value
    if isinstance(value, tuple | list):
        for item in value:
            yield from _parts(item)
    elif is_dataclass(value):
        for f in fields(value):
            yield from _parts(getattr(value, f.name))


@cache
def _pages() -> frozenset[str]:
    """The names that have a heading of the manual, or stand beside one as another name of it, or in the language's page."""
    found: set[str] = set()
    for page in MANUAL.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        found |= {name.lower() for name in re.findall(r"^#{1,3} (.+)$", text, re.MULTILINE)}
        for others in re.findall(r"^It is also called (.+)\.$", text, re.MULTILINE):
            found |= {name.lower() for name in re.findall(r"`([^`]+)`", others)}
        if page.name in ("language.md", "lookup.md"):
            found |= {form for form, looks in _FORMS.items() if re.search(looks, text)}
    return frozenset(found)
