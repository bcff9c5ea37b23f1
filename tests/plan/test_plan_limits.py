"""Limits below joins: they go where they change nothing, and nowhere else."""

import pytest

from lookup_tables import GivenTable, with_tables
from sagescope.lang.compile import compile_query
from sagescope.plan.limits import limited
from sagescope.plan.pack import pack
from sagescope.plan.stages import SqlStage
from sagescope.sql.print import query
from sagescope.store.fields import Schema, catalog
from sagescope.timerange import TimeRange
from store_world import world

TEAMS = GivenTable("shared/teams", {"id": "string", "team": "string"}, rows=[["u1", "red"], ["u3", "blue"]])
CATALOG = with_tables(catalog(Schema(("a", "b"))), [TEAMS])
LOOK = "lookup team from shared/teams on id=a"


def _limits(text: str, most: int) -> int:
    """How many limits there are once the result is limited."""
    compiled = compile_query(text, CATALOG, TimeRange(0, 1_000))
    (stage,) = compiled.stages
    assert isinstance(stage, SqlStage)
    sql = query(pack(limited(stage.node, most), [c.sql for c in stage.outputs], compiled.ids))
    return sql.count(f"LIMIT {most}\n") + sql.endswith(f"LIMIT {most}")


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("* | where b = 1", 1),
        (f"* | {LOOK}", 2),
        (f'* | {LOOK} | concat(team, "x") as c', 2),
        (f"* | {LOOK} | sort by b", 2),
        (f"* | {LOOK} | lookup id as i from shared/teams on team=team", 3),
        (f"* | count by a | {LOOK}", 2),
        # What is dropped or ordered after the join asks for more rows than the first.
        (f"* | {LOOK} | where team = b", 1),
        (f"* | {LOOK} | sort by team", 1),
        (f'* | {LOOK} | concat(team, "x") as c | sort by c', 1),
        (f"* | {LOOK} | count by team", 1),
    ],
)
def test_where_a_limit_goes(text: str, limits: int) -> None:
    assert _limits(text, 77) == limits


@pytest.mark.parametrize(
    ("stages", "first"),
    [
        (LOOK, ["m0", "m1", "m2"]),
        (f'{LOOK} | where team = "red"', ["m1", "m4", "m7"]),
        (f"{LOOK} | where isNull(team)", ["m0", "m2", "m3"]),
        (f"sort by _raw | {LOOK}", ["m8", "m7", "m6"]),
        (f"{LOOK} | sort by team, a, _raw", ["m7", "m4", "m1"]),
        (f"{LOOK} | limit 2", ["m0", "m1"]),
    ],
)
def test_the_rows_are_those_without_it(stages: str, first: list[str]) -> None:
    here = world()
    here.empty()
    here.empty_lookups()
    here.apply(Schema(("a",)))
    TEAMS.put(here.lookups)
    here.insert({"_raw": f"m{n}", "a": f"u{n % 3}"} for n in range(9))
    frame = here.run(f"* | {stages}", limit=3).frame
    at = [c.name for c in frame.columns].index("_raw")
    assert [record[at] for record in frame.records()] == first
    here.empty_lookups()
