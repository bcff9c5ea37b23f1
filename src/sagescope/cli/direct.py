"""Queries on a data directory that no server holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sagescope.api.routes.metrics import MetricsBody, metrics_rows
from sagescope.api.routes.search import parameters_of, run_json
from sagescope.api.times import zone_offset
from sagescope.config import Settings
from sagescope.core import Core, load_geolocation, open_core
from sagescope.errors import Cause, Fault, Refusal
from sagescope.lookups.tables import NOBODY
from sagescope.search.explain import explain
from sagescope.search.service import SearchRequest
from sagescope.timerange import parse_range, zone_named


@contextmanager
def opened(settings: Settings) -> Iterator[Core]:
    """The stores of the data directory, for the time of the context.

    Raises Refusal where there is no data directory yet.
    """
    if settings.store_url.startswith("chdb:") and not (settings.data / "meta.db").exists():
        raise Refusal(
            Fault(
                "cli.no_data",
                f"There is no data in {settings.data}, and no server runs.",
                "Start one with `sagescope serve`, or name one with SAGESCOPE_URL.",
            ),
            Cause.NOT_FOUND,
        )
    core = open_core(settings)
    try:
        yield core
    finally:
        core.close()


def run_query(settings: Settings, body: dict[str, Any]) -> dict[str, Any]:
    """Run a log query; the answer is that of the server."""
    with opened(settings) as core:
        load_geolocation(core)
        request = _request(core, body)
        return run_json("", request.range, core.services.search.run(request), body["limit"])


def run_metrics(settings: Settings, body: dict[str, Any]) -> dict[str, Any]:
    """Run metrics queries; the answer is that of the server."""
    with opened(settings) as core:
        return metrics_rows(MetricsBody.model_validate(body), core.services)


def run_explain(settings: Settings, body: dict[str, Any]) -> list[tuple[str, str]]:
    """Explain a query."""
    with opened(settings) as core:
        return explain(core.services.search, _request(core, body))


def _request(core: Core, body: dict[str, Any]) -> SearchRequest:
    zone = body.get("timeZone", "UTC")
    range_ = parse_range(body["from"], body["to"], core.clock.now(), zone_named(zone))
    # Who may open the directory may do everything in it.
    administrator = core.first.administrator
    return SearchRequest(
        body["query"],
        range_,
        zone_offset(zone, range_.end),
        body.get("limit", 1_000),
        histogram=False,
        parameters=parameters_of(body.get("parameters", {})),
        saves_as=administrator.id if administrator is not None else NOBODY,
    )
