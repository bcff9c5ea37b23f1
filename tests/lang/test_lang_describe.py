"""The language as data: what the editor completes and the manual shows."""

from sagescope.lang.describe import describe
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import REGISTRY
from sagescope.store.fields import Schema, catalog


def test_everything_is_in_it_once() -> None:
    told = describe(catalog(Schema(("namespace", "modelId"))))
    operators = [o["name"] for o in told["operators"]]
    assert sorted(operators) == sorted(REGISTRY)
    assert {f["name"] for f in told["functions"]} == {f.name for f in FUNCTIONS.values()}
    metadata = [m["name"] for m in told["metadata"]]
    assert {"_raw", "_messageTime", "_sourceCategory", "namespace", "modelId"} <= set(metadata)
    for names in (operators, [f["name"] for f in told["functions"]], metadata, told["keywords"]):
        assert len(names) == len(set(names))


def test_signatures_show_what_may_be_left_out() -> None:
    signatures = {f["name"]: f["signature"] for f in describe(catalog(Schema()))["functions"]}
    assert signatures["round"] == "round(value[, places])"
    assert signatures["concat"] == "concat(text, more, …)"
    assert signatures["now"] == "now()"
