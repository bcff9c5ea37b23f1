"""Rules of the house that a program can hold: what is listed, documented, covered and small enough."""

import ast
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from geo_places import load_places
from lookup_tables import ADMINS, USERS, with_tables
from sagescope.errors import Refusal
from sagescope.lang import functions, operators
from sagescope.lang.aggregates import AGGREGATES
from sagescope.lang.compile import compile_query
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import REGISTRY, Operator
from sagescope.search.local import LOCAL
from sagescope.store.fields import Schema, catalog
from store_world import DAY, World, world

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sagescope"
CASES = ROOT / "tests" / "cases"

MOST_LINES = 400
MOST_OPERATOR_LINES = 160
LEAST_CASES = 6
GEO = frozenset({"location", "network"})


def _module_names(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.py")} - {"__init__"}


def _operator_classes() -> list[type[Operator]]:
    return list(dict.fromkeys(REGISTRY.values()))


def test_every_operator_file_is_listed_and_registers_an_operator() -> None:
    files = _module_names(SOURCE / "lang" / "operators")
    assert set(operators.__all__) == files
    assert {cls.__module__.rpartition(".")[2] for cls in _operator_classes()} == files


def test_every_family_of_functions_is_listed() -> None:
    assert set(functions.__all__) == _module_names(SOURCE / "lang" / "functions")


def test_operators_and_functions_are_described() -> None:
    for cls in _operator_classes():
        about = cls.about
        assert about.summary.endswith("."), about.name
        assert about.documentation, about.name
        assert about.syntax, about.name
        assert about.examples, about.name
        assert all(name == name.lower() for name in about.names), about.name
    for function in FUNCTIONS.values():
        assert function.documentation.endswith("."), function.name
        assert function.examples, function.name


def test_names_are_those_of_one_thing() -> None:
    # `min` and `max` are aggregates of a field and functions of two values, by design of the language.
    assert set(REGISTRY) & set(FUNCTIONS) == {"min", "max"}
    assert set(AGGREGATES) <= set(REGISTRY)


def _emitted_local_names() -> set[str]:
    """The names of all local stages that operators emit."""
    found: set[str] = set()
    for path in (*(SOURCE / "lang").rglob("*.py"), *(SOURCE / "metrics").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "local"
            ):
                name = node.args[0] if node.args else None
                assert isinstance(name, ast.Constant), f"{path}: the name of a local stage is a constant"
                found.add(str(name.value))
    return found


def test_every_local_stage_has_its_function() -> None:
    assert _emitted_local_names() == set(LOCAL)
    assert set(LOCAL) == _module_names(SOURCE / "search" / "local")


@pytest.mark.parametrize("name", sorted(_module_names(SOURCE / "lang" / "operators")))
def test_every_operator_has_cases(name: str) -> None:
    files = sorted((CASES / name).glob("*.toml"))
    cases = [case for file in files for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]
    assert len(cases) >= LEAST_CASES, f"tests/cases/{name} has {len(cases)} cases"
    assert any("faults" in case for case in cases), f"tests/cases/{name} shows no fault"
    assert any("rows" in case for case in cases), f"tests/cases/{name} shows no rows"


def test_every_case_folder_is_of_something() -> None:
    known = _module_names(SOURCE / "lang" / "operators") | {
        "scope",
        "expressions",
        "functions",
        "faults",
        "macros",
    }
    assert {path.name for path in CASES.iterdir() if path.is_dir() and path.name != "__pycache__"} == known


@cache
def _examples() -> list[str]:
    """Every documented query; the examples of functions and aggregates are stages."""
    found = [example for cls in _operator_classes() for example in cls.about.examples]
    found += [f"* | {a.example}" for a in AGGREGATES.values()]
    found += [f"* | {e}" for function in dict.fromkeys(FUNCTIONS.values()) for e in function.examples]
    return list(dict.fromkeys(found))


def _fields_of(query: str) -> tuple[str, ...]:
    """The fields that the query's writer has: those that it names and does not make."""
    fields: tuple[str, ...] = ()
    for _ in range(20):
        try:
            held = with_tables(catalog(Schema(("namespace", *fields), geo=GEO)))
            compile_query(query, held, DAY)
        except Refusal as refused:
            missing = [
                query[f.span.start : f.span.end]
                for f in refused.faults
                if f.code == "field.unknown" and f.span
            ]
            assert len(missing) == len(refused.faults), refused
            fields = (*fields, *dict.fromkeys(missing))
        else:
            return fields
    raise AssertionError(query)


@pytest.fixture(scope="module")
def here() -> World:
    here = world()
    fields = sorted({name for query in _examples() for name in _fields_of(query)}, key=str.lower)
    once = {name.lower(): name for name in fields}
    load_places(here)
    here.apply(Schema(("namespace", *once.values()), geo=GEO))
    here.empty()
    here.empty_lookups()
    for table in (USERS, ADMINS):
        table.put(here.lookups)
    here.insert([{"_raw": "GET /a HTTP 5", **dict.fromkeys(once.values(), "5")}, {"_raw": '{"bytes": 7}'}])
    return here


@pytest.mark.parametrize("query", _examples())
def test_documented_examples_run(here: World, query: str) -> None:
    # That it compiles and the engine takes it is the claim; what it gives, the golden cases say.
    assert here.run(query).frame.columns


def test_modules_are_small() -> None:
    long = {
        str(path.relative_to(SOURCE)): lines
        for path in SOURCE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines()))
        > (MOST_OPERATOR_LINES if path.parent.name == "operators" else MOST_LINES)
    }
    assert long == {}


def test_no_module_is_a_drawer() -> None:
    # Names that say nothing gather everything.
    drawers = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager"}
    assert not {path.stem for path in SOURCE.rglob("*.py")} & drawers


def test_imports_keep_to_their_floors() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    if not lint.exists():
        pytest.skip("import-linter is not installed")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_stand_at_the_top() -> None:
    # A module that only some systems have may be imported where it is used.
    allowed = {"fcntl"}
    inner: list[str] = []
    for path in SOURCE.rglob("*.py"):
        if path.parent.name == "cli":
            continue  # imports inside commands keep the start-up of --help short
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                inner += [
                    f"{path.relative_to(SOURCE)}:{node.lineno}"
                    for node in ast.walk(function)
                    if isinstance(node, ast.Import | ast.ImportFrom)
                    and {alias.name for alias in node.names} - allowed
                ]
    assert inner == []
