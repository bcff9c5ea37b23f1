"""Every published stage of the operators that are algorithms on rows can be read and bound."""

import re
from functools import cache

import pytest

from beside import PUBLISHED, json_lines, needs
from sagescope.errors import Refusal
from sagescope.lang.compile import compile_query
from sagescope.store.fields import Schema, catalog
from sagescope.syntax.lexer import lex
from store_world import DAY

NAMES = frozenset(
    {
        "details",
        "logcompare",
        "logexplain",
        "logreduce",
        "merge",
        "predict",
        "sessionize",
        "summarize",
        "trace",
    }
    | {"transaction", "transactionize"}
)
LEAST = 45
"""Different stages that the corpus is known to have."""


@cache
def _stages() -> list[str]:
    found: dict[str, None] = {}
    for row in json_lines(PUBLISHED):
        if row["kind"] != "log":
            continue
        text = row["query"]
        for tokens in lex(text).stages:
            if tokens[0].text.lower() in NAMES:
                found[text[tokens[0].span.start : tokens[-1].span.start]] = None
    return list(found)


@needs(PUBLISHED)
def test_there_are_published_stages() -> None:
    assert len(_stages()) >= LEAST


@pytest.mark.parametrize("stage", _stages())
def test_a_published_stage_binds(stage: str) -> None:
    stage = re.sub(r"\{\{(\w+)\}\}", r"\1", stage)  # the parameter of a dashboard, which has a value there
    field = lex(f"* | {stage}").stages[0][1].value
    # What a prediction predicts has to be there; fields of messages are declared until none is unknown.
    before = f'timeslice 1h | count as %"{field}" by _timeslice | ' if stage.startswith("predict") else ""
    query = f"* | {before}{stage}"
    fields: tuple[str, ...] = ()
    for _ in range(30):
        try:
            compiled = compile_query(query, catalog(Schema(("namespace", *fields))), DAY)
        except Refusal as refused:
            missing = {
                query[f.span.start : f.span.end].strip('%"')
                for f in refused.faults
                if f.code == "field.unknown" and f.span
            }
            assert len(missing) == len(refused.faults), refused
            fields = (*fields, *sorted(missing))
        else:
            assert compiled.columns
            return
    raise AssertionError(query)
