"""The application: routes, errors, and the life of the services it runs."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

import sagescope
from sagescope.api import page
from sagescope.api.docs import docs_page
from sagescope.api.envelope import failure_response, refusal_response
from sagescope.api.routes import (
    access_keys,
    account,
    alerts,
    apps,
    apps_sumo,
    aws_connection,
    collectors,
    connections,
    content,
    dashboard_data,
    dashboard_rows,
    dashboards,
    explore,
    fields,
    health,
    investigation,
    jobs,
    language,
    log_metric_rules,
    lookups,
    macros,
    metric_rules,
    metrics,
    monitors,
    mutes,
    objectives,
    pulled_sources,
    receive,
    receive_metrics,
    receive_otlp,
    rules,
    search,
    session,
    sources,
    tail,
    threats,
)
from sagescope.api.services import Services
from sagescope.errors import Cause, Fault, Refusal

Lifespan = Callable[[], AbstractAsyncContextManager[Services]]


def create_app(lifespan: Lifespan) -> FastAPI:
    """The application; `lifespan` starts the services and ends them."""

    @asynccontextmanager
    async def run(app: FastAPI) -> AsyncIterator[None]:
        async with lifespan() as services:
            app.state.services = services
            yield

    app = FastAPI(
        title="Sagescope",
        version=sagescope.__version__,
        lifespan=run,
        docs_url=None,
        redoc_url=None,
        summary="Self-hosted observability for Amazon SageMaker.",
    )
    for module in (
        health,
        session,
        access_keys,
        account,
        jobs,
        search,
        metrics,
        language,
        collectors,
        pulled_sources,
        aws_connection,
        sources,
        tail,
        fields,
        rules,
        dashboard_data,
        dashboard_rows,
        dashboards,
        content,
        apps,
        apps_sumo,
        lookups,
        threats,
        macros,
        explore,
        alerts,
        investigation,
        monitors,
        connections,
        mutes,
        objectives,
        metric_rules,
        log_metric_rules,
    ):
        app.include_router(module.router)
    app.router.routes.extend([*receive.routes, *receive_metrics.routes, *receive_otlp.routes])
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _failed)

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(docs_page(app.openapi()))

    app.router.routes.append(
        Route("/api/{rest:path}", _no_route, methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
    )
    app.router.routes.append(Route("/{path:path}", page.page, methods=["GET", "HEAD"]))
    return app


async def _refused(request: Request, wrong: Exception) -> JSONResponse:
    assert isinstance(wrong, Refusal)
    return refusal_response(wrong, request)


async def _invalid(request: Request, wrong: Exception) -> JSONResponse:
    assert isinstance(wrong, RequestValidationError)
    faults = [
        Fault(
            "request.invalid",
            f"{'.'.join(str(part) for part in error['loc'][1:]) or 'The body'}: {error['msg'].lower()}.",
            "The schema is at /docs.",
        )
        for error in wrong.errors()
    ]
    return refusal_response(Refusal(faults), request)


async def _http(request: Request, wrong: Exception) -> Response:
    assert isinstance(wrong, HTTPException)
    cause = {404: Cause.NOT_FOUND, 401: Cause.UNAUTHENTICATED, 403: Cause.FORBIDDEN}.get(
        wrong.status_code, Cause.INVALID
    )
    answer = refusal_response(
        Refusal(Fault("request.refused", f"{wrong.detail}.", "The API is described at /docs."), cause),
        request,
    )
    answer.status_code = wrong.status_code
    return answer


async def _failed(request: Request, wrong: Exception) -> JSONResponse:
    return failure_response(wrong, request)


async def _no_route(request: Request) -> Response:
    raise Refusal(
        Fault(
            "request.no_route",
            f"There is no {request.method} {request.url.path}.",
            "The API is described at /docs.",
        ),
        Cause.NOT_FOUND,
    )
