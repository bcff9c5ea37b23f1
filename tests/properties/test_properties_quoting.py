"""What the printer quotes comes back from the engine to the byte."""

from hostile_texts import hostile
from hypothesis import given
from hypothesis import strategies as st

from sagescope.sql.build import lit
from sagescope.sql.nodes import Constants, Item, Literal, Select
from sagescope.sql.print import identifier, query
from sagescope.sql.types import STRING, UINT64
from store_world import world

_EVERY_BYTE_CHARACTER = [chr(i) for i in range(0x100)]


@given(st.lists(hostile, min_size=1, max_size=20))
def test_texts_come_back_identical(texts: list[str]) -> None:
    select = Select(tuple(Item(lit(text), f"c{i}") for i, text in enumerate(texts)), None)
    assert world().tuples(select) == [tuple(texts)]


def test_every_control_and_private_character_comes_back() -> None:
    texts = [*_EVERY_BYTE_CHARACTER, *(chr(i) for i in range(0xE000, 0xF900, 37))]
    select = Select(tuple(Item(lit(text), f"c{i}") for i, text in enumerate(texts)), None)
    assert world().tuples(select) == [tuple(texts)]


@given(st.lists(hostile, max_size=20), st.lists(st.integers(0, 2**64 - 1), max_size=20))
def test_arrays_of_constants_come_back_identical(texts: list[str], numbers: list[int]) -> None:
    arrays = (Constants(tuple(texts), STRING), Constants(tuple(numbers), UINT64))
    select = Select(tuple(Item(array, f"c{i}") for i, array in enumerate(arrays)), None)
    assert world().tuples(select) == [(texts, numbers)]


def test_every_control_and_private_character_comes_back_in_an_array() -> None:
    texts = [*_EVERY_BYTE_CHARACTER, *(chr(i) for i in range(0xE000, 0xF900, 37)), "'a', 'b']", "\\'"]
    select = Select((Item(Constants(tuple(texts), STRING), "c"),), None)
    assert world().tuples(select) == [(texts,)]


@given(st.lists(hostile.filter(bool), min_size=1, max_size=20, unique=True))
def test_names_come_back_identical(names: list[str]) -> None:
    select = Select(tuple(Item(Literal(i), name) for i, name in enumerate(names)), None)
    assert world().engine.query(select).table.column_names == names


@given(st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.booleans() | st.none())
def test_numbers_and_truth_values_come_back(value: int | float | bool | None) -> None:
    ((back,),) = world().tuples(Select((Item(lit(value), "v"),), None))
    assert back == value
    assert type(back) is type(value)


@given(hostile, hostile.filter(bool))
def test_quoted_texts_and_names_hold_no_way_out(text: str, name: str) -> None:
    printed = query(Select((Item(lit(text), name),), None))
    # The printed text is one line of printable characters whatever went in.
    assert "\n" not in printed
    assert not any(ord(ch) < 0x20 or ord(ch) == 0x7F for ch in printed)
    assert identifier(name) in printed
