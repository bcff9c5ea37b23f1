"""CSV files for lookup tables: what is written is read back, and what is wrong is told with its place."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_tables import GivenTable
from sagescope.errors import Refusal
from sagescope.lookups.csv_rows import MOST_FAULTS, CsvRows
from sagescope.lookups.limits import LookupLimits
from sagescope.lookups.rows import BATCH_ROWS

TYPES = {"id": "string", "n": "int", "big": "long", "x": "double", "yes": "boolean", "text": "string"}
TABLE = GivenTable("t", TYPES, ("id",)).definition()
ONE = GivenTable("one", {"a": "string", "b": "string"}, ("a",)).definition()

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
_ROWS = st.lists(
    st.tuples(
        _TEXTS.filter(lambda text: bool(text.strip())),
        st.none() | st.integers(-(2**31), 2**31 - 1),
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.none() | st.booleans(),
        _TEXTS,
    ),
    max_size=30,
)


def rows_of(data: bytes, table: Any = TABLE, encoding: str = "utf-8", **limits: int) -> list[tuple[Any, ...]]:
    """The rows of a file, as they would be written."""
    found = CsvRows(io.BytesIO(data), table, LookupLimits(**limits), encoding)
    return [row for batch in found.batches() for row in zip(*batch.columns, strict=True)]


def refused(data: bytes, table: Any = ONE, encoding: str = "utf-8", **limits: int) -> list[tuple[str, str]]:
    """What is wrong with a file: codes and messages."""
    with pytest.raises(Refusal) as wrong:
        rows_of(data, table, encoding, **limits)
    return [(fault.code, fault.message) for fault in wrong.value.faults]


def _cell(value: Any) -> str:
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


@given(_ROWS, st.permutations(list(TYPES)), st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_is_read_back(rows: list[tuple[Any, ...]], order: list[str], line_end: str) -> None:
    text = io.StringIO()
    # Python's writer would leave a lone carriage return without quotes.
    writer = csv.writer(text, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerow([name.upper() for name in order])
    at = [list(TYPES).index(name) for name in order]
    for row in rows:
        writer.writerow([_cell(row[i]) for i in at])
    assert rows_of(text.getvalue().encode()) == rows


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_faults(data: bytes) -> None:
    for prefix in (b"", b"id,n,big,x,yes,text\n"):
        try:
            rows_of(prefix + data)
        except Refusal as wrong:
            assert wrong.faults
            assert all(fault.message.endswith(".") for fault in wrong.faults)


@given(_ROWS, st.sampled_from(["utf-16", "utf-8-sig"]))
def test_other_encodings_are_read(rows: list[tuple[Any, ...]], encoding: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(TYPES)
    writer.writerows([_cell(value) for value in row] for row in rows)
    assert rows_of(text.getvalue().encode(encoding), encoding=encoding) == rows


def test_names_are_trimmed_and_columns_may_be_more() -> None:
    file = CsvRows(io.BytesIO(b"\xef\xbb\xbf B , c ,A\n1,2,3\n\n4,5,6"), ONE, LookupLimits())
    assert [row for batch in file.batches() for row in zip(*batch.columns, strict=True)] == [
        ("3", "1"),
        ("6", "4"),
    ]
    assert [w.code for w in file.warnings] == ["csv.header_more"]
    assert not file.file.closed


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "csv.header", "no header line"),
        (b"\n\n", "csv.header", "no header line"),
        (b"a\n1\n", "csv.header_missing", "'b'"),
        (b"a,b,A\n1,2,3\n", "csv.header_twice", "'a'"),
        (b'a,"b\n1,2\n', "csv.unclosed", "Lines 1 to 2"),
        (b'a,b\n1,"2"3\n', "csv.quote", "Line 2"),
        (b'a,b\n1,2\n3,"4\n5,6\n', "csv.unclosed", "Lines 3 to 4"),
        (b"a,b\n1,2\n3\n", "csv.cells", "Line 3: there is 1 value, and the header has 2 names"),
        (b"a,b\n1,2,3\n", "csv.cells", "Line 2: there are 3 values"),
        (b"a,b\n ,2\n", "lookup.value", "Line 2, column 1: 'a' holds a part of the primary key"),
        (b"a,b\n1,\xff\n", "csv.encoding", "Line 2, character 3"),
        (b"a,\xc3\n1,2\n", "csv.encoding", "Line 1, character 3"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(data: bytes, code: str, words: str) -> None:
    ((got, message),) = refused(data)
    assert got == code
    assert words in message


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("n", "x", "a whole number between -2147483648 and 2147483647, which 'x' is not"),
        ("n", "1.5", "which '1.5' is not"),
        ("n", "2147483648", "which '2147483648' is not"),
        ("big", "9223372036854775808", "a whole number of 64 bits"),
        ("x", "1,5", "a number, which '1,5' is not"),
        ("x", "nan", "a number, which 'nan' is not"),
        ("yes", "1", "true or false, which '1' is not"),
    ],
)
def test_values_of_another_type_are_told_with_their_column(column: str, text: str, words: str) -> None:
    row = {"id": "k", "n": "1", "big": "2", "x": "3", "yes": "TRUE", "text": "t"} | {column: text}
    data = io.StringIO()
    writer = csv.writer(data)
    writer.writerow(TYPES)
    writer.writerow(row.values())
    ((code, message),) = refused(data.getvalue().encode(), TABLE)
    assert code == "lookup.value"
    assert message.startswith(f"Line 2, column {list(TYPES).index(column) + 1}: {column!r} holds ")
    assert words in message


def test_all_that_is_wrong_is_told_up_to_a_number() -> None:
    lines = b"".join(b"%d\n" % n for n in range(50))
    assert len(refused(b"a,b\n1,2\n" + lines)) == MOST_FAULTS


def test_limits_of_rows_and_keys() -> None:
    assert refused(b"a,b\n1," + b"x" * 90, row_bytes=90) == [
        ("lookup.row_size", "Line 2: the row has 93 bytes, the most is 90.")
    ]
    assert refused(b"a,b\n1," + b"x" * 91, row_bytes=90)[0][0] == "csv.long"
    ((code, message),) = refused(b"a,b\n" + b"k" * 11 + b",1", key_length=10)
    assert code == "lookup.key_length"
    assert message.startswith("Line 2, column 1: 'a' is of the primary key and has 11 characters")


def test_an_unknown_encoding_is_a_fault() -> None:
    assert refused(b"a,b\n", encoding="utf-9")[0][0] == "csv.unknown_encoding"
    # A codec of Python that makes no text is none either.
    assert refused(b"a,b\n", encoding="zlib")[0][0] == "csv.unknown_encoding"


def test_many_rows_come_in_several_batches() -> None:
    data = b"a,b\n" + b"".join(b"%d,x\n" % n for n in range(BATCH_ROWS + 1))
    file = CsvRows(io.BytesIO(data), ONE, LookupLimits())
    assert [batch.rows for batch in file.batches()] == [BATCH_ROWS, 1]
