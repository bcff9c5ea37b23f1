import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.errors import Refusal
from sagescope.ingest.boundaries import (
    LONGEST_MESSAGE,
    Boundary,
    Infer,
    JsonArray,
    Lines,
    Prefix,
    Request,
    chunks,
    split,
)

STACK = """2026-01-31T09:30:00,123 [ERROR] worker failed
Traceback (most recent call last):
  File "serve.py", line 3, in <module>

ValueError: no model
2026-01-31T09:30:01,000 [INFO ] next"""


def messages(text: str, rule: Boundary) -> list[str]:
    return split(text.encode(), rule).messages


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a\nb", ["a", "b"]),
        ("a\r\nb\r\n", ["a", "b"]),
        ("a\rb\n", ["a\rb"]),
        ("a\r", ["a\r"]),
        ("\n \n\t\r\na\n\n", ["a"]),
        ("", []),
        (" a ", [" a "]),
        ("a\0b\u2028c\x0bd", ["a\0b\u2028c\x0bd"]),
        ('[{"a":1},{"a":2}]', ['[{"a":1},{"a":2}]']),
    ],
)
def test_lines(body: str, expected: list[str]) -> None:
    assert messages(body, Lines()) == expected


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), min_size=1).filter(
            lambda line: not line.isspace() and not line.startswith("\ufeff")
        )
    )
)
def test_lines_joined_are_split_again(lines: list[str]) -> None:
    for end in ("\n", "\r\n"):
        assert messages(end.join(lines), Lines()) == lines


@given(
    st.binary(),
    st.sampled_from(
        [Lines(), Request(), Infer(), Prefix(r"\d+.*"), JsonArray(), JsonArray(otherwise=Infer())]
    ),
)
def test_any_bytes_are_split_and_nothing_is_lost(body: bytes, rule: Boundary) -> None:
    found = split(body, rule)
    seen = "".join(found.messages).encode()
    if found.damaged == 0 and not isinstance(rule, JsonArray):
        whole = body.decode().removeprefix("\ufeff")
        assert "".join("".join(found.messages).split()) == "".join(whole.split())
    assert all(message and not message.isspace() for message in found.messages)
    assert len(seen) <= 4 * len(body)


def test_damaged_lines_are_counted() -> None:
    found = split(b"a\n\xff\nb", Lines())
    assert (found.messages, found.damaged) == (["a", "\\xff", "b"], 1)


def test_request_is_one_message() -> None:
    assert messages("a\n\nb\n", Request()) == ["a\n\nb"]
    assert messages(" \n", Request()) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (STACK, [STACK[: STACK.rindex("\n")], STACK[STACK.rindex("\n") + 1 :]]),
        (
            "[2020-10-02 00:41:06 +0000] [21] one\n more\n[2020-10-02 00:41:07 +0000] [21] two",
            ["[2020-10-02 00:41:06 +0000] [21] one\n more", "[2020-10-02 00:41:07 +0000] [21] two"],
        ),
        (
            "<34>Oct 11 22:14:15 a\n b\n<34>Oct 11 22:14:16 c",
            ["<34>Oct 11 22:14:15 a\n b", "<34>Oct 11 22:14:16 c"],
        ),
        ('{"a":1}\n{"a":2}', ['{"a":1}', '{"a":2}']),
        ('{\n "a":1\n}\n{\n "a":2\n}', ['{\n "a":1\n}', '{\n "a":2\n}']),
        ('2026-01-31 09:30:00 payload\n{\n "a":1\n}', ['2026-01-31 09:30:00 payload\n{\n "a":1\n}']),
        ('2026-01-31 09:30:00 x\n{"a":1}\nlast', ["2026-01-31 09:30:00 x", '{"a":1}', "last"]),
        ("no start\n2026-01-31 09:30:00 x\n  y", ["no start", "2026-01-31 09:30:00 x", "  y"]),
        ("Oct 11 22:14:15 a\nb", ["Oct 11 22:14:15 a\nb"]),
        ("Mon Oct 11 22:14:15 2025 a\nb", ["Mon Oct 11 22:14:15 2025 a\nb"]),
        ("1496756806.655 a\nb", ["1496756806.655 a\nb"]),
        (
            "[99]#011train-error:0.03\n[100]#011train-error:0.02",
            ["[99]#011train-error:0.03", "[100]#011train-error:0.02"],
        ),
    ],
)
def test_infer(body: str, expected: list[str]) -> None:
    assert messages(body, Infer()) == expected
    assert messages(body.replace("\n", "\r\n"), Infer()) == expected


def test_prefix_has_to_match_the_entire_line() -> None:
    assert messages("# a\nb\n# c\n", Prefix("# .*")) == ["# a\nb", "# c"]
    assert messages("# a\nb\n# c\n", Prefix("#")) == ["# a", "b", "# c"]


def test_prefix_keeps_lines_ahead_of_the_first_match_together() -> None:
    assert messages("x\ny\n# c\nd", Prefix("# .*")) == ["x\ny", "# c\nd"]


def test_prefix_sees_the_start_of_a_very_long_line() -> None:
    long = "# " + "x" * 10_000
    assert messages(f"{long}\nb", Prefix("# .*")) == [f"{long}\nb"]
    assert messages(f"{long}\nb", Prefix("# x*")) == [f"{long}\nb"]
    assert messages(f"{long}\nb", Prefix("# .*x")) == [long, "b"]


def test_prefix_refuses_bad_patterns() -> None:
    with pytest.raises(Refusal, match="cannot be read"):
        Prefix("(a")


@pytest.mark.parametrize("lines", [2001, 20])
def test_a_group_too_large_becomes_single_lines(lines: int) -> None:
    body = ["2026-01-31 09:30:00 first"] + ["x" * (600_000 // lines)] * (lines - 1)
    found = messages("\n".join(body), Infer())
    assert found[0] == body[0]
    assert len(found) == lines


def test_a_group_of_2000_lines_is_one_message() -> None:
    body = "\n".join(["2026-01-31 09:30:00 first"] + ["x"] * 1999)
    assert messages(body, Infer()) == [body]


@given(st.text(alphabet="aé日😀", min_size=1, max_size=40), st.integers(2000, 9000))
def test_chunks_join_to_the_message(text: str, times: int) -> None:
    message = text * times
    pieces = chunks(message)
    assert "".join(pieces) == message
    assert all(len(piece.encode()) <= LONGEST_MESSAGE for piece in pieces)
    assert all(len(piece.encode()) > LONGEST_MESSAGE - 4 for piece in pieces[:-1])


@pytest.mark.parametrize("rule", [Lines(), Request(), Infer(), Prefix(".*"), JsonArray()])
def test_long_messages_are_cut_by_every_rule(rule: Boundary) -> None:
    text = '["' + "é" * 100_000 + '"]'
    found = messages(text, rule)
    assert len(found) == 4
    assert all(65_533 <= len(piece.encode()) <= 65_536 for piece in found[:-1])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('[{"a": 1},{"b":[1, 2]}]', ['{"a": 1}', '{"b":[1, 2]}']),
        (' [ 1.50 , "x\\u00e9" , null , [] ]\n', ["1.50", '"x\\u00e9"', "null", "[]"]),
        ("[]", []),
        ('[{"a":1},\n{"b":2}', ['[{"a":1},', '{"b":2}']),
        ("[1,2] x", ["[1,2] x"]),
        ('{"a":1}\n{"b":2}', ['{"a":1}', '{"b":2}']),
        ('{\n  "a": 1\n}\n', ['{\n  "a": 1\n}']),
        ("plain\ntext", ["plain", "text"]),
        ("[" * 100_000, ["[" * 65_536, "[" * (100_000 - 65_536)]),
    ],
)
def test_json_array(body: str, expected: list[str]) -> None:
    assert messages(body, JsonArray()) == expected


def test_json_array_falls_back_to_the_rule_it_is_given() -> None:
    assert messages(f"{STACK}", JsonArray(otherwise=Infer())) == messages(STACK, Infer())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.lists(JSON), st.sampled_from([None, 1]))
def test_elements_are_kept_as_sent(values: list[object], indent: int | None) -> None:
    found = messages(json.dumps(values, indent=indent), JsonArray())
    assert [json.loads(message) for message in found] == values


def test_lines_are_fast() -> None:
    body = "\n".join(json.dumps({"n": n, "text": "x" * 200}) for n in range(4500)).encode()
    best = min(_seconds(body) for _ in range(5))
    assert best < 0.05  # about 2 ms here; the bound only catches a change of kind


def _seconds(body: bytes) -> float:
    start = time.perf_counter()
    split(body, Lines())
    return time.perf_counter() - start
