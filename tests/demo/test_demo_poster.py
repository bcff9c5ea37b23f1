"""The poster against a real HTTP server: retries, refusals, stopping, and the live feed."""

import gzip
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sagescope.demo.feed import CARBON2, Delivery, deliveries, sources
from sagescope.demo.poster import Patience, Poster, Progress, follow, post
from sagescope.errors import Cause, Fault, Refusal

NOW = 1_767_350_000_000
QUICK = Patience(total_s=2.0, first_pause_s=0.01)


class Receiver:
    """A receiver that answers as told: `script` is what to say next, 200 when nothing is left."""

    def __init__(self) -> None:
        self.script: list[tuple[int, dict[str, str]]] = []
        self.always: tuple[int, dict[str, str]] | None = None
        self.asked: list[float] = []
        self.stored: list[tuple[str, dict[str, str], bytes]] = []
        self.busy = 0
        self.busiest = 0
        self.lock = threading.Lock()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = gzip.decompress(self.rfile.read(int(self.headers["Content-Length"])))
                assert self.headers["Content-Encoding"] == "gzip"
                status, headers = receiver.answer(self.path, dict(self.headers), body)
                said = b"" if status == 200 else b"no such token"
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(said))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str]]:
        with self.lock:
            self.asked.append(time.monotonic())
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
            said = self.always or (self.script.pop(0) if self.script else (200, {}))
            if said[0] == 200:
                self.stored.append((path, headers, body))
        time.sleep(0.002)
        with self.lock:
            self.busy -= 1
        return said

    def urls(self) -> dict[str, str]:
        server = f"http://127.0.0.1:{self.server.server_port}"
        return {s.key: f"{server}/receiver/v1/http/{s.key}" for s in sources()}

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


def some(count: int) -> list[Delivery]:
    return [
        Delivery(
            "cloudwatch-logs-prod-us-east-1",
            {"X-Sumo-Host": "/aws/sagemaker/TrainingJobs", "X-Sumo-Name": f"job-{n}/algo-1"},
            "text/plain",
            b"%d" % n,
            1,
            "logs",
            n,
        )
        for n in range(count)
    ]


def lines_of(found: list[tuple[str, bytes]]) -> dict[str, Counter[bytes]]:
    made: defaultdict[str, Counter[bytes]] = defaultdict(Counter)
    for key, body in found:
        made[key].update(body.split(b"\n"))
    return made


def test_everything_arrives_once_with_its_headers_and_progress_counts_it(receiver: Receiver) -> None:
    feed = list(deliveries(3, NOW, NOW + 180_000))
    seen: list[Progress] = []
    done = post(feed, receiver.urls(), on_progress=seen.append)
    arrived = [(path.rsplit("/", 1)[1], body) for path, _, body in receiver.stored]
    assert lines_of(arrived) == lines_of([(d.source_key, d.body) for d in feed])
    assert len(receiver.stored) == len(feed) == done.deliveries == len(seen)
    assert done.messages == sum(d.messages for d in feed if d.kind == "logs") > 0
    assert done.points == sum(d.messages for d in feed if d.kind == "metrics") > 0
    assert done.bytes == sum(len(d.body) for d in feed)
    assert done.until_ms == NOW + 180_000 and done.retries == 0 and seen[-1] == done
    for path, headers, _ in receiver.stored:
        if "metrics" in path:
            assert headers["Content-Type"] == CARBON2
            assert "accountid=" in headers["X-Sumo-Dimensions"]
        else:
            assert headers["X-Sumo-Host"] and headers["X-Sumo-Name"]
    assert 1 < receiver.busiest <= 4


def test_a_busy_receiver_is_asked_again_after_the_time_it_names(receiver: Receiver) -> None:
    receiver.script = [(429, {"Retry-After": "1"}), (503, {}), (200, {})]
    done = post(some(1), receiver.urls(), patience=Patience(5.0, 0.01))
    assert done.deliveries == 1 and done.retries == 2
    assert receiver.asked[1] - receiver.asked[0] >= 0.95
    assert receiver.asked[2] - receiver.asked[1] < 0.9


def test_retry_after_may_be_a_date_or_nonsense(receiver: Receiver) -> None:
    receiver.script = [
        (503, {"Retry-After": formatdate(time.time() + 2, usegmt=True)}),
        (503, {"Retry-After": "soon"}),
        (200, {}),
    ]
    assert post(some(1), receiver.urls(), patience=Patience(5.0, 0.01)).retries == 2
    assert receiver.asked[1] - receiver.asked[0] > 0.5
    assert receiver.asked[2] - receiver.asked[1] < 0.5


def test_patience_with_a_receiver_that_stays_busy_has_an_end(receiver: Receiver) -> None:
    receiver.always = (429, {"Retry-After": "3600"})
    began = time.monotonic()
    with pytest.raises(Refusal, match="answers 429; gave up after 1 attempt") as refused:
        post(some(1), receiver.urls(), patience=QUICK)
    assert refused.value.cause is Cause.UNAVAILABLE
    assert time.monotonic() - began < 2.0


def test_a_wrong_token_is_refused_at_once_and_ends_the_posting(receiver: Receiver) -> None:
    receiver.always = (401, {})
    with pytest.raises(Refusal, match="refused a delivery with 401: no such token") as refused:
        post(some(200), receiver.urls(), patience=QUICK)
    assert refused.value.cause is Cause.UNAUTHENTICATED
    assert len(refused.value.faults) == 1
    assert len(receiver.asked) < 50


def test_no_server_is_a_clear_refusal(receiver: Receiver) -> None:
    urls = receiver.urls()
    receiver.server.server_close()
    with pytest.raises(Refusal, match="does not answer"):
        post(some(3), urls, patience=Patience(0.3, 0.05))


def test_a_missing_source_and_a_broken_address_are_named(receiver: Receiver) -> None:
    with pytest.raises(Refusal, match="cloudwatch-logs-prod-us-east-1"):
        post(some(1), {})
    for url in ("ftp://127.0.0.1/x", "not a url", "http:///x"):
        with pytest.raises(Refusal, match="demo-key has no HTTP address"):
            Poster({"demo-key": url})


def test_a_stop_leaves_the_rest_without_an_error(receiver: Receiver) -> None:
    stop = threading.Event()

    def enough(progress: Progress) -> None:
        if progress.deliveries >= 5:
            stop.set()

    done = post(some(500), receiver.urls(), on_progress=enough, stop=stop)
    assert 5 <= done.deliveries < 50


def test_a_stop_wakes_a_poster_that_waits(receiver: Receiver) -> None:
    receiver.always = (429, {"Retry-After": "25"})
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    began = time.monotonic()
    assert post(some(3), receiver.urls(), stop=stop).deliveries == 0
    assert time.monotonic() - began < 5


class Steps:
    """A clock that goes on by `step_ms` whenever it is read."""

    def __init__(self, now: int, step_ms: int) -> None:
        self.last = now
        self.step_ms = step_ms

    def now(self) -> int:
        self.last += self.step_ms
        return self.last


def live(
    receiver: Receiver,
    clock: Steps,
    until: int,
    *,
    since: int | None = NOW,
    faults: list[Fault] | None = None,
    patience: Patience = QUICK,
    catch_up_ms: int = 900_000,
) -> None:
    """Follow the demo until the clock has passed `until`."""
    stop = threading.Event()

    class Ending(Steps):
        def now(self) -> int:
            if clock.last >= until:
                stop.set()
                return clock.last
            return clock.now()

    follow(
        3,
        receiver.urls(),
        stop,
        since_ms=since,
        every_s=0.005,
        clock=Ending(0, 0),
        patience=patience,
        catch_up_ms=catch_up_ms,
        on_fault=(faults if faults is not None else []).append,
    )


def stored_lines(receiver: Receiver) -> dict[str, Counter[bytes]]:
    return lines_of([(path.rsplit("/", 1)[1], body) for path, _, body in receiver.stored])


def expected_lines(since: int, until: int) -> dict[str, Counter[bytes]]:
    return lines_of([(d.source_key, d.body) for d in deliveries(3, since, until)])


def test_the_live_feed_posts_what_happens_and_nothing_twice(receiver: Receiver) -> None:
    clock = Steps(NOW, 5_000)
    live(receiver, clock, NOW + 100_000)
    assert stored_lines(receiver) == expected_lines(NOW, clock.last)


def test_the_live_feed_makes_up_for_a_receiver_that_was_away(receiver: Receiver) -> None:
    receiver.script = [(503, {"Retry-After": "60"})] * 7
    clock, faults = Steps(NOW, 5_000), list[Fault]()
    live(receiver, clock, NOW + 100_000, faults=faults, patience=Patience(0.2, 0.01))
    assert stored_lines(receiver) == expected_lines(NOW, clock.last)
    assert {f.code for f in faults} == {"demo.receiver_away"}


def test_the_live_feed_goes_on_past_a_source_that_was_deleted(receiver: Receiver) -> None:
    receiver.script = [(401, {})]
    clock, faults = Steps(NOW, 5_000), list[Fault]()
    live(receiver, clock, NOW + 60_000, faults=faults)
    assert [f.code for f in faults] == ["demo.receiver_refused"]
    expected, stored = expected_lines(NOW, clock.last), stored_lines(receiver)
    lost = sum(sum((expected[key] - found).values()) for key, found in stored.items())
    assert 0 < lost < 200


def test_the_live_feed_catches_up_no_further_than_its_bound(receiver: Receiver) -> None:
    clock = Steps(NOW, 3_600_000)
    live(receiver, clock, NOW + 1, catch_up_ms=60_000)
    assert stored_lines(receiver) == expected_lines(clock.last - 60_000, clock.last)


def test_a_clock_set_back_makes_no_message_twice(receiver: Receiver) -> None:
    times = iter([NOW + 30_000, NOW + 10_000, NOW + 20_000, NOW + 60_000])
    stop = threading.Event()

    class Back:
        def now(self) -> int:
            at = next(times, None)
            if at is None:
                stop.set()
                return NOW + 60_000
            return at

    follow(3, receiver.urls(), stop, since_ms=NOW, every_s=0.005, clock=Back(), patience=QUICK)
    assert stored_lines(receiver) == expected_lines(NOW, NOW + 60_000)
