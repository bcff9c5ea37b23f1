"""The built page keeps to its budget: what has to come before the first paint is small."""

import gzip
import re
from pathlib import Path

import pytest
from page_visits import ROOT

STATIC = ROOT / "src/sagescope/api/static"
BUDGET = 140 * 1024
"""Bytes of script, compressed, that the shell of the page may have: 140 KB (reference ecosystem.md, 3.6)."""

pytestmark = pytest.mark.skipif(
    not (STATIC / "index.html").exists(), reason="the page is not built (make page)"
)


def _scripts(text: str) -> list[str]:
    return re.findall(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""", text)


def _with_imports(first: list[str]) -> set[Path]:
    """The scripts with all that they import at once; what is imported when it is needed is not counted."""
    found: set[Path] = set()
    waiting = [STATIC / "assets" / name for name in first]
    while waiting:
        script = waiting.pop()
        if script not in found:
            found.add(script)
            waiting += [script.parent / name for name in _scripts(script.read_text(encoding="utf-8"))]
    return found


def test_the_shell_of_the_page_is_within_its_budget() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    scripts = _with_imports(re.findall(r'<script[^>]* src="\./assets/([\w.-]+\.js)"', page))
    assert len(scripts) > 1, "the page is split"
    sizes = {script.name: len(gzip.compress(script.read_bytes(), 9)) for script in scripts}
    assert sum(sizes.values()) <= BUDGET, sizes
    editor = next((STATIC / "assets").glob("QueryEditor-*.js"))
    charts = next((STATIC / "assets").glob("echarts-*.js"))
    assert not {editor, charts} & scripts, "the editor and the charts come when they are needed"
