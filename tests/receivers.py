"""Receivers of notifications on this machine: an HTTP server and a mail server, both real."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

from free_port import free_port


@dataclass
class HttpReceiver:
    """What was posted; `answers` are the statuses of the next requests, then all are 200."""

    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)


@contextmanager
def http_receiver() -> Iterator[HttpReceiver]:
    """An HTTP server on a free port."""
    held = HttpReceiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            held.bodies.append(json.loads(body))
            held.headers.append({name.lower(): value for name, value in self.headers.items()})
            held.paths.append(self.path)
            status = held.answers.pop(0) if held.answers else 200
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            if status == 429:
                self.send_header("Retry-After", "7")
            self.end_headers()
            self.wfile.write(b"taken" if status == 200 else b"not taken")

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    held.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class MailReceiver:
    """The mails that came: sender, recipients, and their text; `refuse` is what DATA is answered."""

    port: int = 0
    mails: list[tuple[str, list[str], str]] = field(default_factory=list)
    refuse: str = ""

    async def handle_DATA(  # noqa: N802 (the name that the server looks for)
        self, server: Any, session: Any, envelope: Any
    ) -> str:
        """Take a mail."""
        if self.refuse:
            return self.refuse
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.content.decode()))
        return "250 taken"


@contextmanager
def mail_receiver() -> Iterator[MailReceiver]:
    """A mail server on a free port."""
    held = MailReceiver()
    # A port of 0 is not understood by its own check that it has started.
    controller = Controller(held, hostname="127.0.0.1", port=free_port())
    controller.start()
    held.port = controller.port
    try:
        yield held
    finally:
        controller.stop()
