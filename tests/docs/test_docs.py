"""The documents keep to the code: generated pages are fresh, everything is described, links and queries hold."""

import importlib.util
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
from typer.main import get_command

from lookup_tables import with_tables
from sagescope.api.app import create_app
from sagescope.api.services import Services
from sagescope.cli.main import app as cli
from sagescope.errors import Fault
from sagescope.lang.compile import check_query
from sagescope.lang.describe import describe
from sagescope.lang.macros import Parameter
from sagescope.metrics.compile import compile_metrics
from sagescope.plan.schema import Ids
from sagescope.search.document_queries import FIELDS
from sagescope.search.frames import Frame
from sagescope.store.fields import Schema, catalog, landing_catalog
from sagescope.store.rules import Rule, bind_rule
from sagescope.timerange import TimeRange
from store_world import world

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

_DAY = TimeRange(1_767_225_600_000, 1_767_312_000_000)
_SCHEMA = Schema(fields=(*FIELDS, "team"), geo=frozenset({"location", "network"}))
_PARAMETERS = {"category": Parameter("prod/app"), "user": Parameter("ana")}
_FENCE = re.compile(r"^(?P<pad> *)```(?P<kind>[\w-]*)\n(?P<body>.*?)^ *```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def fences(kind: str) -> list[Any]:
    """The bodies of all fences of that kind, each with its place."""
    found = []
    for page in PAGES:
        text = page.read_text()
        for fence in _FENCE.finditer(text):
            if fence["kind"] == kind:
                line = text.count("\n", 0, fence.start()) + 1
                found.append(pytest.param(fence["body"].strip(), id=f"{_name(page)}:{line}"))
    return found


@cache
def generator() -> ModuleType:
    """docs/generate.py, which is no part of the package."""
    # Its modules stand beside it, where Python finds them for a script.
    sys.path.insert(0, str(ROOT / "docs"))
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def prose(page: Path) -> str:
    """The text of a page without its fences, whose brackets are no links."""
    return _FENCE.sub("", page.read_text())


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as they are made from them on the usual hosts."""
    found: set[str] = set()
    for heading in re.findall(r"^#{1,6} (.+)$", prose(page), re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
        found.add(plain.strip().replace(" ", "-"))
    return found


def told(faults: tuple[Fault, ...] | list[Fault]) -> str:
    """Faults as one text, for the message of a failed test."""
    return "; ".join(f"{f.code}: {f.message}" for f in faults)


def run_example(query: str, messages: Sequence[Mapping[str, Any]]) -> Frame:
    """The rows that a query gives over messages, of the store of this process."""
    here = world()
    here.empty()
    given = [generator().milliseconds(message) for message in messages]
    names = dict.fromkeys(name for message in given for name in message if not name.startswith("_"))
    here.apply(Schema(tuple(names)))
    here.insert(given)
    return here.run(query).frame


def test_generated_pages_are_fresh() -> None:
    made = generator().pages(run_example)
    for file, text in made.items():
        assert file.exists() and file.read_text() == text, f"run `python docs/generate.py`: {_name(file)}"
    assert generator().gone(made) == []


def test_the_rows_of_examples_are_shown_for_many_operators() -> None:
    shown = generator().shown_examples(run_example)
    known = {name for o in describe(catalog(_SCHEMA))["operators"] for name in o["names"]}
    known |= {a["name"] for a in describe(catalog(_SCHEMA))["aggregates"]}
    known |= {f["name"] for f in describe(catalog(_SCHEMA))["functions"]}
    assert set(shown) <= known, "an example of a name that is no more"
    assert len(set(shown)) >= 25
    for name, examples in shown.items():
        for example in examples:
            assert example.rows != example.given, f"{name}: {example.query} shows no effect"


def test_check_of_the_generator_fails_where_a_page_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = generator()
    page = tmp_path / "page.md"
    monkeypatch.setattr(module, "pages", lambda run: {page: "new\n"})
    monkeypatch.setattr(module, "DOCS", tmp_path / "docs")
    said: list[str] = []
    assert module.main(["--check"], said.append, nullcontext) == 1
    assert not page.exists()
    assert module.main([], said.append, nullcontext) == 0
    assert page.read_text() == "new\n"
    assert module.main(["--check"], said.append, nullcontext) == 0
    assert said == ["stale: page.md\n", "written: page.md\n"]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_resolve(page: Path) -> None:
    broken = []
    for link in _LINK.finditer(prose(page)):
        target = link["target"]
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(target)
    assert not broken


@pytest.mark.parametrize("query", fences("sumo"))
def test_log_queries_compile(query: str) -> None:
    _, _, _, cx = check_query(query, with_tables(catalog(_SCHEMA)), _DAY, parameters=_PARAMETERS)
    assert not cx.faults, told(cx.faults)
    assert not cx.warnings, told(cx.warnings)


@pytest.mark.parametrize("query", fences("sumo-metrics"))
def test_metrics_queries_compile(query: str) -> None:
    assert not compile_metrics(query, _DAY, assume_rows=True, letter="Z").warnings


@pytest.mark.parametrize("expression", fences("sumo-rule"))
def test_rules_compile(expression: str) -> None:
    bound = bind_rule(Rule("documented", "*", expression), landing_catalog(_SCHEMA), Ids())
    # A rule whose fields nobody declared would set nothing.
    assert {name.lower() for name, _ in bound.fields} <= {name.lower() for name in _SCHEMA.fields}


def commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Every command with its options; groups that only hold others are left out."""
    below = getattr(command, "commands", {})
    options = [name for p in command.params for name in (*p.opts, *p.secondary_opts) if name.startswith("-")]
    if not below or len(path) == 1:
        yield " ".join(path), options
    for name, one in below.items():
        yield from commands(one, (*path, name))


def sections(page: Path) -> dict[str, str]:
    """The text below each second-level heading, by the heading without its backticks."""
    parts = re.split(r"^## (.+)$", page.read_text(), flags=re.MULTILINE)
    return {parts[i].strip("`"): parts[i + 1] for i in range(1, len(parts), 2)}


@pytest.mark.parametrize(("command", "options"), [*commands(get_command(cli), ("sagescope",))])
def test_commands_and_options_are_described(command: str, options: list[str]) -> None:
    described = sections(ROOT / "docs" / "reference" / "cli.md")
    assert command in described
    missing = [o for o in options if not re.search(rf"`{re.escape(o)}`", described[command])]
    assert not missing


def test_no_command_is_described_that_is_gone() -> None:
    there = {name for name, _ in commands(get_command(cli), ("sagescope",))}
    described = {n for n in sections(ROOT / "docs" / "reference" / "cli.md") if n.startswith("sagescope")}
    assert described == there


def test_calls_of_the_api_are_described() -> None:
    # The schema needs no services.
    never = cast(AbstractAsyncContextManager[Services], nullcontext())
    paths = create_app(lambda: never).openapi()["paths"]
    there = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    text = (ROOT / "docs" / "reference" / "api.md").read_text()
    assert set(re.findall(r"^\| `([A-Z]+ /\S+)` \|", text, re.MULTILINE)) == there


def rows(heading: str) -> dict[str, str]:
    """The first two cells of the rows below a heading of THIRD_PARTY.md."""
    text = (ROOT / "THIRD_PARTY.md").read_text().split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    return {c[0].strip(): c[1].strip() for c in cells if c[0].strip() not in ("package", "data")}


def _requirements(listed: list[str]) -> dict[str, str]:
    found = {}
    for requirement in listed:
        name = re.match(r"[\w.-]+(\[\w+\])?", requirement)
        assert name is not None
        found[name[0]] = requirement[name.end() :].strip() or "any"
    return found


def test_every_dependency_is_named_with_its_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert rows("Python, at run time") == _requirements(project["project"]["dependencies"])
    optional = [r for extra in project["project"]["optional-dependencies"].values() for r in extra]
    wanted = _requirements([*project["build-system"]["requires"], *optional])
    built = {**rows("Python, at run time"), **rows("Python, optional and for building")}
    assert {name: built.get(name) for name in wanted} == wanted
    page = json.loads((ROOT / "web" / "package.json").read_text())
    assert rows("The page") == {**page["dependencies"], **page["devDependencies"]}


def test_floors_are_those_that_are_enforced() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    floors = next(c for c in project["tool"]["importlinter"]["contracts"] if c["type"] == "layers")["layers"]
    shown = next(
        f["body"] for f in _FENCE.finditer((ROOT / "ARCHITECTURE.md").read_text()) if f["kind"] == "floors"
    )
    assert shown.strip().splitlines() == floors


def test_no_page_names_a_path_of_a_machine() -> None:
    for page in PAGES:
        # `/Library/Users/…` is a path of Sumo Logic's library.
        assert not re.search(r"(?<!/Library)/(?:root|home|work|Users)/", page.read_text()), _name(page)
