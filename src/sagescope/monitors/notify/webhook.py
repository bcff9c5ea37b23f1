"""Notifications by HTTP: one POST, no redirects, what was answered."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import httpx2

from sagescope.errors import Cause, Fault, Refusal
from sagescope.model.connection import Connection
from sagescope.monitors.notify.addresses import destination
from sagescope.monitors.notify.payloads import default_payload, own_payload
from sagescope.monitors.notify.templates import Rows, fill

TIMEOUT = 10.0
KEPT_ANSWER = 500
MOST_WAIT = 3_600.0

_AGAIN = frozenset({408, 425, 429})


class Undelivered(Exception):
    """A notification that did not arrive; `for_good` where another attempt would not change that.

    `wait` is how many seconds the receiver asks to wait.
    """

    def __init__(self, reason: str, *, for_good: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.for_good = for_good
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Call:
    """What is posted, and where."""

    url: str
    headers: Mapping[str, str]
    body: str


def call_of(
    connection: Connection,
    variables: Mapping[str, str],
    rows: Rows,
    *,
    resolved: bool,
    override: str = "",
    resolution_override: str = "",
) -> Call:
    """The call of a connection for an alert, or for its end: with a payload of one's own, or that of its kind."""
    kind = connection.webhook_type
    own = own_payload(
        connection, resolved=resolved, override=override, resolution_override=resolution_override
    )
    variables = {**variables, **_of_kind(kind, connection, variables)}
    body = fill(own or default_payload(kind, resolved=resolved), variables, rows, as_json=True)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Sagescope",
        # A receiver that was sent something twice can tell by this.
        "Idempotency-Key": variables.get("notificationid", ""),
        **dict(connection.headers),
        **dict(connection.custom_headers),
    }
    url = connection.url
    if kind == "Opsgenie" and resolved and not own:
        url = _closing(url, variables.get("dedupkey", ""))
    return Call(url, headers, _without_empty_key(body) if kind == "PagerDuty" else body)


def send(call: Call, allowed: Sequence[str]) -> str:
    """Post, and return what was answered in short. Raises Undelivered."""
    try:
        to = destination(call.url, allowed)
    except Refusal as refused:
        lasting = refused.cause is not Cause.UNAVAILABLE
        raise Undelivered(refused.faults[0].sentence, for_good=lasting) from None
    headers = {**call.headers, "Host": to.host}
    try:
        # No proxy of the environment: what was checked is what is spoken to.
        with httpx2.Client(timeout=TIMEOUT, trust_env=False, follow_redirects=False) as http:
            request = http.build_request(
                "POST",
                to.url,
                content=call.body.encode(),
                headers=headers,
                extensions=_named(to.name, to.url),
            )
            answer = http.send(request, stream=True)
            try:
                text = _beginning(answer)
            finally:
                answer.close()
    except httpx2.TransportError as wrong:
        raise Undelivered(f"{to.name} does not answer: {type(wrong).__name__}.") from None
    except (httpx2.InvalidURL, UnicodeError, ValueError):
        raise Undelivered("The address of the connection is none.", for_good=True) from None
    told = f"{answer.status_code} {text}".strip()
    if answer.status_code < 300:
        return told
    # What is elsewhere is not followed, but a connection can be given its new address while this waits.
    again = answer.status_code >= 500 or answer.status_code < 400 or answer.status_code in _AGAIN
    raise Undelivered(f"{to.name} answered {told}", for_good=not again, wait=_wait(answer))


def check_payload(text: str) -> None:
    """Raises Refusal where a payload is no JSON once its variables are filled in."""
    try:
        json.loads(fill(text, {}, as_json=True))
    except ValueError as wrong:
        raise Refusal(
            Fault(
                "connection.payload",
                f"The payload is no JSON: {wrong}.",
                'Put variables into quotes, as in "{{Name}}".',
            )
        ) from None


def _named(name: str, url: str) -> dict[str, object]:
    return {"sni_hostname": name} if url.startswith("https:") else {}


def _beginning(answer: httpx2.Response) -> str:
    held = b""
    for part in answer.iter_bytes():
        held += part
        if len(held) > KEPT_ANSWER:
            break
    return " ".join(held[:KEPT_ANSWER].decode("utf-8", "replace").split())


def _wait(answer: httpx2.Response) -> float | None:
    text = answer.headers.get("retry-after", "")
    return min(float(text), MOST_WAIT) if re.fullmatch(r"\d{1,6}", text) else None


def _of_kind(kind: str, connection: Connection, variables: Mapping[str, str]) -> dict[str, str]:
    """Variables that only some services have (reference monitors.md, 4.2)."""
    severe = variables.get("triggertype", "").removeprefix("Resolved")
    found = {
        "payloadseverity": {"Critical": "critical", "Warning": "warning"}.get(severe, "error"),
        "payloadsource": variables.get("alertgroup") or variables.get("name", ""),
        "opsgeniepriority": {"Critical": "P1", "Warning": "P3"}.get(severe, "P2"),
        "incidentkey": variables.get("dedupkey", ""),
    }
    if kind == "PagerDuty":
        found["routingkey"] = found["servicekey"] = _routing_key(connection)
    return found


def _routing_key(connection: Connection) -> str:
    """The key that the payload of the alert has, or the header `X-Routing-Key`."""
    for name, value in (*connection.headers, *connection.custom_headers):
        if name.lower() == "x-routing-key":
            return value
    try:
        held = json.loads(fill(connection.default_payload or "{}", {}, as_json=True))
    except ValueError:
        return ""
    return str(held.get("routing_key") or held.get("service_key") or "") if isinstance(held, dict) else ""


def _without_empty_key(body: str) -> str:
    """PagerDuty takes no empty `dedup_key`, and adds one to payloads of users that have none."""
    try:
        held = json.loads(body)
    except ValueError:
        return body
    if isinstance(held, dict) and held.get("dedup_key") == "":
        del held["dedup_key"]
        return json.dumps(held, ensure_ascii=False)
    return body


def _closing(url: str, alias: str) -> str:
    """Opsgenie's address for closing the alert of an alias."""
    parts = urlsplit(url)
    path = f"{parts.path.rstrip('/')}/{quote(alias, safe='')}/close"
    return urlunsplit((parts.scheme, parts.netloc, path, "identifierType=alias", ""))
