"""Rules of the house that a machine can check: registries complete, modules small, floors kept."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sagescope.lang import operators
from sagescope.lang.compile import parse_query
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import REGISTRY
from sagescope.search.local import LOCAL

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src/sagescope"
CASES = ROOT / "tests/cases"

MOST_LINES = 400
MOST_OPERATOR_LINES = 170


def test_every_operator_file_is_listed() -> None:
    files = {p.stem for p in (SOURCE / "lang/operators").glob("*.py")} - {"__init__"}
    assert files == set(operators.__all__)


def test_every_operator_has_golden_cases() -> None:
    folders = {p.name for p in CASES.iterdir() if p.is_dir() and any(p.glob("*.toml"))}
    assert set(operators.__all__) <= folders


def test_every_local_stage_has_a_function() -> None:
    texts = [path.read_text() for path in (SOURCE / "lang/operators").glob("*.py")]
    named = {name for text in texts for name in re.findall(r'Local\(\s*[^"]*"(\w+)"', text)}
    assert named
    assert named <= set(LOCAL)


@pytest.mark.parametrize("name", sorted({cls.about.name for cls in REGISTRY.values()}))
def test_operators_are_documented_with_examples_that_parse(name: str) -> None:
    about = REGISTRY[name.lower()].about
    assert about.summary.endswith(".")
    assert about.syntax
    assert about.examples
    for example in about.examples:
        assert parse_query(example).faults == (), example


@pytest.mark.parametrize("name", sorted({f.name for f in FUNCTIONS.values()}))
def test_functions_are_documented_with_examples_that_parse(name: str) -> None:
    function = FUNCTIONS[name.lower()]
    assert function.documentation.endswith(".")
    assert function.examples
    for example in function.examples:
        assert parse_query(f"* | {example}").faults == (), example


def test_modules_stay_small() -> None:
    lines = {p.relative_to(SOURCE): len(p.read_text().splitlines()) for p in SOURCE.rglob("*.py")}
    assert {str(p): n for p, n in lines.items() if n > MOST_LINES} == {}
    operator_files = {
        str(p): n
        for p, n in lines.items()
        if p.parts[:2] == ("lang", "operators") and n > MOST_OPERATOR_LINES
    }
    assert operator_files == {}


def test_floors_are_kept() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
