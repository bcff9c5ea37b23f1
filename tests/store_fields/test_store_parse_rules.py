"""Extraction rules of the parse family: they mean at ingest what they mean in a query, and what cannot run is refused."""

import pytest

from sagescope.errors import Refusal
from sagescope.plan.schema import Ids
from sagescope.store.fields import Schema, landing_catalog
from sagescope.store.rules import Rule, bind_rule, rule_fields
from store_world import world

TEXTS = [
    'ip=10.0.0.1 took 12ms, "x,y",z',
    "ip=10.0.0.2 user: ann, b",
    '{"a":1,"b":[2],"c":{"d":"e"}}',
    "",
    "é☃ 'q'\n<x>1</x>",
]

RULES = (
    r'parse regex "ip=(?<ip>\S+)(?: took (?<ms>\d+)ms)?" nodrop | parse regex "\"(?<quoted>[^\"]*)\"" nodrop',
    r'extract "took (?<ms>\d++)(?=ms)" | where ms > 5 | fields ms',
    'kv "ip", "user" as ip, who nodrop',
    r'keyvalue regex "(\w+)=(\S+)" ip',
    "csv _raw extract 1 as first, 2 as second, 9 as ninth",
    "split _raw delim=' ' extract a, b",
    """json "a", "c", "$.b[0]", "c..d" as a, c, b, d nodrop""",
    'parse "ip=* " as ip, "user: *," as who nodrop | parse field=ip "10.*" as rest nodrop',
)


@pytest.mark.parametrize("expression", RULES)
def test_a_rule_sets_what_a_query_finds(expression: str) -> None:
    here = world()
    rule = Rule("r", "*", expression)
    fields = rule_fields(rule)
    here.apply(Schema(), ())
    here.empty()
    here.insert({"_raw": text} for text in TEXTS)
    asked = {row["_raw"]: [row.get(name) for name in fields] for row in here.rows(f"* | {expression}")}
    here.apply(Schema(fields), [rule])
    here.empty()
    here.insert({"_raw": text} for text in TEXTS)
    held = {row["_raw"]: [row[name] for name in fields] for row in here.rows("*")}
    here.apply(Schema(), ())
    # A field is never blank, and a message that a query drops gets no fields.
    nothing = [None] * len(fields)
    wanted = {text: [value or None for value in asked.get(text, nothing)] for text in TEXTS}
    assert held == wanted
    assert any(any(values) for values in held.values())


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        (r'parse regex "(?<ip>\d+)" multi', "rule.multi"),
        (r'parse regex "(?<ip>\d+)(?!x)"', "rule.pattern"),
        (r'extract "(?<a>.)(?<b>.)\1"', "rule.pattern"),
        ("json auto", "rule.operator"),
        ("kv auto", "rule.operator"),
        ('parse xml "/a" as a', "rule.operator"),
        ("csv _raw extract a nodrop", "delimited.nodrop"),
    ],
)
def test_what_cannot_run_at_ingest_is_refused(expression: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        bind_rule(Rule("r", "*", expression), landing_catalog(Schema()), Ids())
    assert [f.code for f in refused.value.faults] == [code]
