"""Lookup tables over the real store: definitions, rows, replacing and merging as a whole, limits, what is left behind."""

import io
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from lookup_tables import ADMINS, USERS, GivenTable
from sagescope.errors import Cause, Refusal
from sagescope.lang.lookups import TableSchema
from sagescope.lookups import tables as tables_module
from sagescope.lookups.jobs import LookupJobs
from sagescope.lookups.limits import LookupLimits
from sagescope.lookups.rows import Batch
from sagescope.lookups.tables import NOBODY, LookupTables
from sagescope.meta.repositories import lookup_jobs
from sagescope.model.lookup import ColumnType, LookupColumn, LookupTable, SizeLimitAction
from sagescope.model.lookup_job import JobKind, JobStatus, LookupJob
from sagescope.search.service import SearchRequest
from sagescope.store.tables.lookups import rows_table_name
from store_world import DAY, NOW, World, world


@pytest.fixture
def here() -> Iterator[World]:
    here = world()
    here.empty_lookups()
    yield here
    here.empty_lookups()


def put(here: World, table: GivenTable) -> LookupTable:
    table.put(here.lookups)
    found = here.lookups.find(table.path)
    assert found is not None
    return found


def rows(here: World, path: str) -> list[dict[str, object]]:
    return here.rows(f'cat path://"{path}"')


def batch(*given: tuple[Any, ...]) -> Batch:
    columns: list[list[Any]] = [list(column) for column in zip(*given, strict=True)]
    return Batch(columns, [10] * len(given))


def physical(here: World) -> set[str]:
    found = here.select("SELECT name FROM system.tables WHERE startsWith(name, 'lookup_')").table
    return set(found["name"].to_pylist())


def refusal(step: Any) -> tuple[str, Cause]:
    with pytest.raises(Refusal) as wrong:
        step()
    return wrong.value.faults[0].code, wrong.value.cause


def _request(query: str) -> SearchRequest:
    return SearchRequest(query, DAY, histogram=False, saves_as=NOBODY)


def save(here: World, query: str) -> None:
    here.search.run(_request(query))


def test_a_table_is_made_found_and_removed(here: World) -> None:
    table = put(here, USERS)
    assert table.path == USERS.path
    assert here.lookups.find("library/USERS/ana@example.com//users/") == table
    assert here.lookups.get(table.id) == table
    assert [r["name"] for r in rows(here, USERS.path)] == ["Ana", "Bo"]
    assert here.lookups.extent(table).rows == 2
    here.lookups.remove(table.id)
    assert here.lookups.find(USERS.path) is None
    assert refusal(lambda: here.lookups.get(table.id)) == ("lookup.missing", Cause.NOT_FOUND)
    assert refusal(lambda: rows(here, USERS.path))[0] == "lookup.table"


def test_a_path_is_taken_however_it_is_written(here: World) -> None:
    put(here, ADMINS)
    other = GivenTable("/Shared/AWS//admins", {"a": "string"})
    assert refusal(lambda: other.put(here.lookups)) == ("meta.duplicate", Cause.CONFLICT)
    # What the refused one has made in the store is gone again.
    assert rows_table_name(other.definition()) not in physical(here)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"path": " / "}, "lookup.path"),
        ({"path": 'a"b'}, "lookup.path"),
        ({"path": "x" * 256}, "lookup.path"),
        ({"columns": ()}, "lookup.invalid"),
        ({"columns": ("a", "A")}, "lookup.invalid"),
        ({"columns": ("pkv",), "primary_keys": ("pkv",)}, "lookup.invalid"),
        ({"columns": ("_sourceHost", "k"), "primary_keys": ("k",)}, "lookup.invalid"),
        ({"columns": ("a~~b",)}, "column.name"),
        ({"primary_keys": ("nothere",)}, "lookup.invalid"),
        ({"primary_keys": ("a", "A")}, "lookup.invalid"),
        ({"ttl": 525_601}, "lookup.ttl"),
        ({"path": "geo://mine"}, "lookup.path"),
    ],
)
def test_definitions_that_cannot_be_are_refused(here: World, given: dict[str, Any], code: str) -> None:
    def make() -> None:
        columns = [LookupColumn(name=n) for n in given.get("columns", ("a", "b"))]
        here.lookups.create(
            given.get("path", "t"), columns, given.get("primary_keys", ()), by=NOBODY, ttl=given.get("ttl", 0)
        )

    assert refusal(make)[0] == code
    assert [t.path for t in here.lookups.listed()] == ["sumo://threat-intel"]


def test_a_row_is_written_by_its_key_in_any_case_and_deleted(here: World) -> None:
    table = put(here, USERS)
    put_row = here.lookups.put_row
    put_row(table.id, {"ID": "U1", "name": "Ann", "Team": "", "age": "7"}, by=NOBODY)
    assert rows(here, USERS.path) == [
        {"id": "U2", "name": "Bo", "team": None, "age": 30},
        {"id": "U1", "name": "Ann", "team": "", "age": 7},
    ]
    here.lookups.delete_row(table.id, {"id": "u2"})
    assert [r["id"] for r in rows(here, USERS.path)] == ["U1"]
    assert refusal(lambda: here.lookups.delete_row(table.id, {"id": "u2"})) == (
        "lookup.no_row",
        Cause.NOT_FOUND,
    )
    full = {"id": "u3", "name": "C", "team": None, "age": None}
    for wrong, code in [
        ({"id": "u3"}, "lookup.row"),
        ({**full, "more": "x"}, "lookup.row"),
        ({**full, "NAME": "x"}, "lookup.row"),
        ({**full, "age": "x"}, "lookup.value"),
        ({**full, "id": " "}, "lookup.value"),
    ]:
        assert refusal(lambda wrong=wrong: put_row(table.id, wrong, by=NOBODY))[0] == code
    assert refusal(lambda: here.lookups.delete_row(table.id, {"name": "Ann"}))[0] == "lookup.row"
    assert len(rows(here, USERS.path)) == 1
    put_row(table.id, full, by=NOBODY)
    assert rows(here, USERS.path)[-1] == {"id": "u3", "name": "C", "team": None, "age": None}


def test_a_saved_file_has_no_single_rows(here: World) -> None:
    table = put(here, ADMINS)
    assert refusal(lambda: here.lookups.delete_row(table.id, {"user": "ana"}))[0] == "lookup.no_key"


def test_rows_are_replaced_or_merged_as_a_whole(here: World) -> None:
    table = put(here, USERS)
    here.lookups.write(
        table.id, [batch(("u1", "New", None, 1)), batch(("u3", "Cy", "x", 2))], merge=True, by=NOBODY
    )
    assert {r["id"]: r["name"] for r in rows(here, USERS.path)} == {"U2": "Bo", "u1": "New", "u3": "Cy"}
    here.lookups.write(table.id, [batch(("u9", "Zo", None, None))], merge=False, by=NOBODY)
    assert [r["id"] for r in rows(here, USERS.path)] == ["u9"]

    def broken() -> Iterator[Batch]:
        yield batch(("u1", "x", None, None))
        raise Refusal(tables_module._keyless(table).faults)

    for merge in (True, False):
        before = physical(here)
        assert (
            refusal(lambda merge=merge: here.lookups.write(table.id, broken(), merge=merge, by=NOBODY))[0]
            == "lookup.no_key"
        )
        assert physical(here) == before
        assert [r["id"] for r in rows(here, USERS.path)] == ["u9"]


def test_a_search_that_began_before_rows_were_replaced_ends_with_the_old_ones(here: World) -> None:
    table = put(here, USERS)
    statement = here.search.statements(
        here.search.compile(_request(f'cat path://"{USERS.path}" | fields id'))
    )[0]
    here.lookups.write(table.id, [], merge=False, by=NOBODY)
    assert rows(here, USERS.path) == []
    assert len(here.select(statement).table) == 2


def test_what_an_interrupted_change_has_left_is_removed(here: World) -> None:
    table = put(here, USERS)
    here.lookups.close()
    kept = rows_table_name(here.lookups.get(table.id))
    # As a process leaves it that is killed before its new rows count.
    here.lookups._rows.create(table.changed(generation=table.generation + 1))
    here.lookups._rows.create(table.changed(id="F" * 16))
    assert len(physical(here)) == 4
    again = LookupTables(here.database, here.store, here.clock)
    again.load()
    assert physical(here) == {kept, "lookup_0000000000000007_0"}
    assert len(rows(here, USERS.path)) == 2


def test_a_full_table_refuses_rows_or_lets_old_ones_go(here: World) -> None:
    small = LookupTables(here.database, here.store, here.clock, LookupLimits(table_bytes=100))
    table = small.create("small", [LookupColumn(name="k"), LookupColumn(name="v")], ["k"], by=NOBODY)
    ten = [batch(*((f"k{n}", "x") for n in range(10)))]
    small.write(table.id, ten, merge=False, by=NOBODY)
    one = [batch(("new", "y"))]
    assert refusal(lambda: small.write(table.id, one, merge=True, by=NOBODY)) == (
        "lookup.full",
        Cause.CONFLICT,
    )
    assert refusal(lambda: small.put_row(table.id, {"k": "new", "v": "y"}, by=NOBODY))[0] == "lookup.full"
    assert len(rows(here, "small")) == 10
    small.change(table.id, by=NOBODY, description="", ttl=0, size_limit_action=SizeLimitAction.DELETE_OLD)
    small.write(table.id, one, merge=True, by=NOBODY)
    assert [r["k"] for r in rows(here, "small")] == [f"k{n}" for n in range(1, 10)] + ["new"]
    small.put_row(table.id, {"k": "k5", "v": "z" * 10}, by=NOBODY)
    assert [r["k"] for r in rows(here, "small")][-1] == "k5"
    assert small.extent(small.get(table.id)).size <= 100
    assert refusal(
        lambda: LookupTables(here.database, here.store, here.clock, LookupLimits(tables=1)).create(
            "more", [LookupColumn(name="k")], (), by=NOBODY
        )
    ) == ("lookup.quota", Cause.CONFLICT)
    small.close()


def test_rows_go_when_nobody_writes_them_again(here: World) -> None:
    # The engine's clock tells what is gone, and the store's what is written: rows of NOW are old.
    table = put(here, GivenTable("kept", {"k": "string"}, ("k",), (("a",),)))
    assert len(rows(here, "kept")) == 1
    changed = here.lookups.change(
        table.id, by=NOBODY, description="", ttl=1, size_limit_action=SizeLimitAction.STOP
    )
    assert changed.ttl == 1
    assert rows(here, "kept") == []
    assert here.lookups.extent(changed).rows == 0
    written = "TTL toDateTime(intDiv(written, 1000)) + toIntervalMinute(1)"
    created = here.select(f"SHOW CREATE TABLE {rows_table_name(changed)}").table["statement"][0].as_py()
    assert written in created
    here.lookups.change(table.id, by=NOBODY, description="", ttl=0, size_limit_action=SizeLimitAction.STOP)
    created = here.select(f"SHOW CREATE TABLE {rows_table_name(changed)}").table["statement"][0].as_py()
    assert "TTL" not in created


def test_save_writes_tables_and_files(here: World) -> None:
    here.empty()
    here.insert([{"_raw": "u=u1 n=1"}, {"_raw": "u=u9 n=2"}, {"_raw": "u=u9 n=3"}])
    table = here.lookups.create(
        "/Library/seen",
        [LookupColumn(name="User"), LookupColumn(name="_count", type=ColumnType.INT)],
        ["user"],
        by=NOBODY,
    )
    parsed = '* | parse "u=* n=*" as user, n'
    save(here, f'{parsed} | count by user | save path://"/Library/seen"')
    assert rows(here, "/Library/seen") == [{"User": "u1", "_count": 1}, {"User": "u9", "_count": 2}]
    save(here, f'{parsed} | where n = "3" | count by user | save append path://"/Library/seen"')
    assert rows(here, "/Library/seen") == [{"User": "u1", "_count": 1}, {"User": "u9", "_count": 1}]
    save(here, f'{parsed} | where n = "3" | count by user | save path://"/Library/seen"')
    assert rows(here, "/Library/seen") == [{"User": "u9", "_count": 1}]

    save(here, f"{parsed} | count by user | save shared/seen")
    save(here, f"{parsed} | count by user | save append /shared/seen")
    assert [r["user"] for r in rows(here, "shared/seen")] == ["u1", "u9", "u1", "u9"]
    other = f"{parsed} | count by n | save append shared/seen"
    assert refusal(lambda: save(here, other))[0] == "save.append"
    save(here, f"{parsed} | fields user, n | fields - _raw | save shared/seen")
    assert len(rows(here, "shared/seen")) == 3
    file = here.lookups.find("shared/seen")
    assert file is not None and {"user", "n", "_messageTime"} <= {c.name for c in file.columns}
    assert here.lookups.get(table.id).generation == 3


def test_a_subquery_saves_what_the_query_around_it_looks_into(here: World) -> None:
    here.empty()
    here.insert([{"_raw": "slow u=u1"}, {"_raw": "slow u=u1"}, {"_raw": "fast u=u2"}, {"_raw": "seen u=u1"}])
    query = (
        '[subquery: slow | parse "u=*" as u | count by u | topk(1, _count) | save shared/slow | compose u keywords]'
        ' seen | parse "u=*" as u | lookup _count, _rank from shared/slow on u=u'
    )
    outcome = here.search.run(_request(query))
    names = [c.name for c in outcome.frame.columns]
    found = [dict(zip(names, row, strict=True)) for row in outcome.frame.records()]
    assert [(r["u"], r["_count"], r["_rank"]) for r in found] == [("u1", 2, 1)]
    assert rows(here, "shared/slow") == [{"u": "u1", "_count": 2, "_rank": 1}]
    allowed = replace(_request(query), saves_as="")
    assert refusal(lambda: here.search.run(allowed))[0] == "save.forbidden"


def test_save_takes_all_rows_or_none(here: World) -> None:
    here.empty()
    here.insert([{"_raw": "u=u1"}, {"_raw": "u="}])
    put(here, GivenTable("/Library/seen", {"user": "string"}, ("user",), (("kept",),)))
    query = '* | parse "u=*" as user | count by user | save path://"/Library/seen"'
    assert refusal(lambda: save(here, query))[0] == "lookup.value"
    assert rows(here, "/Library/seen") == [{"user": "kept"}]
    big = '* | count as n | n * 3000000000 as n | save path://"/Library/small"'
    put(here, GivenTable("/Library/small", {"n": "int"}, ("n",)))
    assert refusal(lambda: save(here, big))[0] == "lookup.value"
    # A file that could not be filled is not there either.
    long = '* | limit 1 | concat(_raw, "~~") as %"a~~b" | save shared/new'
    assert refusal(lambda: save(here, long))[0] == "column.name"
    assert here.lookups.find("shared/new") is None
    here.search.limits = replace(here.search.limits, messages=2)
    try:
        assert refusal(lambda: save(here, "* | save shared/new"))[0] == "save.messages"
    finally:
        here.search.limits = replace(here.search.limits, messages=100_000)
    assert here.lookups.find("shared/new") is None


def test_save_needs_somebody_in_whose_name_it_writes(here: World) -> None:
    query = replace(_request("* | count | save shared/x"), saves_as="")
    assert refusal(lambda: here.search.run(query)) == ("save.forbidden", Cause.FORBIDDEN)
    assert here.lookups.find("shared/x") is None


def test_jobs_tell_how_they_ended(here: World) -> None:
    jobs = LookupJobs(here.database, here.lookups, here.clock)
    table = put(here, USERS)
    files: list[io.BytesIO] = []

    def ended(job: LookupJob) -> LookupJob:
        for _ in range(200):
            if jobs.get(job.id).status.ended:
                break
            time.sleep(0.02)
        return jobs.get(job.id)

    def upload(text: str, *, merge: bool = False) -> LookupJob:
        files.append(io.BytesIO(text.encode()))
        return ended(jobs.upload(table.id, files[-1], merge=merge, encoding="UTF-8", by=NOBODY))

    good = upload("id,name,team,age\nx,X,,1\n", merge=True)
    assert (good.status, good.kind, good.rows, good.warnings) == (JobStatus.SUCCESS, JobKind.MERGE, 1, ())
    assert len(rows(here, USERS.path)) == 3
    noted = upload("id,name,team,age,more\nx,X,,1,2\n")
    assert (noted.status, noted.kind) == (JobStatus.PARTIAL, JobKind.REPLACE)
    assert [n.code for n in noted.warnings] == ["csv.header_more"]
    failed = upload("id,name,team,age\ny,Y,,old\n")
    assert (failed.status, [e.code for e in failed.errors]) == (JobStatus.FAILED, ["lookup.value"])
    assert [r["id"] for r in rows(here, USERS.path)] == ["x"]
    emptied = ended(jobs.truncate(table.id, by=NOBODY))
    assert (emptied.status, emptied.kind) == (JobStatus.SUCCESS, JobKind.TRUNCATE)
    assert rows(here, USERS.path) == []
    kinds = [JobKind.MERGE, JobKind.REPLACE, JobKind.REPLACE, JobKind.TRUNCATE]
    assert sorted(j.kind for j in jobs.of_table(table.id)) == sorted(kinds)
    assert refusal(lambda: jobs.get("0" * 16)) == ("job.missing", Cause.NOT_FOUND)
    assert refusal(lambda: jobs.truncate("0" * 16, by=NOBODY))[0] == "lookup.missing"
    jobs.close()
    assert all(file.closed for file in files)


def test_jobs_of_a_process_that_was_stopped_have_failed(here: World) -> None:
    table = put(here, USERS)
    job = LookupJob(
        id="A" * 16,
        table_id=table.id,
        path=table.path,
        kind=JobKind.MERGE,
        status=JobStatus.IN_PROGRESS,
        user_id=NOBODY,
        created_at=NOW,
        modified_at=NOW,
    )
    with here.database.session() as session:
        lookup_jobs.add(session, job)
    jobs = LookupJobs(here.database, here.lookups, here.clock)
    jobs.load()
    found = jobs.get(job.id)
    assert (found.status, found.errors[0].code) == (JobStatus.FAILED, "lookup.stopped")
    jobs.close()


def test_a_job_ends_when_queries_find_its_rows(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = LookupJobs(here.database, here.lookups, here.clock)
    table = put(here, USERS)
    reached, goes_on = threading.Event(), threading.Event()
    publish = here.store.set_tables

    def late(tables: Iterable[TableSchema]) -> None:
        reached.set()
        assert goes_on.wait(20)
        publish(tables)

    monkeypatch.setattr(here.store, "set_tables", late)
    job = jobs.truncate(table.id, by=NOBODY)
    assert reached.wait(20)
    meanwhile = [jobs.get(job.id), *(j for j in jobs.of_table(table.id) if j.id == job.id)]
    goes_on.set()
    jobs.close()
    assert [j.status for j in meanwhile] == [JobStatus.IN_PROGRESS] * 2
    assert jobs.get(job.id).status is JobStatus.SUCCESS
    assert rows(here, USERS.path) == []
