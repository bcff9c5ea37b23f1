"""Declared fields and extraction rules as they are stored."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from meta_databases import KINDS, opened

from sagescope.errors import Cause, Refusal
from sagescope.ids import hex_id
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import collectors, fields, rules, sources
from sagescope.model.collector import Collector
from sagescope.model.field import FIELD_QUOTA, Field, FieldState, FieldType
from sagescope.model.rule import ExtractionRule
from sagescope.model.source import Source

NOW = 1_767_225_600_000
ANA = "00000000000000AA"


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with opened(request.param, tmp_path) as made:
        yield made


def make_rule(session: Session, name: str = "endpoints", at: int = NOW, **values: object) -> ExtractionRule:
    rule = ExtractionRule.model_validate(
        {
            "id": hex_id(),
            "name": name,
            "scope": "_sourceCategory=aws/*",
            "parse_expression": 'json "endpoint" as endpoint\n| parse "x=*," as X',
            "field_names": ("endpoint", "X"),
            "created_at": at,
            "created_by": ANA,
            "modified_at": at,
            "modified_by": ANA,
        }
        | values
    )
    rules.add(session, rule)
    return rule


def test_a_rule_comes_back_as_it_was_stored(database: Database) -> None:
    with database.session() as session:
        rule = make_rule(session)
    with database.reading() as session:
        assert rules.get(session, rule.id) == rules.find(session, rule.id) == rule
        assert rules.find_by_name(session, "endpoints") == rule
    changed = rule.changed(
        enabled=False, field_names=(), parse_expression="csv _raw extract a", modified_at=NOW + 5
    )
    with database.session() as session:
        assert rules.get(session, rule.id, lock=True) == rule
        rules.save(session, changed)
    with database.session() as session:
        assert rules.listed(session) == rules.listed(session, enabled=False) == [changed]
        assert rules.listed(session, enabled=True) == []
        rules.remove(session, rule.id)
        assert rules.listed(session) == []


def test_rules_apply_in_the_order_they_were_made(database: Database) -> None:
    with database.session() as session:
        late, early, middle = (make_rule(session, f"r{at}", NOW + at) for at in (9, 1, 5))
        assert rules.listed(session) == [early, middle, late]
        assert rules.listed(session, limit=1, offset=1) == [middle]
        assert rules.count(session) == 3


def test_rules_refuse_a_name_twice_and_an_id_that_is_not_there(database: Database) -> None:
    with database.session() as session:
        rule = make_rule(session)
    with pytest.raises(Refusal, match="'endpoints'") as refused, database.session() as session:
        make_rule(session)
    assert refused.value.cause is Cause.CONFLICT
    gone = rule.changed(id="FFFFFFFFFFFFFFFF")
    with database.session() as session:
        for step in (
            lambda: rules.save(session, gone),
            lambda: rules.remove(session, gone.id),
            lambda: rules.get(session, gone.id),
        ):
            with pytest.raises(Refusal) as refused:
                step()
            assert refused.value.cause is Cause.NOT_FOUND


def test_a_field_is_found_by_its_name_in_any_case(database: Database) -> None:
    field = Field(id=hex_id(), name="EndpointName", data_type=FieldType.DOUBLE, created_at=NOW)
    with database.session() as session:
        fields.add(session, field)
        assert fields.get(session, field.id) == fields.find(session, field.id) == field
        assert fields.find_by_name(session, "endpointNAME") == field
        assert fields.find_by_name(session, "endpoint") is None
    with pytest.raises(Refusal, match="'endpointname'") as refused, database.session() as session:
        fields.add(session, Field(id=hex_id(), name="endpointname", created_at=NOW))
    assert refused.value.cause is Cause.CONFLICT


def test_fields_are_disabled_and_enabled(database: Database) -> None:
    with database.session() as session:
        (field,) = fields.ensure(session, {"region": FieldType.STRING}, NOW)
        off = fields.set_state(session, field.id, FieldState.DISABLED)
        assert off.state is FieldState.DISABLED
        assert fields.listed(session, FieldState.ENABLED) == []
        assert fields.listed(session, FieldState.DISABLED) == [off]
        with pytest.raises(Refusal) as refused:
            fields.set_state(session, "FFFFFFFFFFFFFFFF", FieldState.ENABLED)
        assert refused.value.cause is Cause.NOT_FOUND


def test_saving_a_rule_declares_what_is_missing_and_enables_what_is_not(database: Database) -> None:
    with database.session() as session:
        kept, off = fields.ensure(session, {"kept": FieldType.LONG, "off": FieldType.STRING}, NOW)
        fields.set_state(session, off.id, FieldState.DISABLED)
        wanted = {"KEPT": FieldType.STRING, "OFF": FieldType.INT, "new": FieldType.DOUBLE}
        changed = fields.ensure(session, wanted, NOW + 1)
        assert [(f.name, f.data_type, f.state) for f in changed] == [
            ("off", FieldType.STRING, FieldState.ENABLED),
            ("new", FieldType.DOUBLE, FieldState.ENABLED),
        ]
        assert fields.get(session, kept.id) == kept
        with pytest.raises(Refusal, match="_raw"):
            fields.ensure(session, {"_raw": FieldType.STRING}, NOW)


def test_there_are_so_many_fields_and_no_more(database: Database) -> None:
    with database.session() as session:
        fields.ensure(session, {f"f{n}": FieldType.STRING for n in range(FIELD_QUOTA)}, NOW)
        with pytest.raises(Refusal, match="'more'") as refused:
            fields.ensure(session, {"more": FieldType.STRING}, NOW)
        assert refused.value.cause is Cause.CONFLICT
        assert fields.count(session) == FIELD_QUOTA


def test_a_field_that_something_sets_is_not_deleted(database: Database) -> None:
    with database.session() as session:
        (field,) = fields.ensure(session, {"x": FieldType.STRING}, NOW)
        rule = make_rule(session)
        collector = Collector(
            id=collectors.new_id(session), name="aws", fields={"X": "1"}, created_at=NOW, modified_at=NOW
        )
        collectors.add(session, collector)
        source = Source(
            id=sources.new_id(session),
            collector_id=collector.id,
            name="in",
            fields={"x": "2"},
            token=sources.new_token(),
            created_at=NOW,
            modified_at=NOW,
        )
        sources.add(session, source)
    with database.session() as session:
        assert fields.uses(session, "x") == ["rule endpoints", "collector aws", "source in"]
        with pytest.raises(Refusal, match="rule endpoints, collector aws, source in") as refused:
            fields.remove(session, field.id)
        assert refused.value.cause is Cause.CONFLICT
        rules.remove(session, rule.id)
        collectors.remove(session, collector.id)
        fields.remove(session, field.id)
        assert fields.listed(session) == []
        with pytest.raises(Refusal) as refused:
            fields.remove(session, field.id)
        assert refused.value.cause is Cause.NOT_FOUND
