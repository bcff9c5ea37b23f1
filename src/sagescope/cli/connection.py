"""Which server the command line speaks to, and how.

`SAGESCOPE_URL` with `SAGESCOPE_ACCESS_ID` and `SAGESCOPE_ACCESS_KEY` name one; without them it is the server
that runs on this machine, whose data directory holds a key for its owner, which is also taken where the address named is
that server's. Where none runs, the data directory is opened directly.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx2

from sagescope.config import Settings
from sagescope.config.running import OWNER_KEY, servers_folder
from sagescope.errors import Cause, Fault, Fix, Refusal
from sagescope.span import Span


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers, and the key to speak to it with."""

    url: str
    access_id: str
    access_key: str


def find_server(settings: Settings) -> Server | None:
    """The server to speak to, or None where none runs for the data directory.

    Raises Refusal where one is named that cannot be used.
    """
    if settings.url:
        url = settings.url.rstrip("/")
        key = _given_key(settings) or _key_of(url)
        if key is None:
            raise Refusal(
                Fault(
                    "cli.key",
                    f"There is no access key for {settings.url}.",
                    "Set SAGESCOPE_ACCESS_ID and SAGESCOPE_ACCESS_KEY.",
                ),
                Cause.UNAUTHENTICATED,
            )
        return Server(url, *key)
    for announced in _running():
        if "SAGESCOPE_DATA" in os.environ and Path(announced["data"]) != settings.data.absolute():
            continue
        key = _given_key(settings) or _owner_key(Path(announced["data"]))
        if key is not None:
            return Server(announced["url"], *key)
    return None


def _given_key(settings: Settings) -> tuple[str, str] | None:
    return (settings.access_id, settings.access_key) if settings.access_id and settings.access_key else None


def _key_of(url: str) -> tuple[str, str] | None:
    """The owner's key of a server at that address that runs on this machine."""
    held = (_owner_key(Path(announced["data"])) for announced in _running() if announced["url"] == url)
    return next((key for key in held if key is not None), None)


def _owner_key(data: Path) -> tuple[str, str] | None:
    try:
        held = json.loads((data / OWNER_KEY).read_text())
        return held["access_id"], held["access_key"]
    except (OSError, ValueError, KeyError):
        return None


def _running() -> list[dict[str, Any]]:
    """Announcements of servers that still run, the newest first."""
    found: list[dict[str, Any]] = []
    try:
        paths = sorted(servers_folder().glob("*.json"), reverse=True)
    except OSError:
        return found
    for path in paths:
        try:
            held = json.loads(path.read_text())
            os.kill(int(held["pid"]), 0)
            found.append(held)
        except ProcessLookupError:
            path.unlink(missing_ok=True)
        except (OSError, ValueError, KeyError):
            continue
    return found


class Client:
    """Calls of the API, for the time of its context; refusals come back as they were on the server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._http = httpx2.Client(
            base_url=server.url,
            auth=(server.access_id, server.access_key),
            timeout=httpx2.Timeout(600, connect=5),
            trust_env=False,
        )

    def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str | list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """The JSON of the answer. Raises Refusal where the server refuses, or does not answer."""
        return _json(
            self._sent(
                lambda: self._http.request(method, path, json=body, params=query, headers=dict(headers or {}))
            )
        )

    def tagged(self, path: str) -> tuple[Any, str]:
        """The JSON of something that can be changed, and the tag of its state. Raises Refusal as `call` does."""
        answer = self._sent(lambda: self._http.get(path))
        return _json(answer), answer.headers.get("ETag", "")

    def upload(self, path: str, name: str, file: Any, query: Mapping[str, str]) -> Any:
        """Send a file as a form; the JSON of the answer. Raises Refusal as `call` does."""
        return _json(self._sent(lambda: self._http.post(path, files={"file": (name, file)}, params=query)))

    def lines(self, path: str, body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The lines of JSON of an answer, each as it comes. Raises Refusal as `call` does."""
        try:
            with self._http.stream("POST", path, json=body) as answer:
                if answer.status_code >= 400:
                    answer.read()
                    raise _refusal(answer)
                for line in answer.iter_lines():
                    if line.strip():
                        yield json.loads(line)
        except httpx2.TransportError as wrong:
            raise self._unreachable() from wrong

    def _unreachable(self) -> Refusal:
        return Refusal(
            Fault(
                "cli.unreachable",
                f"The server at {self.server.url} does not answer.",
                "Start it with `sagescope serve`, or set SAGESCOPE_URL.",
            ),
            Cause.UNAVAILABLE,
        )

    def _sent(self, send: Callable[[], httpx2.Response]) -> httpx2.Response:
        try:
            answer = send()
        except httpx2.TransportError as wrong:
            raise self._unreachable() from wrong
        if answer.status_code < 400:
            return answer
        raise _refusal(answer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()


def _json(answer: httpx2.Response) -> Any:
    return answer.json() if answer.content else None


def connected(settings: Settings) -> Client:
    """A client of the server. Raises Refusal where none runs."""
    server = find_server(settings)
    if server is None:
        raise Refusal(
            Fault(
                "cli.no_server",
                "No server runs.",
                "Start one with `sagescope serve`, or name one with SAGESCOPE_URL.",
            ),
            Cause.UNAVAILABLE,
        )
    return Client(server)


def _refusal(answer: httpx2.Response) -> Refusal:
    try:
        faults = [shown_fault(f) for f in answer.json()["faults"]]
    except (ValueError, KeyError, TypeError):
        faults = [
            Fault(
                "cli.answer",
                f"The server answered {answer.status_code}.",
                "Is the address that of Sagescope?",
            )
        ]
    try:
        cause = Cause(answer.status_code)
    except ValueError:
        cause = Cause.UNAVAILABLE
    return Refusal(faults, cause)


def shown_fault(shown: Mapping[str, Any]) -> Fault:
    """A fault as an answer of the API shows it."""
    fix = shown.get("fix")
    return Fault(
        shown["code"],
        shown["message"],
        shown["hint"],
        _span(shown.get("span")),
        Fix(_span(fix["span"]) or Span(0, 0), fix["text"]) if fix else None,
    )


def _span(shown: Mapping[str, Any] | None) -> Span | None:
    return Span(shown["start"], shown["end"]) if shown else None
