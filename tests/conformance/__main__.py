"""`python -m conformance [part …]`: the counts of every part, and the list of what does not pass.

`python -m conformance counts` is the table of the operators and functions that the reference names.
"""

import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import track
from rich.table import Table

from beside import PUBLISHED
from conformance import counts, detections, published, published_metrics
from store_world import world

CASES = Path(__file__).resolve().parents[1] / "cases" / "test_cases_outside.py"

Row = tuple[str, int, int, list[str]]
"""A part: its name, how many pass, of how many, and what does not."""


def queries(path: Path) -> Row:
    """The published log queries."""
    runner = published.Runner(world())
    known = published.not_valid()
    wanted = [q for q in published.published("log", path) if q.id not in known]
    failed: list[str] = []
    for query in track(wanted, "published log queries", console=Console(stderr=True)):
        verdict = runner.verdict(query)
        if verdict.reason:
            failed.append(f"{query.id}  {verdict.reason}")
    return ("published log queries", len(wanted) - len(failed), len(wanted), failed)


def metrics(path: Path) -> Row:
    """The published metrics queries."""
    here = world()
    here.empty()
    published_metrics.insert_some_series(here)
    known = published_metrics.not_valid_rows()
    wanted = [row for row in published_metrics.published_rows(path) if row.id not in known]
    failed: list[str] = []
    for row in track(wanted, "published metrics queries", console=Console(stderr=True)):
        if why := published_metrics.reason(here, row):
            failed.append(f"{row.id}  {why}")
    return ("published metrics queries", len(wanted) - len(failed), len(wanted), failed)


def rules() -> Row:
    """The detection rules over real records."""
    here = world()
    here.empty()
    detections.insert_records(here)
    failed: list[str] = []
    total = 0
    for rule in track(detections.rules(), "detection rules", console=Console(stderr=True)):
        total += 1
        wrong = [d for d in detections.detect(here, rule) if not d.right]
        failed += [f"{rule.id}  {d.records}: found {d.found}, not {d.expected}" for d in wrong]
    return ("detection rules", total - len({line.split()[0] for line in failed}), total, failed)


def cases() -> Row:
    """The cases of the reference and of the corpus: each is a test of its own, run here by the test runner."""
    results = Results()
    with redirect_stdout(StringIO()):
        pytest.main(["-q", str(CASES)], plugins=[results])
    return ("cases of others", results.passed, results.passed + len(results.failed), results.failed)


class Results:
    """What the test runner says of each case; one that is known to be answered otherwise is said too."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the result of one case."""
        if report.when == "call" and "test_a_case_of_others" in report.nodeid:
            if report.passed:
                self.passed += 1
            else:
                why = getattr(report, "wasxfail", "") or "it failed"
                self.failed.append(f"{report.nodeid.split('[')[-1].rstrip(']')}  {why}")


def names() -> Table:
    """The operators and functions of the reference, and what of each is here."""
    table = Table("name", "is", "golden cases", "manual page")
    rows = counts.counts()
    for row in rows:
        why = counts.NOT_HERE.get(row.name, "not here")
        table.add_row(row.name, row.kind or why, *("yes" if held else "-" for held in (row.cases, row.page)))
    here, cases, pages = (sum(getattr(row, what) for row in rows) for what in ("here", "cases", "page"))
    table.add_section()
    table.add_row(f"{len(rows)} names", f"{here} here", f"{cases}", f"{pages}")
    return table


def main() -> None:
    """Print the table of the parts asked for, or of all."""
    if sys.argv[1:] == ["counts"]:
        Console().print(names())
        return
    parts: Mapping[str, Callable[[], Row]] = {
        "cases": cases,
        "queries": lambda: queries(PUBLISHED),
        "metrics": lambda: metrics(PUBLISHED),
        "detections": rules,
    }
    out = Console()
    asked = sys.argv[1:] or list(parts)
    rows: list[Row] = []
    for name in asked:
        # A file stands for the published queries in it.
        rows.append(parts[name]() if name in parts else queries(Path(name)))
    table = Table("part", "pass", "of", "share")
    for name, passed, total, failed in rows:
        table.add_row(name, f"{passed:,}", f"{total:,}", f"{passed / total:.2%}" if total else "absent")
        for line in failed:
            out.print(line, markup=False, highlight=False, soft_wrap=True)
    out.print(table)
    left_out = len(published.not_valid()) + len(published_metrics.not_valid_rows())
    out.print(f"{left_out} published texts are no queries: see not_valid.toml and not_valid_metrics.toml")


if __name__ == "__main__":
    main()
