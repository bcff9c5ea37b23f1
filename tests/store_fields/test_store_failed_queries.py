"""A query that fails while it runs leaves nothing behind for the next one."""

import pytest

from sagescope.errors import Refusal, ServerFault
from store_world import world


@pytest.mark.parametrize(
    "query",
    [
        "SELECT throwIf(number = 3) AS x FROM numbers(10)",
        "SELECT match(materialize('a'), '(a') AS x",
        "SELECT number AS x FROM numbers(10) SETTINGS max_result_rows = 3",
        "SELECT sum(number) AS x FROM numbers(1000000000) SETTINGS max_execution_time = 0.01",
        "SELECT nothing AS x",
        "SELECT",
    ],
)
def test_the_next_query_has_its_own_rows(query: str) -> None:
    for _ in range(6):
        with pytest.raises((Refusal, ServerFault)):
            world().select(query)
        assert world().select("SELECT 1 AS a, 'b' AS b").table.to_pylist() == [{"a": 1, "b": "b"}]
