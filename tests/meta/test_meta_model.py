"""The nouns: what they accept, what they refuse and in which words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from beside import CORPUS, json_lines, needs
from sagescope.errors import Refusal
from sagescope.model.checks import FIELDS_EACH, NAME_LENGTH
from sagescope.model.collector import Collector
from sagescope.model.entity import Entity
from sagescope.model.field import Field
from sagescope.model.rule import EXPRESSION_LENGTH, SCOPE_LENGTH, ExtractionRule
from sagescope.model.source import Boundaries, BoundaryMode, Source, TimeFormat, TimeSettings
from sagescope.model.user import AccessKey, Role, User

RULES = CORPUS / "extraction-rules.jsonl"
ID = "0123456789ABCDEF"
MADE: dict[str, object] = {"created_at": 1, "modified_at": 1}
COLLECTOR = MADE | {"id": 1, "name": "aws"}
SOURCE = COLLECTOR | {"collector_id": 1, "token": "t" * 32}
RULE = MADE | {"id": ID, "name": "r", "parse_expression": "json auto", "created_by": ID, "modified_by": ID}
USER = MADE | {"id": ID, "email": "ana@example.com", "name": "Ana", "role": "viewer"}
KEY = MADE | {"access_id": "su1", "label": "ci", "user_id": ID, "secret_hash": "0" * 64}


def refusal(entity: type[Entity], values: dict[str, object]) -> Refusal:
    with pytest.raises(Refusal) as refused:
        entity.model_validate(values)
    return refused.value


@pytest.mark.parametrize(
    ("entity", "good", "bad", "code", "words"),
    [
        (Collector, COLLECTOR, {"name": " \n "}, "collector.name", "must not be empty"),
        (Collector, COLLECTOR, {"name": "x" * 256}, "collector.name", "256 characters"),
        (Collector, COLLECTOR, {"name": "a\nb"}, "collector.name", "control characters"),
        (Collector, COLLECTOR, {"name": 5}, "collector.name", "string"),
        (Collector, COLLECTOR, {"name": "\ud800"}, "collector.name", "surrogate"),
        (Collector, COLLECTOR, {"description": "a\0"}, "collector.description", "NUL"),
        (Collector, COLLECTOR, {"category": "x" * 1025}, "collector.category", "1025"),
        (
            Collector,
            COLLECTOR,
            {"host_name": "x" * 129},
            "collector.host_name",
            "The host name of a collector",
        ),
        (Collector, COLLECTOR, {"time_zone": "Mars/Base"}, "collector.time_zone", "Mars/Base"),
        (Collector, COLLECTOR, {"id": 0}, "collector.id", "greater"),
        (Collector, COLLECTOR, {"created_at": -1}, "collector.created_at", "greater"),
        (Collector, COLLECTOR, {"colour": "red"}, "collector.colour", "has no colour"),
        (Collector, COLLECTOR, {"fields": {"a b": "x"}}, "collector.fields", "'a b'"),
        (Collector, COLLECTOR, {"fields": {"_raw": "x"}}, "collector.fields", "'_raw'"),
        (Collector, COLLECTOR, {"fields": {"_dataTier": "x"}}, "collector.fields", "'_dataTier'"),
        (Collector, COLLECTOR, {"fields": {"a": "x" * 201}}, "collector.fields", "201"),
        (Collector, COLLECTOR, {"fields": {"a": "x\0"}}, "collector.fields", "NUL"),
        (Collector, COLLECTOR, {"fields": {"a": "1", "A": "2"}}, "collector.fields", "case only"),
        (Collector, COLLECTOR, {"fields": {f"f{n}": "" for n in range(11)}}, "collector.fields", "are 11"),
        (Source, SOURCE, {"token": "short"}, "source.token", "32 to 255"),
        (Source, SOURCE, {"token": "t" * 31 + "/"}, "source.token", "32 to 255"),
        (Source, SOURCE, {"settings": {"kind": "Syslog"}}, "source.settings", "'Syslog'"),
        (Source, SOURCE, {"boundaries": {"mode": "prefix"}}, "source.invalid", "prefix expression"),
        (
            Source,
            SOURCE,
            {"boundaries": {"mode": "lines", "prefix": "^a"}},
            "source.invalid",
            "prefix expression",
        ),
        (
            Source,
            SOURCE,
            {"boundaries": {"mode": "prefix", "prefix": "("}},
            "source.prefix",
            "regular expression",
        ),
        (Source, SOURCE, {"times": {"time_zone": "x"}}, "source.time_zone", "'x'"),
        (Source, SOURCE, {"times": {"formats": [{"format": " "}]}}, "source.format", "must not be empty"),
        (
            Source,
            SOURCE,
            {"times": {"formats": [{"format": "epoch", "locator": "a"}]}},
            "source.locator",
            "one group",
        ),
        (
            Source,
            SOURCE,
            {"times": {"formats": [{"format": "epoch", "locator": "(a)(b)"}]}},
            "source.locator",
            "one group",
        ),
        (
            Source,
            SOURCE,
            {"times": {"formats": [{"format": "epoch", "locator": "["}]}},
            "source.locator",
            "regular",
        ),
        (ExtractionRule, RULE, {"name": "x" * 257}, "rule.name", "257"),
        (ExtractionRule, RULE, {"scope": "x" * (SCOPE_LENGTH + 1)}, "rule.scope", str(SCOPE_LENGTH)),
        (ExtractionRule, RULE, {"parse_expression": "\n"}, "rule.parse_expression", "must not be empty"),
        (
            ExtractionRule,
            RULE,
            {"parse_expression": "x" * (EXPRESSION_LENGTH + 1)},
            "rule.parse_expression",
            str(EXPRESSION_LENGTH),
        ),
        (ExtractionRule, RULE, {"field_names": ("_size",)}, "rule.field_names", "'_size'"),
        (ExtractionRule, RULE, {"id": ID.lower()}, "rule.id", "upper-case"),
        (
            Field,
            {"id": ID, "name": "x", "created_at": 1},
            {"data_type": "Text"},
            "field.data_type",
            "'String'",
        ),
        (User, USER, {"email": "ana"}, "user.email", "'ana'"),
        (User, USER, {"email": "a" * 250 + "@x.com"}, "user.email", "e-mail"),
        (User, USER, {"role": "root"}, "user.role", "'administrator'"),
        (AccessKey, KEY, {"access_id": "a:b"}, "key.access_id", "'a:b'"),
        (AccessKey, KEY, {"label": ""}, "key.label", "must not be empty"),
        (AccessKey, KEY, {"label": "x" * 129}, "key.label", "129"),
        (AccessKey, KEY, {"secret_hash": "secret"}, "key.secret_hash", "SHA-256"),
    ],
)
def test_what_is_wrong_is_named(
    entity: type[Entity], good: dict[str, object], bad: dict[str, object], code: str, words: str
) -> None:
    entity.model_validate(good)
    (fault,) = refusal(entity, good | bad).faults
    assert fault.code == code
    assert words in fault.message


def test_all_that_is_wrong_is_told_at_once() -> None:
    faults = refusal(Collector, {"id": "x", "name": "", "time_zone": "x", "modified_at": 1}).faults
    assert [fault.code for fault in faults] == [
        "collector.id",
        "collector.name",
        "collector.time_zone",
        "collector.created_at",
    ]
    assert faults[3].message == "The created at of a collector is missing."


@pytest.mark.parametrize("value", ["text", 5, None, []])
def test_what_is_not_an_object_is_refused(value: object) -> None:
    with pytest.raises(Refusal):
        Collector.model_validate(value)


def test_a_secret_is_not_repeated_in_a_fault() -> None:
    secret = "a/secret/that/is/not/url/safe/and/long"
    assert secret not in str(refusal(Source, SOURCE | {"token": secret}))
    assert secret not in str(refusal(AccessKey, KEY | {"secret_hash": secret}))


def test_a_value_cannot_be_changed_and_a_changed_one_is_checked() -> None:
    collector = Collector(id=1, name=" aws ", created_at=1, modified_at=1)
    assert collector.name == "aws"
    with pytest.raises(ValidationError):
        collector.name = "other"  # type: ignore[misc]
    assert collector.changed(name="other").name == "other"
    assert collector.name == "aws"
    with pytest.raises(Refusal):
        collector.changed(name="")


def test_a_value_survives_json() -> None:
    source = Source(
        id=1,
        collector_id=2,
        name="s",
        token="t" * 40,
        fields={"a": "b"},
        boundaries=Boundaries(mode=BoundaryMode.PREFIX, prefix="^x"),
        times=TimeSettings(formats=(TimeFormat(format="yyyy", locator="(x)"),)),
        created_at=1,
        modified_at=2,
    )
    assert Source.model_validate_json(source.model_dump_json()) == source


def test_the_fields_of_a_value_are_its_own() -> None:
    fields = {"a": "b"}
    collector = Collector(id=1, name="x", fields=fields, created_at=1, modified_at=1)
    fields["c"] = "d"
    assert collector.fields == {"a": "b"}
    assert Collector(id=1, name="x", created_at=1, modified_at=1).fields == {}


def test_settings_among_the_fields_of_a_source_are_not_counted_as_fields() -> None:
    fields = {f"f{n}": "x" for n in range(FIELDS_EACH)} | {"_convertHeadersToFields": "true"}
    assert Source.model_validate(SOURCE | {"fields": fields}).fields == fields
    level = {"_logLevel": "ERROR"}
    assert Collector.model_validate(COLLECTOR | {"fields": level}).fields == level


def test_addresses_are_kept_in_lower_case() -> None:
    user = User(id=ID, email=" Ana@Example.com", name="Ana", role=Role.VIEWER, created_at=1, modified_at=1)
    assert user.email == "ana@example.com"


NAMES = st.text(st.sampled_from("abzAZ019_.-"), max_size=NAME_LENGTH + 2) | st.text(max_size=20)


@given(NAMES)
def test_a_field_has_a_name_of_the_grammar_and_no_other(name: str) -> None:
    good = (
        re.fullmatch(r"[A-Za-z0-9_.\-]{1,255}", name) is not None
        and re.search("[A-Za-z0-9]", name) is not None
        and (not name.startswith("_") or name.lower() == "_loglevel")
    )
    values = {"id": ID, "name": name, "created_at": 1}
    if good:
        assert Field.model_validate(values).name == name
    else:
        (fault,) = refusal(Field, values).faults
        assert fault.code == "field.name"
        assert fault.message.startswith("The name of a field ")


NAMED = st.sampled_from(["id", "name", "fields", "times", "boundaries", "token", "scope", "email", "formats"])


@given(
    st.dictionaries(
        NAMED | st.text(max_size=8),
        st.none()
        | st.text(max_size=5)
        | st.integers()
        | st.lists(st.text())
        | st.dictionaries(st.text(), st.text()),
    )
)
def test_nothing_but_a_refusal_comes_of_bad_input(values: dict[str, object]) -> None:
    for entity in (Collector, Source, ExtractionRule, User, AccessKey, Field, TimeSettings):
        try:
            entity.model_validate(values)
        except Refusal as refused:
            assert refused.faults


@needs(RULES)
def test_published_extraction_rules_are_accepted() -> None:
    for row in json_lines(RULES):
        values = RULE | {
            "parse_expression": row["query"],
            "scope": row.get("scope", ""),
            "name": row["panel_title"] or "unnamed",
        }
        assert ExtractionRule.model_validate(values).parse_expression == row["query"]
