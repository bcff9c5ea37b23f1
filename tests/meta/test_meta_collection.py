"""Collectors and sources as they are stored."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from meta_databases import KINDS, opened
from sqlalchemy import text

from sagescope.errors import Cause, Refusal
from sagescope.meta.db import Database, Session
from sagescope.meta.repositories import collectors, source_health, sources
from sagescope.model.collector import FIRST_ID, Collector
from sagescope.model.source import (
    MOST_SOURCES,
    Boundaries,
    BoundaryMode,
    Source,
    TimeFormat,
    TimeSettings,
)
from sagescope.model.source_health import Volume

NOW = 1_767_225_600_000


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with opened(request.param, tmp_path) as made:
        yield made


def make_collector(session: Session, name: str = "aws") -> Collector:
    collector = Collector(
        id=collectors.new_id(session),
        name=name,
        description="All of\nour accounts",
        category="aws/prod",
        host_name="h",
        time_zone="Europe/Madrid",
        fields={"account": "111122223333", "_siemForward": "false"},
        created_at=NOW,
        modified_at=NOW,
    )
    collectors.add(session, collector)
    return collector


def make_source(session: Session, collector: Collector, name: str = "firehose") -> Source:
    source = Source(
        id=sources.new_id(session),
        collector_id=collector.id,
        name=name,
        description="ünïcode ✓",
        category="aws/sagemaker",
        host_name="h2",
        token=sources.new_token(),
        fields={"region": "us-east-1"},
        boundaries=Boundaries(mode=BoundaryMode.PREFIX, prefix=r"^\d{4}-"),
        times=TimeSettings(
            automatic=False,
            time_zone="UTC",
            force_time_zone=True,
            formats=(TimeFormat(format="epoch", locator=r"t=(\d+)"),),
        ),
        enabled=False,
        created_at=NOW,
        modified_at=NOW,
    )
    sources.add(session, source)
    return source


def test_a_collector_comes_back_as_it_was_stored(database: Database) -> None:
    with database.session() as session:
        collector = make_collector(session)
    assert collector.id == FIRST_ID
    with database.reading() as session:
        assert collectors.get(session, collector.id) == collector
        assert collectors.find(session, collector.id) == collector
        assert collectors.find_by_name(session, "aws") == collector
        assert collectors.find_by_name(session, "AWS") is None
        assert collectors.listed(session) == [collector]
    renamed = collector.changed(name="gcp", fields={}, modified_at=NOW + 1)
    with database.session() as session:
        assert collectors.get(session, collector.id, lock=True) == collector
        collectors.save(session, renamed)
    with database.reading() as session:
        assert collectors.get(session, collector.id) == renamed


def test_a_source_comes_back_as_it_was_stored(database: Database) -> None:
    with database.session() as session:
        collector = make_collector(session)
        source = make_source(session, collector)
    with database.reading() as session:
        assert sources.get(session, source.id) == source
        assert sources.find(session, source.id) == source
        assert sources.find_by_token(session, source.token) == source
        assert sources.find_by_name(session, collector.id, "firehose") == source
        assert sources.find_by_name(session, collector.id + 1, "firehose") is None
        assert sources.listed(session) == sources.listed(session, collector.id) == [source]
        assert sources.listed(session, collector.id + 1) == []
    changed = source.changed(
        token=sources.new_token(), enabled=True, boundaries=Boundaries(), modified_at=NOW + 1
    )
    with database.session() as session:
        sources.save(session, changed)
    with database.reading() as session:
        assert sources.find_by_token(session, source.token) is None
        assert sources.find_by_token(session, changed.token) == changed


def test_numbers_are_not_given_twice(database: Database) -> None:
    with database.session() as session:
        first = make_collector(session)
        collectors.remove(session, first.id)
        second = make_collector(session)
        assert (first.id, second.id) == (FIRST_ID, FIRST_ID + 1)
        assert make_source(session, second).id == FIRST_ID


def test_pages_of_a_list_follow_each_other(database: Database) -> None:
    with database.session() as session:
        made = [make_collector(session, f"c{n}") for n in range(5)]
        parts = [make_source(session, made[0], f"s{n}") for n in range(5)]
        assert collectors.listed(session, limit=2) == made[:2]
        assert collectors.listed(session, limit=2, offset=2) == made[2:4]
        assert collectors.listed(session, offset=4) == made[4:]
        assert sources.listed(session, made[0].id, limit=3, offset=1) == parts[1:4]
        assert collectors.count(session) == 5
        assert sources.count(session, made[0].id) == 5


def test_names_are_unique_where_they_must_be(database: Database) -> None:
    with database.session() as session:
        aws, gcp = make_collector(session, "aws"), make_collector(session, "gcp")
        source = make_source(session, aws, "s")
        make_source(session, gcp, "s")
    writes: dict[str, Callable[[Session], object]] = {
        "collector named 'aws'": lambda s: make_collector(s, "aws"),
        "collector named 'gcp'": lambda s: collectors.save(s, aws.changed(name="gcp")),
        "source named 's'": lambda s: make_source(s, aws, "s"),
        "receiver token": lambda s: sources.add(s, source.changed(id=5, name="other")),
    }
    for what, write in writes.items():
        with pytest.raises(Refusal, match=what) as refused, database.session() as session:
            write(session)
        assert refused.value.cause is Cause.CONFLICT


def test_deleting_a_collector_deletes_its_sources_only(database: Database) -> None:
    with database.session() as session:
        aws, gcp = make_collector(session, "aws"), make_collector(session, "gcp")
        make_source(session, aws)
        kept = make_source(session, gcp)
    with database.session() as session:
        collectors.remove(session, aws.id)
    with database.reading() as session:
        assert sources.listed(session) == [kept]


@pytest.mark.parametrize("number", [7, 0, -1, 2**63, 10**40])
def test_what_is_not_there_is_refused(database: Database, number: int) -> None:
    with database.session() as session:
        for step in (collectors.get, collectors.remove, sources.get, sources.remove):
            with pytest.raises(Refusal, match=str(number)) as refused:
                step(session, number)
            assert refused.value.cause is Cause.NOT_FOUND
        assert collectors.find(session, number) is None
        assert sources.find(session, number) is None


def test_a_source_needs_its_collector(database: Database) -> None:
    with database.session() as session:
        collector = make_collector(session)
        source = make_source(session, collector)
        collectors.remove(session, collector.id)
        for write in (sources.add, sources.save):
            with pytest.raises(Refusal) as refused:
                write(session, source)
            assert refused.value.cause is Cause.NOT_FOUND


def test_a_collector_has_so_many_sources_and_no_more(database: Database) -> None:
    with database.session() as session:
        collector = make_collector(session)
        session.execute(
            text(
                "INSERT INTO sources (id, collector_id, name, kind, description, category, host_name, "
                "token, fields, boundaries, times, enabled, created_at, modified_at) "
                "VALUES (:n, :c, :t, 'HTTP', '', '', '', :t, '{}', '{}', '{}', :yes, 1, 1)"
            ),
            [{"n": n, "c": collector.id, "t": f"{n:040}", "yes": True} for n in range(1, MOST_SOURCES)],
        )
        make_source(session, collector, "the last")
        with pytest.raises(Refusal, match=str(MOST_SOURCES)) as refused:
            make_source(session, collector, "one more")
    assert refused.value.cause is Cause.CONFLICT


@pytest.mark.parametrize("token", ["", "x", "\0" * 40, "a" * 1000, "\ud800" * 40, "' OR 1=1 --" * 5])
def test_a_token_that_cannot_be_one_finds_nothing(database: Database, token: str) -> None:
    with database.reading() as session:
        assert sources.find_by_token(session, token) is None


def test_tokens_do_not_repeat() -> None:
    tokens = {sources.new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(token) for token in tokens} == {43}


def test_volumes_add_up_and_old_ones_go_when_a_stretch_begins(database: Database) -> None:
    def stored() -> list[Volume]:
        with database.reading() as session:
            return [volume for _, volume in source_health.volumes(session, source.id, 0)]

    with database.session() as session:
        source = make_source(session, make_collector(session))
    for start, oldest in ((1, 0), (2, 0), (2, 2), (3, 2)):
        with database.session() as session:
            new = (source.id, Volume(start, messages=5, dropped=1))
            source_health.add_volumes(session, [new, (source.id + 1, Volume(start, messages=1))], oldest)
    assert stored() == [Volume(2, messages=10, dropped=2), Volume(3, messages=5, dropped=1)]
