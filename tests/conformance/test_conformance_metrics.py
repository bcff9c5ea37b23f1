"""Published metrics queries: all parse and bind, and every tenth runs here, all by `make conformance`."""

import pytest

from conformance.published import HOUR
from conformance.published_metrics import (
    PublishedRow,
    insert_some_series,
    not_valid_rows,
    published_rows,
    reason,
)
from sagescope.errors import Refusal
from sagescope.metrics.compile import RowQuery, compile_metrics
from store_world import World, world

ROWS = published_rows()
EVERY = 10

pytestmark = pytest.mark.skipif(not ROWS, reason="the corpus is not beside the repository")


def _distinct() -> list[PublishedRow]:
    seen: dict[tuple[str, tuple[tuple[str, str], ...]], PublishedRow] = {}
    for row in ROWS:
        # The rows of a panel matter only where one refers to others.
        seen.setdefault((row.text, row.others if "#" in row.text else ()), row)
    return [row for row in seen.values() if row.id not in not_valid_rows()]


@pytest.fixture(scope="module")
def here() -> World:
    made = world()
    made.empty()
    insert_some_series(made)
    return made


def test_published_rows_parse_and_bind() -> None:
    failed: dict[str, str] = {}
    for row in _distinct():
        try:
            compile_metrics(
                row.text,
                HOUR,
                rows={letter: RowQuery(text) for letter, text in (*row.others, (row.letter, row.text))},
                letter=row.letter,
                assume_rows=True,
            )
        except Refusal as refused:
            failed[row.id] = str(refused)
    assert failed == {}


@pytest.mark.parametrize("start", range(4))
def test_published_rows_run(here: World, start: int) -> None:
    rows = _distinct()[start * EVERY // 4 :: EVERY * 4]
    assert len(rows) > 50
    assert {row.id: why for row in rows if (why := reason(here, row))} == {}


def test_few_published_texts_are_no_rows() -> None:
    ids = {row.id for row in ROWS}
    assert set(not_valid_rows()) <= ids
    assert len(not_valid_rows()) <= len(ids) / 100


def test_what_is_not_valid_is_refused(here: World) -> None:
    for row in ROWS:
        if row.id in not_valid_rows():
            assert reason(here, row), row


def test_a_row_that_is_none_is_told(here: World) -> None:
    assert "operator.unknown" in reason(here, PublishedRow("x", "metric=a | smu", "A", ()))
