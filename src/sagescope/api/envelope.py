"""The JSON of errors, once for all routes.

One body serves the page (`faults`), Sumo's OpenAPI clients (`id`, `errors`) and the clients of its older
calls (`status`, `code`, `message`); see reference protocols.md, 5.1.
"""

import secrets
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse

from sagescope.errors import Cause, Fault, Refusal
from sagescope.span import Source, Span

_log = structlog.get_logger("sagescope.api")

_WORDS = {
    Cause.UNAUTHENTICATED: "unauthorized",
    Cause.FORBIDDEN: "forbidden",
    Cause.NOT_FOUND: "notfound",
    Cause.BUSY: "rate.limit.exceeded",
    Cause.UNAVAILABLE: "service.unavailable",
}


def request_id() -> str:
    """An id for an answer, in the shape that Sumo's have."""
    text = secrets.token_hex(8).upper()
    return f"{text[:5]}-{text[5:10]}-{text[10:15]}"


def fault_json(fault: Fault, text: str | None = None) -> dict[str, Any]:
    """A fault for the page; `text` is the query that its span points into."""
    source = Source(text) if text is not None else None
    return {
        "code": fault.code,
        "message": fault.message,
        "hint": fault.hint,
        "span": _span(fault.span, source),
        "fix": {"span": _span(fault.fix.span, source), "text": fault.fix.text} if fault.fix else None,
    }


def retry_header(refusal: Refusal) -> dict[str, str]:
    """The header that says when the same request may work, where it may."""
    after = refusal.retry_after
    return {} if after is None else {"Retry-After": str(max(1, round(after)))}


def refusal_response(refusal: Refusal, request: Request) -> JSONResponse:
    """The answer to a request that cannot be done as asked."""
    answer_id = request_id()
    text = getattr(request.state, "query_text", None)
    first = refusal.faults[0]
    code = getattr(request.state, "error_code", None) or _WORDS.get(refusal.cause, first.code)
    # A route whose clients look for a code of Sumo's among the errors says so.
    openapi_code = getattr(request.state, "openapi_code", None)
    body = {
        "status": refusal.cause.value,
        "id": answer_id,
        "code": code,
        "message": first.sentence,
        "errors": [
            {"code": openapi_code or fault.code, "message": fault.sentence} for fault in refusal.faults
        ],
        "faults": [fault_json(fault, text) for fault in refusal.faults],
        "requestId": answer_id,
    }
    headers = {"X-Request-ID": answer_id, **retry_header(refusal)}
    if refusal.cause is Cause.UNAUTHENTICATED and not request.url.path.endswith("/session"):
        headers["WWW-Authenticate"] = 'Basic realm="sagescope"'
    # A browser would open its own dialog for the page's calls.
    if "x-requested-with" in request.headers or "sagescope_session" in request.cookies:
        headers.pop("WWW-Authenticate", None)
    return JSONResponse(body, refusal.cause.value, headers)


def failure_response(wrong: Exception, request: Request) -> JSONResponse:
    """The answer to a request that failed for a reason of ours: an id, and the details in the log."""
    answer_id = request_id()
    _log.error("request failed", id=answer_id, method=request.method, path=request.url.path, exc_info=wrong)
    message = "Something went wrong on the server."
    hint = f"Its log has the details under {answer_id}."
    body = {
        "status": 500,
        "id": answer_id,
        "code": "internal.error",
        "message": f"{message} {hint}",
        "errors": [{"code": "internal.error", "message": f"{message} {hint}"}],
        "faults": [fault_json(Fault("server.error", message, hint))],
        "requestId": answer_id,
    }
    return JSONResponse(body, 500, {"X-Request-ID": answer_id})


def _span(span: Span | None, source: Source | None) -> dict[str, int] | None:
    if span is None:
        return None
    at = source.position(span.start) if source else None
    return {
        "start": span.start,
        "end": span.end,
        "line": at.line if at else 1,
        "column": at.column if at else span.start + 1,
    }
