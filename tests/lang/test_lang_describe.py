"""The language as data: what the editor knows and the manual shows."""

from sagescope.lang.aggregates import AGGREGATES
from sagescope.lang.describe import describe, options_of
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import REGISTRY
from sagescope.store.fields import Schema, catalog


def test_everything_is_in_it_once() -> None:
    told = describe(catalog(Schema(("namespace", "modelId"))))
    operators = [name for o in told["operators"] for name in o["names"]]
    aggregates = [a["name"] for a in told["aggregates"]]
    assert sorted(operators + aggregates) == sorted(REGISTRY)
    assert sorted(aggregates) == sorted(AGGREGATES)
    functions = [name for f in told["functions"] for name in f["names"]]
    assert sorted(name.lower() for name in functions) == sorted(FUNCTIONS)
    metadata, fields = ([m["name"] for m in told[part]] for part in ("metadata", "fields"))
    assert {"_raw", "_messageTime", "_sourceCategory"} <= set(metadata)
    assert fields == ["namespace", "modelId"]
    for names in (operators, aggregates, functions, metadata, fields, told["keywords"]):
        assert len(names) == len(set(names))


def test_signatures_show_what_may_be_left_out() -> None:
    functions = {f["name"]: f for f in describe(catalog(Schema()))["functions"]}
    assert functions["round"]["signature"] == "round(value[, places])"
    assert functions["concat"]["signature"] == "concat(text, more, …)"
    assert functions["now"]["signature"] == "now()"
    assert functions["round"]["parameters"] == [
        {"name": "value", "kind": "double", "optional": False, "repeats": False},
        {"name": "places", "kind": "int", "optional": True, "repeats": False},
    ]


def test_a_function_is_of_the_family_of_its_module() -> None:
    functions = {f["name"]: f["family"] for f in describe(catalog(Schema()))["functions"]}
    assert (functions["concat"], functions["now"], functions["if"]) == ("texts", "times", "conditional")


def test_options_are_words_of_the_syntax() -> None:
    for cls in dict.fromkeys(REGISTRY.values()):
        for word, note in options_of(cls.about).items():
            assert note.endswith("."), f"{cls.about.name}: {word}"
            written = " ".join(cls.about.syntax) + cls.about.documentation
            said = word in written or word in ("ascending", "descending", "null", "group")
            assert said, f"{cls.about.name} says nothing of {word!r}"
