"""Filters of a source."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sagescope.errors import Refusal
from sagescope.ingest.filters import NOT_INCLUDED, Filters
from sagescope.model.source_filter import HEALTH_CHECKS, FilterKind, HashAlgorithm, SourceFilter

EXCLUDE, INCLUDE, HASH, MASK = FilterKind.EXCLUDE, FilterKind.INCLUDE, FilterKind.HASH, FilterKind.MASK


def filters(*given: tuple[FilterKind, str], algorithm: HashAlgorithm = HashAlgorithm.MD5) -> Filters:
    made = [SourceFilter(kind=kind, name=f"f{n}", pattern=pattern) for n, (kind, pattern) in enumerate(given)]
    return Filters(made, algorithm)


def test_exclude_has_to_match_the_whole_message() -> None:
    done = filters((EXCLUDE, "secur.*")).apply(["secure one", "not secure", "security"])
    assert (done.texts, done.kept, dict(done.dropped)) == (["not secure"], [1], {"f0": 2})


def test_a_dot_stays_in_its_line_unless_told() -> None:
    text = "first\nDEBUG second"
    assert filters((EXCLUDE, ".*DEBUG.*")).apply([text]).texts == [text]
    assert filters((EXCLUDE, "(?s).*DEBUG.*")).apply([text]).texts == []


def test_one_of_several_includes_is_enough_and_exclude_goes_first() -> None:
    both = filters((INCLUDE, "a.*"), (INCLUDE, "b.*"), (EXCLUDE, ".*x"))
    done = both.apply(["a1", "b1", "c1", "ax"])
    assert (done.texts, dict(done.dropped)) == (["a1", "b1"], {NOT_INCLUDED: 1, "f2": 1})


def test_mask_and_hash_replace_what_groups_hold_everywhere() -> None:
    mask = Filters(
        [SourceFilter(kind=MASK, name="m", pattern=r"(\w+)@(\w+)\.com", mask="X")], HashAlgorithm.MD5
    )
    assert mask.apply(["dan@demo.com and eve@host.com"]).texts == ["X@X.com and X@X.com"]
    assert filters((MASK, r"key=(\S+)")).apply(["key=abc"]).texts == ["key=#"]
    for algorithm, name in ((HashAlgorithm.MD5, "md5"), (HashAlgorithm.SHA256, "sha256")):
        expected = hashlib.new(name, b"dan").hexdigest()
        assert filters((HASH, r"id=(\w+)"), algorithm=algorithm).apply(["id=dan"]).texts == [f"id={expected}"]


def test_nothing_changes_where_nothing_matches() -> None:
    texts = ["a", "b"]
    done = filters((EXCLUDE, "x"), (MASK, "(x)")).apply(texts)
    assert (done.texts, done.kept, dict(done.dropped)) == (texts, None, {})


@pytest.mark.parametrize(
    ("kind", "pattern", "code"),
    [
        (EXCLUDE, "a(?=b)", "filter.pattern"),
        (EXCLUDE, "(", "filter.pattern"),
        (EXCLUDE, r"(a)\1", "filter.pattern"),
        (MASK, "password", "filter.groups"),
        (HASH, "(?:password)", "filter.groups"),
    ],
)
def test_what_cannot_run_is_refused(kind: FilterKind, pattern: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        filters((kind, pattern))
    assert refused.value.faults[0].code == code


@pytest.mark.parametrize(
    ("line", "dropped"),
    [
        ('2025-12-30 14:46:36,619 [INFO ] pool-1-thread-5 ACCESS_LOG - /10.0.0.1:49506 "GET /ping HTTP/1.1" 200 1', True),
        ('169.254.178.2 - - [01/Jan/2026:00:00:00 +0000] "GET /ping HTTP/1.1" 200 0 "-" "AHC/2.0"', True),
        ('INFO:     169.254.178.2:1 - "GET /ping HTTP/1.1" 200 OK', True),
        ('169.254.178.2 - - [01/Jan/2026:00:00:00 +0000] "GET /ping HTTP/1.1" 503 0 "-" "AHC/2.0"', False),
        ('169.254.178.2 - - [01/Jan/2026:00:00:00 +0000] "POST /invocations HTTP/1.1" 200 9', False),
    ],
)  # fmt: skip
def test_the_health_check_filter_knows_the_servers_of_sagemaker(line: str, dropped: bool) -> None:
    assert (not Filters([HEALTH_CHECKS], HashAlgorithm.MD5).apply([line]).texts) == dropped


@given(st.lists(st.text(max_size=40), max_size=8))
def test_masking_everything_leaves_masks_alone(texts: list[str]) -> None:
    clean = [text.encode("utf-8", "ignore").decode() for text in texts]
    done = filters((MASK, r"([^#]+)")).apply(clean)
    assert len(done.texts) == len(clean)
    assert all(set(text) <= {"#"} for text in done.texts)
