"""`python -m incidents.told`: the four monitors of the app's first version on a running demo, and what people are told.

A demo server whose clock shows the morning of a day, a mail server and a receiver of Slack's messages, all on this
machine. Everything is set up by the commands of docs/how-to/be-told.md, which are printed with what they say. Then the
clock goes through the day's incidents, fifteen times as quickly as it should and faster where nothing happens. Ends with
1 where one of the four does not fire, does not recover, or either is told to nobody.
"""

import argparse
import json
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_string, policy
from pathlib import Path
from typing import Any

from incidents.shifted import FAST, SLOW
from incidents.truth import M
from receivers import HttpReceiver, MailReceiver, http_receiver, mail_receiver
from running_server import RunningServer, eventually
from sagescope.demo.draws import DAY_MS

DAY = int(time.time() * 1000) // DAY_MS * DAY_MS
"""Today, as the store's own clock shows it: by that it deletes points that are too old."""

SLOWLY = ((10 * 60 + 15, 10 * 60 + 40), (11 * 60 + 26, 11 * 60 + 45), (12 * 60 + 58, 13 * 60 + 20),
          (14 * 60 + 57, 15 * 60 + 18))  # fmt: skip
"""Minutes of the day that the clock goes through fifteen times as quickly; the others are gone through faster."""

NAMES = (
    "Delete Action Detected",
    "High Model Invocation Latency",
    "High Number of Access Denied Errors",
    "Model Invocation Server Error Detection",
)


@dataclass
class ShiftedServer(RunningServer):
    """The demo server of `shifted.py`, and about what its clock shows."""

    _shown: int = 0
    _since: float = 0.0
    _speed: int = 1

    def begin(self, shown: int) -> None:
        """Start it with a clock that shows a time."""
        self.environment = {**self.environment, "SAGESCOPE_SHOWN": str(shown)}
        self.module = ("incidents.shifted", str(self.data))
        self._shown, self._since, self._speed = shown, time.monotonic(), 1
        self.start()

    def run_until(self, at: int, speed: int) -> None:
        """Let its clock go on so many times as quickly until a time."""
        assert self._process is not None
        self._shown += int((time.monotonic() - self._since) * 1000) * self._speed
        self._since, self._speed = time.monotonic(), speed
        self._process.send_signal(signal.SIGUSR1 if speed == SLOW else signal.SIGUSR2)
        time.sleep(max(0.0, (at - self._shown) / 1000 / speed))


def main() -> int:
    """Print the commands, what was received, and what came of each monitor."""
    parser = argparse.ArgumentParser(prog="python -m incidents.told", description=__doc__)
    parser.add_argument(
        "--spans", type=int, nargs="*", default=range(len(SLOWLY)), help="only these of the spans"
    )
    spans = [SLOWLY[at] for at in parser.parse_args().spans]
    with (
        tempfile.TemporaryDirectory(prefix="sagescope-told-") as folder,
        http_receiver() as http,
        mail_receiver() as mail,
    ):
        server = ShiftedServer(
            Path(folder),
            environment={
                "SAGESCOPE_MONITORS__WAKE_SECONDS": "1",
                "SAGESCOPE_MONITORS__ALLOWED_HOSTS": '["127.0.0.1"]',
                "SAGESCOPE_MONITORS__PUBLIC_URL": "https://sagescope.example.com",
                "SAGESCOPE_MONITORS__SMTP_HOST": "127.0.0.1",
                "SAGESCOPE_MONITORS__SMTP_PORT": str(mail.port),
                "SAGESCOPE_MONITORS__SMTP_SECURITY": "none",
                "SAGESCOPE_MONITORS__MAIL_FROM": "sagescope@example.com",
            },
        )
        server.begin(DAY + (spans[0][0] - 7) * M)
        try:
            _set_up(server, f"{http.url}/services/T00000000/B00000000/XXXXXXXX")
            _through_the_day(server, spans)
            _run(server, "monitors", "alerts", "--from", "-6h")
            return _received(server, http, mail)
        finally:
            server.stop()


def _run(server: RunningServer, *arguments: str) -> None:
    words = " ".join(f'"{word}"' if " " in word or "*" in word else word for word in arguments)
    done = server.command(*arguments)
    sys.stdout.write(f"$ sagescope {words}\n{done.stdout}{done.stderr}\n")
    assert done.returncode == 0, (words, done.stderr)


def _set_up(server: RunningServer, slack: str) -> None:
    assert eventually(lambda: _messages(server) > 20, 900), server.output()
    # The demo comes with the newer version; its monitors stand beside these.
    _run(server, "monitors", "disable", "*")
    _run(server, "apps", "install", "amazon-sagemaker", "--version", "1.0.0", "--folder", "First version",
         "--monitors", "on")  # fmt: skip
    _run(server, "channels", "add", "Slack", "--name", "on-call", "--url", slack)
    _run(server, "channels", "test", "on-call")
    _run(
        server,
        "monitors",
        "notify",
        "Amazon Sagemaker - *",
        "--channel",
        "on-call",
        "--email",
        "team@example.com",
    )
    _run(server, "monitors", "list")


def _messages(server: RunningServer) -> int:
    query = "_sourceCategory=aws/observability/cloudtrail/logs | count"
    rows = server.run(query, "-30m", "now", histogram=False)["rows"]
    return int(rows[0][0]) if rows else 0


def _through_the_day(server: ShiftedServer, spans: Sequence[tuple[int, int]]) -> None:
    for first, last in spans:
        server.run_until(DAY + first * M, FAST)
        server.run_until(DAY + last * M, SLOW)
        for name in NAMES:
            _run(server, "monitors", "why", f"Amazon Sagemaker - {name}")


def _received(server: RunningServer, http: HttpReceiver, mail: MailReceiver) -> int:
    """Print the first mail and Slack message of each begin and end; 1 where one is missing."""
    mails = [message_from_string(text, policy=policy.default) for _, _, text in mail.mails]
    slack: dict[str, list[dict[str, Any]]] = defaultdict(list)
    wrong = 0
    for body in http.bodies:
        pretext = str(body["attachments"][0]["pretext"])
        for name in NAMES:
            if name in pretext:
                slack[name].append(body)
    for name in NAMES:
        letters = [one for one in mails if name in str(one["Subject"])]
        ends = [one for one in letters if "Resolved" in str(one["Subject"])]
        told = [one for one in slack[name] if "Resolved" in str(one["attachments"][0]["pretext"])]
        begins = [one for one in letters if one not in ends]
        sys.stdout.write(
            f"== {name}: {len(begins)} mails of alerts, {len(ends)} of their ends; "
            f"{len(slack[name]) - len(told)} and {len(told)} messages in Slack\n"
        )
        wrong += not (begins and len(ends) == len(begins) and len(slack[name]) == len(letters))
        for one in (*begins[:1], *ends[:1]):
            plain = one.get_body(("plain",))
            text = plain.get_content() if plain is not None else ""
            sys.stdout.write(f"-- mail to {one['To']}: {one['Subject']}\n{text.strip()}\n")
        for posted in (*[b for b in slack[name] if b not in told][:1], *told[:1]):
            sys.stdout.write(f"-- Slack: {json.dumps(posted, ensure_ascii=False)}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
