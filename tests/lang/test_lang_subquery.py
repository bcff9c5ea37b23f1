"""What the rows of a subquery become in the query around it (reference 1.7)."""

import pytest

from sagescope.errors import Refusal
from sagescope.lang.compile import compile_query
from sagescope.lang.subquery import Answer
from sagescope.lang.tree import parse_query
from sagescope.plan.pack import pack
from sagescope.plan.schema import Ids
from sagescope.plan.stages import SqlStage
from sagescope.sql.print import query
from sagescope.store.fields import Schema, catalog, landing_catalog
from sagescope.store.rules import Rule, bind_rule
from sagescope.timerange import TimeRange

CATALOG = catalog(Schema(("namespace", "h", "u")))
RANGE = TimeRange(0, 1_000)


def _condition(text: str, *rows: tuple[str, ...]) -> str:
    """The condition of a query whose subquery has given these rows, without that of the range."""
    ((subquery, _),) = parse_query(text).inner
    compiled = compile_query(text, CATALOG, RANGE, answers={subquery.span: Answer(rows)})
    (stage,) = compiled.stages
    assert isinstance(stage, SqlStage)
    sql = query(pack(stage.node, ["raw"], compiled.ids))
    (where,) = (line for line in sql.splitlines() if line.startswith("WHERE "))
    return where.removeprefix("WHERE message_time >= 0 AND message_time < 1000").removeprefix(" AND ")


@pytest.mark.parametrize(
    ("text", "rows", "condition"),
    [
        # One field is a plain list, several are tuples; a scope compares in any case.
        ("[subquery: * | compose h]", (("A",), ("b",)), "lower(f_h) IN ('a', 'b')"),
        ("[subquery: * | compose h, u]", (("a", "X"),), "tuple(lower(f_h), lower(f_u)) IN (tuple('a', 'x'))"),
        ("* | where [subquery: * | compose h]", (("A",), ("b",)), "f_h IN ('A', 'b')"),
        ("* | where [subquery: * | compose h, u]", (("a", "X"),), "tuple(f_h, f_u) IN (tuple('a', 'X'))"),
        ("* | where ![subquery: * | compose h]", (("A",),), "NOT f_h IN ('A')"),
        # Numbers are compared as numbers, and what can be none is left out.
        ("* | where [subquery: * | compose _size]", (("5",), ("x",), ("07",)), "size IN (5, 7)"),
        # Nothing found is nothing.
        ("[subquery: * | compose h]", (), "false"),
        ("[subquery: * | compose h keywords]", (), "false"),
        ("* | where [subquery: * | compose h]", (), "false"),
        ("* | where ![subquery: * | compose h]", (), ""),
        # Stars are wildcards in a scope, and characters after where.
        ("* | where [subquery: * | compose h]", (("a*",),), "f_h IN ('a*')"),
        # A blank is no word and no value of a field.
        ("[subquery: * | compose h keywords]", (("",), (" ",)), "false"),
        ("[subquery: * | compose h]", (("",),), "false"),
        ("* | where [subquery: * | compose h]", (("",),), "f_h IN ('')"),
    ],
)
def test_conditions(text: str, rows: tuple[tuple[str, ...], ...], condition: str) -> None:
    assert _condition(text, *rows) == condition


def test_words_are_looked_for_together_and_phrases_one_by_one() -> None:
    text = "[subquery: * | compose h keywords]"
    words = _condition(text, ("ann",), ("bob",), ("ann",))
    assert words.count("hasAnyTokens") == 1
    assert "'ann', 'bob'" in words
    phrase = _condition(text, ("ann",), ("two words",))
    assert "hasAnyTokens" in phrase
    assert "hasAllTokens" in phrase


def test_thousands_of_rows_are_one_list() -> None:
    rows = tuple((f"h{i}",) for i in range(5_000))
    assert _condition("[subquery: * | compose h]", *rows).count(" IN ") == 1
    assert _condition("* | where [subquery: * | compose h]", *rows).count(" IN ") == 1


def test_quotes_in_values_stay_values() -> None:
    held = "'; DROP TABLE logs; --\\"
    assert (
        _condition("* | where [subquery: * | compose h]", (held,)) == r"f_h IN ('\'; DROP TABLE logs; --\\')"
    )


@pytest.mark.parametrize(
    ("scope", "stages"),
    [
        ("[subquery: error | compose h]", 'parse "a*b" as x'),
        ("*", "where [subquery: error | compose h]"),
        ("*", 'if([subquery: error | compose h], "a", "b") as x'),
    ],
)
def test_extraction_rules_have_none(scope: str, stages: str) -> None:
    with pytest.raises(Refusal) as refused:
        bind_rule(Rule("r", scope, stages), landing_catalog(Schema(("h",))), Ids())
    assert [f.code for f in refused.value.faults] == ["rule.subquery"]
