"""Lookup tables, their jobs and macros as they are stored."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from meta_databases import KINDS, opened

from sagescope.errors import Cause, Refusal
from sagescope.ids import hex_id
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import lookup_jobs, lookups, macros
from sagescope.model import macro as macro_module
from sagescope.model.lookup import ColumnType, LookupColumn, LookupTable, SizeLimitAction
from sagescope.model.lookup_job import JobKind, JobNote, JobStatus, LookupJob
from sagescope.model.macro import ArgumentType, Macro, MacroArgument, MacroValidation

NOW = 1_767_225_600_000
ANA = "00000000000000AA"
MADE: dict[str, object] = {"created_at": NOW, "created_by": ANA, "modified_at": NOW, "modified_by": ANA}


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with opened(request.param, tmp_path) as made:
        yield made


def make_table(session: Session, path: str = "/Library/Users/ana@example.com/users") -> LookupTable:
    table = LookupTable.model_validate(
        {
            "id": hex_id(),
            "path": path,
            "columns": (LookupColumn(name="Id"), LookupColumn(name="n", type=ColumnType.INT)),
            "primary_keys": ("id",),
            "ttl": 5,
            "size_limit_action": SizeLimitAction.DELETE_OLD,
            **MADE,
        }
    )
    lookups.add(session, table)
    return table


def test_a_lookup_table_comes_back_as_it_was_stored(database: Database) -> None:
    with database.session() as session:
        table = make_table(session)
    with database.reading() as session:
        assert lookups.get(session, table.id) == lookups.find(session, table.id) == table
        assert lookups.find_by_path(session, "library/users/ANA@example.com/Users") == table
        assert lookups.find_by_path(session, "users") is None
    changed = table.changed(generation=3, ttl=0, description="x", modified_at=NOW + 1)
    with database.session() as session:
        lookups.save(session, changed)
    with database.session() as session:
        assert lookups.listed(session) == [changed]
        lookups.remove(session, table.id)
        assert lookups.count(session) == 0


def test_paths_are_taken_once_and_listed_in_order(database: Database) -> None:
    with database.session() as session:
        made = [make_table(session, path) for path in ("shared/b", "/Library/z", "shared/A")]
        assert lookups.listed(session) == [made[1], made[2], made[0]]
        assert lookups.listed(session, limit=1, offset=1) == [made[2]]
    with pytest.raises(Refusal, match="'/SHARED/a'") as refused, database.session() as session:
        make_table(session, "/SHARED/a")
    assert refused.value.cause is Cause.CONFLICT
    with pytest.raises(Refusal) as refused, database.reading() as session:
        lookups.get(session, "F" * 16)
    assert refused.value.cause is Cause.NOT_FOUND


def test_jobs_come_back_and_old_ones_go(database: Database) -> None:
    job = LookupJob(
        id=hex_id(), table_id=hex_id(), path="a/b", kind=JobKind.MERGE, user_id=ANA, created_at=NOW, modified_at=NOW
    )  # fmt: skip
    with database.session() as session:
        lookup_jobs.add(session, job)
        assert lookup_jobs.unfinished(session) == [job]
        note = JobNote(code="a.b", message="m", hint="h")
        ended = job.changed(status=JobStatus.FAILED, rows=7, errors=(note,), modified_at=NOW + 9)
        lookup_jobs.save(session, ended)
    with database.session() as session:
        assert lookup_jobs.get(session, job.id) == ended
        assert lookup_jobs.listed(session) == lookup_jobs.listed(session, job.table_id) == [ended]
        assert lookup_jobs.listed(session, "0" * 16) == []
        assert lookup_jobs.unfinished(session) == []
        lookup_jobs.remove_old(session, NOW + 9)
        assert lookup_jobs.listed(session) == [ended]
        lookup_jobs.remove_old(session, NOW + 10)
        assert lookup_jobs.listed(session) == []


def make_macro(session: Session, name: str = "m") -> Macro:
    macro = Macro.model_validate(
        {
            "id": hex_id(),
            "name": name,
            "definition": "where ip = {{ip}}",
            "arguments": (MacroArgument(name="ip", type=ArgumentType.STRING),),
            "validations": (MacroValidation(expression="isValidIP(ip)", message="no"),),
            **MADE,
        }
    )
    macros.add(session, macro)
    return macro


def test_a_macro_comes_back_as_it_was_stored(database: Database) -> None:
    with database.session() as session:
        macro, other = make_macro(session, "Mine"), make_macro(session, "a")
        assert macros.listed(session) == [other, macro]
    with database.session() as session:
        assert macros.get(session, macro.id) == macros.find_by_name(session, " mINE ") == macro
        changed = macro.changed(enabled=False, arguments=(), validations=(), definition="count")
        macros.save(session, changed)
        assert macros.get(session, macro.id, lock=True) == changed
        macros.remove(session, other.id)
        assert macros.count(session) == 1
    with pytest.raises(Refusal, match="'MINE'") as refused, database.session() as session:
        make_macro(session, "MINE")
    assert refused.value.cause is Cause.CONFLICT


def test_macros_have_a_quota(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macros, "MOST_MACROS", 1)
    with pytest.raises(Refusal) as refused, database.session() as session:
        make_macro(session, "a")
        make_macro(session, "b")
    assert refused.value.faults[0].code == "macro.quota"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": "a b"}, "macro.name"),
        ({"name": "1a"}, "macro.name"),
        ({"definition": " "}, "macro.definition"),
        ({"definition": "x" * (macro_module.DEFINITION_LENGTH + 1)}, "macro.definition"),
        ({"arguments": tuple({"name": f"a{n}"} for n in range(6))}, "macro.invalid"),
        ({"arguments": ({"name": "a"}, {"name": "A"})}, "macro.invalid"),
        ({"arguments": ({"name": "a b"},)}, "argument.name"),
        ({"arguments": ({"name": "a", "type": "Text"},)}, "argument.type"),
        ({"validations": ({"expression": ""},)}, "validation.expression"),
    ],
)
def test_macros_that_cannot_be(given: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        Macro.model_validate({"id": ANA, "name": "m", "definition": "count", **MADE, **given})
    assert refused.value.faults[0].code == code
