"""Published metrics queries: do they parse, bind, and run on the engine?

Template parameters are `*`. Queries of one panel are rows of one request; where a row that a query refers to was not
published, any series stand for it.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from beside import PUBLISHED, json_lines
from conformance.published import HOUR
from sagescope.errors import ServerFault
from sagescope.metrics.query import parse_row
from sagescope.search.metrics import MetricRequest, RowFaults
from store_world import NOW, World

NOT_VALID = Path(__file__).parent / "not_valid_metrics.toml"

_PARAMETER = re.compile(r"\{\{[^{}]*\}\}|\$\$[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A published row by its id in the corpus, and the other rows of its panel by their letters."""

    id: str
    text: str
    letter: str
    others: tuple[tuple[str, str], ...]


def published_rows(path: Path = PUBLISHED) -> list[PublishedRow]:
    """The rows, none where the file is absent."""
    raw = [one for one in json_lines(path) if one["kind"] == "metrics"]
    panels: dict[str, dict[str, str]] = {}
    for one in raw:
        if one.get("panel_id") and one.get("query_key"):
            panels.setdefault(one["panel_id"], {})[one["query_key"]] = _filled(one["query"])
    return [
        PublishedRow(
            one["id"],
            _filled(one["query"]),
            one.get("query_key") or "Z",
            tuple(panels.get(one.get("panel_id", ""), {}).items()),
        )
        for one in raw
    ]


def _filled(text: str) -> str:
    return _PARAMETER.sub("*", text)


@cache
def not_valid_rows() -> Mapping[str, str]:
    """What is no metrics query in the corpus: the reasons by id."""
    raw = tomllib.loads(NOT_VALID.read_text(encoding="utf-8"))
    return {id_: group["reason"] for group in raw["group"] for id_ in group["ids"]}


def insert_some_series(here: World) -> None:
    """A few series, so that stages have something to work on."""
    points = [(NOW - 60_000 * i, float(i % 7)) for i in range(60, 0, -1)]
    here.insert_points(
        (
            {
                "metric": metric,
                "host": host,
                "account": "dev",
                "region": "us-east-1",
                "namespace": "aws/sagemaker",
                "statistic": "average",
            },
            points,
        )
        for metric in ("CPU_User", "Invocations")
        for host in ("a", "b")
    )


def reason(here: World, row: PublishedRow) -> str:
    """Why a row does not run; empty where it does."""
    texts = {**dict(row.others), row.letter: row.text}
    for reference in parse_row(row.text).references:
        texts.setdefault(reference.row, "*")
    requests = [
        MetricRequest(letter, text, transient=letter != row.letter) for letter, text in sorted(texts.items())
    ]
    try:
        (found,) = here.metrics.run(requests, HOUR)
    except (ServerFault, AssertionError, ArithmeticError, LookupError, TypeError, ValueError) as wrong:
        return f"{type(wrong).__name__}: {str(wrong)[:300]}"
    if isinstance(found, RowFaults):
        return "; ".join(f"{fault.code}: {fault.message}" for fault in found.refused.faults[:2])
    return ""
