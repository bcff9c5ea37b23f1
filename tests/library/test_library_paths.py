"""Paths: whatever names hold, they are read back, and what people type is what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.model.paths import names_in, path_of

names = st.lists(st.text(min_size=1) | st.text(alphabet="%2F5/", min_size=1), max_size=4)


@given(names)
def test_names_are_read_back(names: list[str]) -> None:
    path = path_of(names)
    assert path.count("/") == len(names)
    assert names_in(path) == names


@given(names, names)
def test_two_paths_are_two(one: list[str], other: list[str]) -> None:
    assert (path_of(one) == path_of(other)) == (one == other)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/Library/Shared/team/", ["Library", "Shared", "team"]),
        ("team/50% of 25%", ["team", "50% of 25%"]),
        ("a%2Fb", ["a/b"]),
        ("a%25b", ["a%25b"]),
        ("", []),
    ],
)
def test_a_path_as_people_write_it(path: str, found: list[str]) -> None:
    assert names_in(path) == found
