"""Signing in and out of the page."""

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

import sagescope
from sagescope.access.principal import Principal
from sagescope.access.sessions import IDLE
from sagescope.api.security import COOKIE, Asker, UseCases, principal_of_key
from sagescope.api.services import Services
from sagescope.errors import Refusal

router = APIRouter(tags=["session"])


class Credentials(BaseModel):
    """An access id and its key."""

    accessId: str
    accessKey: str


@router.get("/api/v1/session")
def session(principal: Asker, services: UseCases) -> dict[str, object]:
    """Who is signed in, and what this server is."""
    return _session(principal, services)


@router.post("/api/v1/session")
def sign_in(credentials: Credentials, request: Request, services: UseCases) -> JSONResponse:
    """Sign in with an access key; the answer sets the page's cookie."""
    principal = principal_of_key(request, credentials.accessId, credentials.accessKey)
    opened = services.sessions.open(principal.user.id)
    answer = JSONResponse(_session(principal, services))
    _set_cookie(answer, opened.token, request)
    return answer


@router.delete("/api/v1/session", status_code=204)
def sign_out(request: Request, services: UseCases) -> Response:
    """End the session of the page."""
    if token := request.cookies.get(COOKIE):
        services.sessions.revoke(token)
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.get("/signin", include_in_schema=False)
def sign_in_by_link(token: str, request: Request, services: UseCases) -> Response:
    """Use a one-time link up and go to the page."""
    try:
        opened = services.links.redeem(token)
    except Refusal as refused:
        first = refused.faults[0]
        return HTMLResponse(_LINK_PAGE.format(message=first.message), 401)
    answer = RedirectResponse("./", 303)
    _set_cookie(answer, opened.token, request)
    return answer


def _session(principal: Principal, services: Services) -> dict[str, object]:
    user = principal.user
    return {
        "user": {"name": user.name, "email": user.email},
        "version": sagescope.__version__,
        "demo": services.settings.demo,
    }


def _set_cookie(answer: Response, token: str, request: Request) -> None:
    answer.set_cookie(
        COOKIE,
        token,
        max_age=IDLE // 1000,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


_LINK_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Sagescope</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:20vh auto;padding:0 1rem;color-scheme:light dark}}
code{{font-family:ui-monospace,monospace}}</style>
<h1>Sign-in link</h1><p>{message}</p>
<p>Make another one with <code>sagescope tokens link</code>, or <a href="./">sign in with an access key</a>.</p></html>"""
