from hypothesis import given
from hypothesis import strategies as st

from sagescope.ingest.pairs import DIMENSION_VALUE_LIMIT, parse_pairs


def test_pairs_of_a_header() -> None:
    pairs = parse_pairs(' team = ml ,env="a, \\"b\\"" , q=x=y,z="open')
    assert pairs.values == {"team": "ml", "env": 'a, "b"', "q": "x=y", "z": '"open'}
    assert pairs.faults == []


def test_an_empty_header_sets_nothing() -> None:
    for header in ("", "  ", ",,", " , "):
        pairs = parse_pairs(header)
        assert (pairs.values, pairs.faults) == ({}, [])


def test_the_last_of_one_name_counts() -> None:
    assert parse_pairs("a=1,a=2").values == {"a": "2"}


def test_faulty_pairs_are_left_out_and_named() -> None:
    pairs = parse_pairs("word,=v,empty=,good=1,also=")
    assert pairs.values == {"good": "1"}
    assert [fault.split()[0] for fault in pairs.faults] == ["'word'", "The", "'empty'", "'also'"]


def test_limits() -> None:
    assert parse_pairs(f"{'n' * 255}={'v' * 200}").faults == []
    assert "256 characters" in parse_pairs(f"{'n' * 256}=v").faults[0]
    assert "201 characters" in parse_pairs(f"n={'v' * 201}").faults[0]
    assert parse_pairs(f"n={'v' * 400}", DIMENSION_VALUE_LIMIT).faults == []
    assert parse_pairs(f"a=1,n={'v' * 401},b=2", DIMENSION_VALUE_LIMIT).values == {"a": "1", "b": "2"}


NAME = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.]{0,20}", fullmatch=True)
PLAIN = st.from_regex(r"[A-Za-z0-9/=:._-]{1,20}", fullmatch=True)


@given(st.dictionaries(NAME, PLAIN), st.sampled_from([",", ", ", " ,"]))
def test_plain_pairs_come_back(values: dict[str, str], comma: str) -> None:
    pairs = parse_pairs(comma.join(f"{key}={value}" for key, value in values.items()))
    assert (pairs.values, pairs.faults) == (values, [])


@given(st.dictionaries(NAME, st.text(min_size=1, max_size=50).filter(lambda value: bool(value.strip()))))
def test_quoted_values_come_back(values: dict[str, str]) -> None:
    def quoted(value: str) -> str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    header = ",".join(f"{key}={quoted(value)}" for key, value in values.items() if "\n" not in value)
    expected = {key: value for key, value in values.items() if "\n" not in value}
    assert parse_pairs(header).values == expected


@given(st.text())
def test_any_text_is_read(header: str) -> None:
    pairs = parse_pairs(header)
    assert all(name and value for name, value in pairs.values.items())
