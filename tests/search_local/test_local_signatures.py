"""Signatures: every text has one, counts add up, order does not matter, and like messages meet."""

import random
import string
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.plan.schema import Kind
from sagescope.search import signatures
from sagescope.search.frames import Frame, FrameColumn
from sagescope.search.local.details import details
from sagescope.search.local.logcompare import logcompare
from sagescope.search.local.logreduce import NEUTRAL, logreduce, relevance
from sagescope.search.signatures import (
    MOST_SIGNATURES,
    NO_ID,
    OTHERS,
    STARS,
    find_signatures,
    signature_id,
)

_WORDS = st.sampled_from(
    ["user", "bob", "eve", "logged", "in", "*", "$DATE", '"a":"b"', "x=1", "/a/b", "", "=", ":"]
)
_TEXT = st.lists(_WORDS, max_size=8).map(" ".join) | st.text(max_size=20)
_COUNTS = st.dictionaries(_TEXT, st.integers(1, 50), max_size=25)


@given(_COUNTS, st.randoms(use_true_random=False))
def test_every_text_has_one_signature_whatever_the_order(
    counts: dict[str, int], chance: random.Random
) -> None:
    found = find_signatures(counts)
    assert found.keys() == counts.keys()
    items = list(counts.items())
    chance.shuffle(items)
    assert find_signatures(dict(items)) == found


@given(_COUNTS)
def test_constant_words_of_a_signature_are_in_all_its_texts(counts: dict[str, int]) -> None:
    for text, signature in find_signatures(counts).items():
        if signature != OTHERS and len(text.split()) <= 8:
            at = 0
            for part in signature.split(STARS):
                at = " ".join(text.split()).find(" ".join(part.split()), at)
                assert at >= 0, (text, signature)


def _templates() -> list[str]:
    return [
        "Accepted password for {} from {} port {} ssh2",
        "Failed password for {} from {} port {} ssh2",
        "Connection closed by {} [preauth]",
        "Received block blk_{} of size {} from {}",
        "Deleting block blk_{} file {}",
        "Starting thread to transfer block {} to {}",
        "worker {} exited with status {}",
        "session opened for user {} by (uid={})",
        "session closed for user {}",
        "GET /api/items/{} took {} ms",
    ]


def test_messages_of_known_kinds_are_told_apart_and_put_together() -> None:
    chance = random.Random(7)
    users = ["".join(chance.choices(string.ascii_lowercase, k=6)) for _ in range(40)]
    kinds: dict[str, int] = {}
    for number, template in enumerate(_templates()):
        for _ in range(200):
            # Numbers and addresses are masked before; names are not.
            values = [chance.choice([*users, "*", "*", "*"]) for _ in range(template.count("{}"))]
            kinds[template.format(*values)] = number
    signatures = find_signatures(Counter(dict.fromkeys(kinds, 1)))
    by_kind = {(number, signatures[text]) for text, number in kinds.items()}
    assert len(by_kind) == len(_templates()), sorted(by_kind)
    assert OTHERS not in signatures.values()


def test_words_that_take_turns_often_are_part_of_the_signature_and_names_are_not() -> None:
    often = find_signatures({"Connection to db opened now": 500, "Connection to db closed now": 400})
    assert set(often.values()) == set(often)
    seldom = find_signatures({"User alice logged in": 1, "User bob logged in": 1})
    assert set(seldom.values()) == {f"User {STARS} logged in"}


def test_what_varies_within_a_word_ends_at_a_sign() -> None:
    found = find_signatures({"on host-alpha.example.com now": 1, "on host-beta.example.com now": 1})
    assert set(found.values()) == {f"on host-{STARS}.example.com now"}


def test_groups_that_look_alike_are_one() -> None:
    found = find_signatures({"sent * to a b": 1, "sent * * to a b": 1})
    assert set(found.values()) == {f"sent {STARS} to a b"}


def test_keys_of_documents_are_kept_and_their_values_vary() -> None:
    found = find_signatures({'{"op":"get","n":*}': 1, '{"op":"put","n":*}': 1, '{"op":"put","m":*}': 1})
    assert set(found.values()) == {f'{{"op":"{STARS}","n":{STARS}}}', f'{{"op":"put","m":{STARS}}}'}


def test_there_are_so_many_signatures_at_the_most() -> None:
    chance = random.Random(3)
    letters = ["".join(chance.choices(string.ascii_lowercase, k=5)) for _ in range(90)]
    counts = {f"{a} {'!' * i} {b}": 1 for i, a in enumerate(letters) for b in letters[:30]}
    counts["the common one"] = 99
    found = find_signatures(counts)
    assert len(set(found.values())) <= MOST_SIGNATURES
    assert found["the common one"] == "the common one"


def test_many_different_texts_are_others_and_many_equal_ones_are_one() -> None:
    chance = random.Random(5)
    different = {
        " ".join("".join(chance.choices(string.ascii_lowercase, k=8)) for _ in range(6)): 1
        for _ in range(20_000)
    }
    assert set(find_signatures(different).values()) == {OTHERS}
    assert find_signatures({"just the same": 100_000}) == {"just the same": "just the same"}


def test_which_texts_are_left_out_does_not_depend_on_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "MOST_TEXTS", 2)
    texts = ["only c", "only a", "only b", "often"]
    counts = {text: 1 + (text == "often") for text in texts}
    wanted = {"often": "often", "only a": "only a", "only b": OTHERS, "only c": OTHERS}
    assert find_signatures(counts) == find_signatures(dict(reversed(counts.items()))) == wanted
    monkeypatch.setattr(signatures, "MOST_CHARACTERS", len("often"))
    assert set(find_signatures(counts).values()) == {"often", OTHERS}


def test_long_texts_vary_at_their_end() -> None:
    long = " ".join(["word"] * 5_000)
    assert find_signatures({long: 1, long + " more": 1})[long].endswith(STARS)


def _frame(rows: list[tuple[str | None, str, int]]) -> Frame:
    columns = (FrameColumn("k", Kind.TEXT), FrameColumn("1", Kind.TEXT), FrameColumn("2", Kind.INT))
    return Frame.of(columns, [[row[i] for row in rows] for i in range(3)])


_ROWS = st.lists(
    st.tuples(st.none() | st.sampled_from("abc"), _TEXT, st.integers(1, 9)),
    max_size=20,
    unique_by=lambda row: row[:2],
)


@given(_ROWS)
def test_counts_add_up_with_keys_and_without(rows: list[tuple[str | None, str, int]]) -> None:
    arguments = {"keys": ("k",), "limit": None, "criteria": "mostcommon", "optimize": False}
    keyed = list(logreduce(_frame(rows), arguments).tuples())
    totals: Counter[str | None] = Counter()
    for key, _, count in rows:
        totals[key] += count
    counted: Counter[str | None] = Counter()
    for key, _, count in keyed:
        counted[key] += count
    assert counted == totals
    assert len({row[:2] for row in keyed}) == len(keyed)
    plain = Frame.of(_frame(rows).columns[1:], [[row[i] for row in rows] for i in (1, 2)])
    signatures = list(logreduce(plain, {**arguments, "keys": ()}).tuples())
    assert sum(row[0] for row in signatures) == totals.total()
    assert {row[2] for row in signatures} == {row[1] for row in keyed}
    kept = logreduce(_frame(rows), {**arguments, "limit": 1}).column(1)
    assert set(kept) <= {signatures[0][2]} if signatures else not kept


def test_relevance_is_between_its_bounds_and_told_by_words() -> None:
    assert relevance(OTHERS, 5, 10) == 0
    assert relevance("a fatal error", 1, 10) > relevance("an error", 1, 10) > relevance("a warning", 1, 10)
    assert relevance("debug: done", 1, 10) < NEUTRAL < relevance("done", 1, 10) <= 10
    assert relevance("done", 1, 10) > relevance("done", 9, 10)


@given(_COUNTS, _COUNTS)
def test_a_comparison_counts_all_of_both_sides(now: dict[str, int], before: dict[str, int]) -> None:
    frames = [
        Frame.of((FrameColumn("", Kind.TEXT), FrameColumn("", Kind.INT)), [list(c), list(c.values())])
        for c in (now, before)
    ]
    rows = list(logcompare(frames, {}).tuples())
    assert sum(row[0] for row in rows) == sum(now.values())
    assert {row[4] for row in rows} == set(find_signatures(Counter(now) + Counter(before)).values())
    scores = [row[2] for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert all(score >= 0 for score in scores)
    for count, change, _, new, _, _ in rows:
        assert (count == 0) == (change == -1)
        assert bool(new) == (change == float("inf"))
    assert {c.code for c in logcompare(frames, {}).warnings} == (
        {"logcompare.no_baseline"} if not before else set()
    )


@given(_COUNTS.filter(bool))
def test_equal_sides_have_not_changed(counts: dict[str, int]) -> None:
    frame = Frame.of(
        (FrameColumn("", Kind.TEXT), FrameColumn("", Kind.INT)), [list(counts), list(counts.values())]
    )
    assert {(row[1], row[2], row[3]) for row in logcompare([frame, frame], {}).tuples()} == {(0.0, 0.0, 0)}


@given(_COUNTS)
def test_details_of_all_ids_are_all_texts(counts: dict[str, int]) -> None:
    frame = Frame.of(
        (FrameColumn("", Kind.TEXT), FrameColumn("", Kind.INT)), [list(counts), list(counts.values())]
    )
    ids = tuple({signature_id(s) for s in find_signatures(counts).values()})
    assert sorted(details([frame], {"ids": ids}).column(0)) == sorted(counts)
    unknown = details([frame], {"ids": ("FFFF",)})
    assert unknown.rows == 0
    assert [w.code for w in unknown.warnings] == ["details.unknown"]


def test_others_have_no_id() -> None:
    assert signature_id(OTHERS) == NO_ID
    assert signature_id("a") != signature_id("b")
