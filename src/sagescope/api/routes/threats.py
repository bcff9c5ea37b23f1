"""Threat indicators (reference protocols-schemas.md, threatIntelIngest; Sumo Logic's upload formats)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from sagescope.api.security import LibraryManager, LibraryViewer, UseCases
from sagescope.lookups.indicators import of_csv, of_json, of_stix, shown_time
from sagescope.store.lookups import Value

router = APIRouter(prefix="/api/v1/threatIntel/datastore", tags=["threat indicators"])


class NormalizedBody(BaseModel):
    """Indicators in Sumo Logic's normalized form; `source` is for those that name none."""

    indicators: list[dict[str, Any]]
    source: str = ""


class CsvBody(BaseModel):
    """Indicators as a CSV text, with a header line or the ten columns in order."""

    csv: str
    source: str = ""


class StixBody(BaseModel):
    """STIX 2 objects, and the source that they are from."""

    source: str
    indicators: list[dict[str, Any]]


class RemoveBody(BaseModel):
    """Indicators of a source by their ids."""

    source: str
    indicatorIds: list[str]


@router.get("/db")
def status(services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """How many indicators are kept, and their bytes."""
    held = services.threats.status()
    return {"indicators": held.indicators, "size": held.size}


@router.delete("/db", status_code=204)
def remove_all(
    services: UseCases, principal: LibraryManager, source: Annotated[str, Query()] = ""
) -> Response:
    """Delete all indicators, or all of a source."""
    services.threats.remove_all(source)
    return Response(status_code=204)


@router.get("/indicators")
def list_indicators(
    services: UseCases,
    principal: LibraryViewer,
    source: Annotated[str, Query()] = "",
    limit: Annotated[int, Query(ge=1, le=10_000)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> dict[str, Any]:
    """Indicators, of one source or all, in the order in which they were last uploaded."""
    rows = services.threats.listed(source=source, limit=limit + 1, offset=offset)
    following = offset + limit if len(rows) > limit else None
    return {"data": [_shown(row) for row in rows[:limit]], "next": following}


@router.post("/indicators/normalized", status_code=204)
def upload_normalized(body: NormalizedBody, services: UseCases, principal: LibraryManager) -> Response:
    """Keep indicators in normalized form, all or none; the same source and id again replaces one."""
    services.threats.upload(of_json(body.indicators, services.clock.now(), body.source))
    return Response(status_code=204)


@router.post("/indicators/csv", status_code=204)
def upload_csv(body: CsvBody, services: UseCases, principal: LibraryManager) -> Response:
    """Keep indicators of a CSV, all or none."""
    services.threats.upload(of_csv(body.csv, services.clock.now(), body.source))
    return Response(status_code=204)


@router.post("/indicators/stix", status_code=204)
def upload_stix(body: StixBody, services: UseCases, principal: LibraryManager) -> Response:
    """Keep indicators of STIX 2 objects whose patterns compare one value, all or none."""
    services.threats.upload(of_stix(body.indicators, services.clock.now(), body.source))
    return Response(status_code=204)


@router.delete("/indicators", status_code=204)
def remove_indicators(body: RemoveBody, services: UseCases, principal: LibraryManager) -> Response:
    """Delete indicators of a source by their ids."""
    services.threats.remove(body.source, body.indicatorIds)
    return Response(status_code=204)


def _shown(row: dict[str, Value]) -> dict[str, Any]:
    def time(name: str) -> str | None:
        value = row[name]
        return shown_time(value) if isinstance(value, int) else None

    return {
        "id": row["id"],
        "indicator": row["indicator"],
        "type": row["type"],
        "source": row["source"],
        "validFrom": time("valid_from"),
        "validUntil": time("valid_until"),
        "confidence": row["confidence"],
        "threatType": row["threat_type"],
        "actors": row["actors"],
        "killChain": row["kill_chain"],
        "fields": row["fields"],
        "imported": time("imported"),
        "updated": time("updated"),
    }
