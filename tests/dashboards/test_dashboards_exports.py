"""Every query of every panel of published dashboards parses and binds, with its variables at their defaults, all, and a value each."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from beside import CORPUS, needs
from sagescope.dashboards.panels import LogQuestion, Moment, Question, planned
from sagescope.dashboards.templates import ALL, Chosen
from sagescope.dashboards.variables import chosen_values, listed
from sagescope.errors import Fault, Refusal
from sagescope.lang.compile import check_query
from sagescope.lang.named_tables import with_named_tables
from sagescope.lang.tree import parse_query
from sagescope.library.exchange import dashboard_of, read_export
from sagescope.metrics.compile import RowQuery, compile_metrics
from sagescope.model.dashboard import Dashboard, Variable
from sagescope.model.library import ItemKind
from sagescope.store.fields import RAW, Schema, catalog
from sagescope.store.tables.logs import LOGS

EXPORTS = CORPUS / "exports"
NOW = 1_767_268_800_000
# Fields and macros that only the account declares which a dashboard comes from.
ABSENT = frozenset({"field.unknown", "macro.unknown"})
BASE = catalog(Schema(geo=frozenset({"location", "network"})))


def dashboards(file: Path) -> Iterator[Dashboard]:
    branch, _ = read_export(json.loads(file.read_text(encoding="utf-8")))
    return (dashboard_of(b.body) for b in branch.all() if b.kind is ItemKind.DASHBOARD)


def faults_of(question: Question) -> Sequence[Fault]:
    """What is wrong with a question over the built-in fields."""
    if isinstance(question, LogQuestion):
        tables = with_named_tables(BASE, parse_query(question.text), LOGS, RAW)
        _, _, _, cx = check_query(question.text, tables, question.range, auto_parse=question.auto_parse)
        return [fault for fault in cx.faults if fault.code not in ABSENT]
    (letter, text), *_ = question.rows
    try:
        compile_metrics(
            text, question.range, rows={key: RowQuery(row) for key, row in question.rows}, letter=letter
        )
    except Refusal as refused:
        return refused.faults
    return []


def value_of(variable: Variable) -> str:
    """A value that could be chosen."""
    choices = listed(variable.source_definition.values or "").choices
    return choices[0].value if choices else "a-value"


@needs(EXPORTS)
@pytest.mark.parametrize("values", ["default", "all", "one"])
@pytest.mark.parametrize("file", sorted(EXPORTS.glob("*.json")), ids=lambda file: file.stem)
def test_panels_of_published_dashboards_bind(file: Path, values: str) -> None:
    wrong: list[str] = []
    for dashboard in dashboards(file):
        given = {
            "default": {},
            "all": {v.name: [ALL] for v in dashboard.variables},
            "one": {v.name: [value_of(v)] for v in dashboard.variables},
        }[values]
        chosen = {v.name.lower(): Chosen((ALL,)) for v in dashboard.variables}
        chosen |= chosen_values(dashboard.variables, given)
        moment = Moment(NOW)
        for panel in dashboard.panels:
            plan = planned(panel, chosen, moment, moment.range_of(dashboard))
            wrong += [f"{dashboard.title}/{panel.title}: {fault.message}" for fault in plan.faults]
            for row in plan.rows:
                found = row.faults or (faults_of(row.question) if row.question else ())
                wrong += [f"{dashboard.title}/{panel.title} #{row.key}: {fault.message}" for fault in found]
    assert not wrong, "\n".join(wrong)
