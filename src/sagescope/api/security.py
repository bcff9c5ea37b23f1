"""Who asks: an access key by HTTP Basic, or the page's session cookie."""

import base64
import binascii
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from sagescope.access.principal import Principal, unauthenticated
from sagescope.access.roles import Capability
from sagescope.api.services import Services
from sagescope.errors import Cause, Fault, Refusal

COOKIE = "sagescope_session"
PAGE_HEADER = "x-requested-with"

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def services_of(request: Request) -> Services:
    """The use cases of this process."""
    found = request.app.state.services
    assert isinstance(found, Services)
    return found


def principal_of(request: Request) -> Principal:
    """Who asks. Raises Refusal UNAUTHENTICATED, or BUSY after too many failures."""
    services = services_of(request)
    if pair := _basic(request.headers.get("authorization", "")):
        return principal_of_key(request, *pair)
    token = request.cookies.get(COOKIE)
    if not token:
        raise unauthenticated(
            "The request says not who asks.",
            "Send an access id and key by HTTP Basic, or sign in on the page.",
        )
    if request.method not in _SAFE and PAGE_HEADER not in request.headers:
        raise Refusal(
            Fault(
                "access.cross_site",
                "The page's header is missing.",
                "Send X-Requested-With: sagescope with the session cookie.",
            ),
            Cause.FORBIDDEN,
        )
    return services.sessions.verify(token)


def principal_of_key(request: Request, access_id: str, key: str) -> Principal:
    """Whose access key it is. Raises Refusal as `principal_of` does; failures count against the client."""
    services = services_of(request)
    client = request.client.host if request.client else ""
    services.throttle.check(client)
    try:
        principal = services.keys.verify(access_id, key)
    except Refusal:
        services.throttle.failed(client)
        raise
    services.throttle.succeeded(client)
    return principal


def _basic(header: str) -> tuple[str, str] | None:
    kind, _, encoded = header.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise unauthenticated(
            "The Authorization header is broken.", "Send it as Basic base64(id:key)."
        ) from None
    name, found, key = text.partition(":")
    return (name, key) if found else None


def requires(capability: Capability) -> Callable[[Request], Principal]:
    """A dependency that lets only principals with that capability through."""

    def check(request: Request) -> Principal:
        principal = principal_of(request)
        principal.require(capability)
        return principal

    return check


Asker = Annotated[Principal, Depends(principal_of)]
Searcher = Annotated[Principal, Depends(requires(Capability.SEARCH))]
CollectionViewer = Annotated[Principal, Depends(requires(Capability.VIEW_COLLECTION))]
CollectionManager = Annotated[Principal, Depends(requires(Capability.MANAGE_COLLECTION))]
LibraryViewer = Annotated[Principal, Depends(requires(Capability.VIEW_LIBRARY))]
LibraryManager = Annotated[Principal, Depends(requires(Capability.MANAGE_LIBRARY))]
MonitorViewer = Annotated[Principal, Depends(requires(Capability.VIEW_MONITORS))]
MonitorManager = Annotated[Principal, Depends(requires(Capability.MANAGE_MONITORS))]
FieldManager = Annotated[Principal, Depends(requires(Capability.MANAGE_FIELDS))]
AppManager = Annotated[Principal, Depends(requires(Capability.MANAGE_APPS))]
UseCases = Annotated[Services, Depends(services_of)]
