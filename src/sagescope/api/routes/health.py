"""`/healthz`, `/readyz`, `/metrics`, `/version`: for probes and scrapers, without sign-in."""

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import JSONResponse, Response

import sagescope
from sagescope.api.security import UseCases
from sagescope.telemetry import WAITING_BYTES

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(services: UseCases) -> JSONResponse:
    """The store answers, so requests can be served."""
    ready = services.store.engine.ping()
    return JSONResponse({"status": "ok" if ready else "unavailable", "store": ready}, 200 if ready else 503)


@router.get("/version")
def version() -> dict[str, str]:
    """The version of Sagescope."""
    return {"version": sagescope.__version__}


@router.get("/metrics", response_class=Response)
def metrics(services: UseCases) -> Response:
    """Metrics of this process in the Prometheus format."""
    WAITING_BYTES.set(services.intake.waiting_bytes)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
