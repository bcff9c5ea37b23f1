"""`transpose` as a function of tables, held against a plain pivot."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.local.transpose import MOST_COLUMNS, transpose

_KEY = st.none() | st.sampled_from(["", "a", "b", "B", "a, b", "10", "9"])
_ROW = st.tuples(_KEY, _KEY, st.none() | st.integers(-5, 5))


def _frame(rows: list[tuple[str | None, str | None, int | None]], values: int = 1) -> Frame:
    names = ["r", "c", *(f"v{i}" for i in range(values))]
    kinds = [Kind.TEXT, Kind.TEXT, *([Kind.INT] * values)]
    columns = tuple(FrameColumn(name, kind) for name, kind in zip(names, kinds, strict=True))
    arrays = [
        pa.array([row[0] for row in rows], pa.string()),
        pa.array([row[1] for row in rows], pa.string()),
        *(pa.array([row[2] for row in rows], pa.int64()) for _ in range(values)),
    ]
    return Frame(columns, pa.Table.from_arrays(arrays, names=names))


def _arguments(*listed: str) -> dict[str, object]:
    return {"rows": 1, "columns": 1, "listed": listed}


@given(st.lists(_ROW, max_size=30, unique_by=lambda row: (row[0], row[1] or "")))
def test_cells_are_those_of_a_plain_pivot(rows: list[tuple[str | None, str | None, int | None]]) -> None:
    frame = transpose(_frame(rows), _arguments())
    names = [c.name for c in frame.columns]
    assert names[0] == "r"
    assert names[1:] == sorted({column or "" for _, column, _ in rows})
    held = {(row, column or ""): value for row, column, value in rows}
    keys = list(dict.fromkeys(row for row, _, _ in rows))
    wanted = [(key, *(held.get((key, name)) for name in names[1:])) for key in keys]
    assert list(frame.records()) == wanted


@given(st.lists(_ROW, max_size=20), st.lists(st.sampled_from(["a", "A", "zz", "*"]), unique=True, max_size=4))
def test_listed_columns_come_first_and_are_there(
    rows: list[tuple[str | None, str | None, int | None]], listed: list[str]
) -> None:
    frame = transpose(_frame(rows), _arguments(*listed))
    names = [c.name for c in frame.columns][1:]
    first = [name for name in listed if name != "*"]
    if first:
        assert [n.lower() for n in names[: len(first)]] == [n.lower() for n in first]
    if listed and "*" not in listed:
        assert len(names) == len(first)
    if "*" in listed or not listed:
        assert {column or "" for _, column, _ in rows} <= set(names)


def test_row_columns_are_keys() -> None:
    frame = transpose(_frame([("x", "a", 1)]), _arguments())
    assert [(c.name, c.kind, c.key) for c in frame.columns] == [
        ("r", Kind.TEXT, True),
        ("a", Kind.INT, False),
    ]


def test_several_values_are_told_apart_by_their_names() -> None:
    frame = transpose(_frame([("x", "a", 1), ("x", None, 2)], values=2), _arguments())
    assert [c.name for c in frame.columns] == ["r", "a v0", "a v1", "v0", "v1"]


def test_there_are_so_many_columns_at_the_most() -> None:
    frame = transpose(_frame([("x", f"c{i:04}", i) for i in range(500)]), _arguments())
    assert len(frame.columns) == 1 + MOST_COLUMNS
    assert frame.columns[-1].name == "c0299"


def test_the_last_value_of_a_cell_counts() -> None:
    frame = transpose(_frame([("x", "a", 1), ("x", "a", 2)]), _arguments())
    assert list(frame.records()) == [("x", 2)]
