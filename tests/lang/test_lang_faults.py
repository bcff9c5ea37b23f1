"""Faults as a person meets them: all at once, in order, at their place, with a repair where one is near."""

import pytest

from sagescope.errors import Fault, Refusal
from sagescope.lang.compile import check_query, compile_query
from sagescope.lang.json_path import MOST_STEPS
from sagescope.lang.pipeline import MAX_CHAINS
from sagescope.lang.tree import MAX_FIELDS, MAX_STAGES
from sagescope.span import Source
from sagescope.store.fields import Schema, catalog
from store_world import DAY

CATALOG = catalog(Schema(("namespace", "endpointName")))


def _faults(query: str) -> tuple[Fault, ...]:
    with pytest.raises(Refusal) as refused:
        compile_query(query, CATALOG, DAY)
    return refused.value.faults


def _repaired(query: str, fault: Fault) -> str:
    assert fault.fix is not None, fault
    return query[: fault.fix.span.start] + fault.fix.text + query[fault.fix.span.end :]


@pytest.mark.parametrize(
    ("query", "repaired"),
    [
        ("* | cuont by _sourceHost", "* | count by _sourceHost"),
        ("* | count by _sourcehots", "* | count by _sourceHost"),
        ("* | where isblank(endpointNmae)", "* | where isblank(endpointName)"),
        ("* | where isBlnak(_raw)", "* | where isBlank(_raw)"),
        ("* | count, smu(_size)", "* | count, sum(_size)"),
        ('* | where _raw = "a', '* | where _raw = "a"'),
        ('* | json "a" as a\n| where a = "b | count', '* | json "a" as a\n| where a = "b" | count'),
        ("* | lookup city from geo://locaton on ip=_raw", "* | lookup city from geo://location on ip=_raw"),
    ],
)
def test_a_slip_has_its_repair(query: str, repaired: str) -> None:
    (fault,) = _faults(query)
    assert _repaired(query, fault) == repaired


def test_all_faults_come_together_in_the_order_of_the_text() -> None:
    query = '(a | jsn "x" | where size > 3 | limit 0 | count by _sourceHots'
    faults = _faults(query)
    # After a stage that could not be read, unknown fields are its doing.
    assert [f.code for f in faults] == ["syntax.expected", "operator.unknown", "limit.range"]
    places = [f.span.start for f in faults if f.span]
    assert places == sorted(places)


def test_a_fault_is_shown_under_its_line() -> None:
    query = "*\n| where sevrity > 3\n| count"
    (fault,) = _faults(query)
    shown = fault.text(Source(query))
    assert "line 2, column 9" in shown
    assert "   2 | | where sevrity > 3\n               ^^^^^^^" in shown


def test_one_fault_is_told_once() -> None:
    assert len(_faults("* | where nope = 1 or nope = 1")) == 2
    assert len(_faults("* | nope as a | nope as b")) == 2


def test_warnings_do_not_stop_a_query() -> None:
    compiled = compile_query('nobody=me | where _raw in (1, "a")', CATALOG, DAY)
    assert [w.code for w in compiled.warnings] == ["scope.unknown_field", "type.among"]


def test_a_query_may_have_many_stages_but_not_any_number() -> None:
    fits = "*" + " | limit 5" * MAX_STAGES
    assert compile_query(fits, CATALOG, DAY).columns
    (fault,) = _faults(fits + " | limit 5")
    assert fault.code == "query.too_many_stages"


def test_stages_in_parentheses_count_too() -> None:
    def chained(count: int) -> str:
        return "* | count by _raw | filter _raw in (" + " | ".join(["limit 5"] * count) + ")"

    assert compile_query(chained(MAX_STAGES - 1), CATALOG, DAY).columns
    (fault,) = _faults(chained(MAX_STAGES))
    assert fault.code == "query.too_many_stages"


def test_stages_stand_in_each_other_ten_times_at_most() -> None:
    def nested(depth: int) -> str:
        return "* | count by _raw " + "| filter _raw in (" * depth + "limit 1" + ")" * depth

    assert "syntax.too_deep" not in [f.code for f in _faults(nested(MAX_CHAINS))]
    assert [f.code for f in _faults(nested(MAX_CHAINS + 1))] == ["syntax.too_deep"]


def test_stages_make_so_many_fields_at_most() -> None:
    def named(count: int) -> str:
        return "* | json " + ", ".join(f'"a{i}"' for i in range(count)) + " nodrop"

    assert compile_query(named(MAX_FIELDS), CATALOG, DAY).columns
    (fault,) = _faults(named(MAX_FIELDS) + ' | parse "x=* " as x | where x = "1"')
    assert fault.code == "query.too_many_fields"


def test_a_json_path_has_so_many_steps_at_most() -> None:
    assert compile_query(f'* | json "$.a{"[0]" * (MOST_STEPS - 1)}" as x', CATALOG, DAY).columns
    for step in ("[0]", "[*]", "..a", ".b"):
        assert [f.code for f in _faults(f'* | json "$.a{step * 4_000}" as x')] == ["json.depth"]


def test_stages_that_read_their_rows_twice_stand_behind_each_other_a_few_times() -> None:
    def filtered(count: int) -> str:
        return "* | count by _raw" + " | filter _raw in (sort by _count | limit 10)" * count

    assert compile_query(filtered(7), CATALOG, DAY).columns
    assert [f.code for f in _faults(filtered(60))] == ["query.too_large"]


def test_hundreds_of_conditions_are_one_level() -> None:
    many = " and ".join(f"_size > {i}" for i in range(900))
    assert compile_query(f"* | where {many} | count", CATALOG, DAY).columns


def test_fields_made_by_a_stage_that_cannot_be_bound_are_known() -> None:
    _, _, _, cx = check_query('* | json field=nope "a", "b" as x, y | where x = y | count by x', CATALOG, DAY)
    assert [f.code for f in cx.faults] == ["field.unknown"]


@pytest.mark.parametrize(
    ("query", "records"),
    [
        ("*", False),
        ("* | count", True),
        ("* | where true | fields _raw", False),
        ("* | count | limit 1", True),
    ],
)
def test_messages_and_records(query: str, records: bool) -> None:
    assert compile_query(query, CATALOG, DAY).is_records is records


def test_columns_of_messages_are_the_metadata_and_then_the_fields_by_name() -> None:
    compiled = compile_query('* | "1" as zeta | "2" as Alpha | "3" as namespace', CATALOG, DAY)
    labels = [c.label for c in compiled.columns]
    assert labels[:2] == ["_messageTime", "_raw"]
    assert [name for name in labels if not name.startswith("_")] == [
        "Alpha",
        "endpointName",
        "namespace",
        "zeta",
    ]


def test_keys_of_groups_are_told() -> None:
    compiled = compile_query("* | count as n, max(_size) by _sourceHost, endpointname", CATALOG, DAY)
    assert [(c.label, c.kind.value, c.key) for c in compiled.columns] == [
        ("_sourceHost", "string", True),
        ("endpointname", "string", True),
        ("n", "int", False),
        ("_max", "long", False),
    ]
