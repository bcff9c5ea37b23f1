"""Posts the demo's deliveries to the receivers, as any other client would: HTTP, gzip, retries.

A receiver that is busy (429) or away (503, no connection) is asked again, after `Retry-After` where it
says so, until patience runs out; any other refusal is final at once. Delivery is at least once: where the
answer to a request that was stored gets lost, the request is sent again.
"""

import gzip
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpx2

from sagescope.clock import Clock, SystemClock
from sagescope.demo.feed import Delivery, deliveries
from sagescope.errors import Cause, Fault, Refusal

MAX_PENDING = 2_000
"""Deliveries that the live feed keeps for a receiver that is away; the oldest are given up first."""

LONGEST_WAIT_S = 30.0
"""No `Retry-After` makes the poster sleep longer than this before it asks again."""

_RETRIED = frozenset({408, 429, 502, 503, 504})
_CAUSES = {401: Cause.UNAUTHENTICATED, 403: Cause.FORBIDDEN, 404: Cause.NOT_FOUND, 413: Cause.TOO_LARGE}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to go on asking for one delivery (seconds), and the first pause, which doubles."""

    total_s: float = 120.0
    first_pause_s: float = 0.25


@dataclass(frozen=True, slots=True)
class Progress:
    """What has been stored so far. `until_ms` is the end of the newest slice posted; `retries` counts
    requests that had to be sent again."""

    deliveries: int = 0
    messages: int = 0
    points: int = 0
    bytes: int = 0
    retries: int = 0
    until_ms: int = 0

    def plus(self, delivery: Delivery, retries: int) -> "Progress":
        """With one more delivery stored."""
        is_log = delivery.kind == "logs"
        return Progress(
            self.deliveries + 1,
            self.messages + (delivery.messages if is_log else 0),
            self.points + (0 if is_log else delivery.messages),
            self.bytes + len(delivery.body),
            self.retries + retries,
            max(self.until_ms, delivery.until_ms),
        )


ProgressReport = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A delivery that was not stored; `is_final` where sending it again would not help."""

    delivery: Delivery
    fault: Fault
    cause: Cause
    is_final: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a round of posting: what is stored by now, and what failed in it."""

    progress: Progress
    failures: tuple[Failure, ...] = ()


@dataclass(slots=True)
class _Tally:
    """Progress while several threads add to it."""

    progress: Progress
    report: ProgressReport | None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def stored(self, delivery: Delivery, retries: int) -> None:
        with self.lock:
            self.progress = self.progress.plus(delivery, retries)
            if self.report is not None:
                self.report(self.progress)


class Poster:
    """Posts deliveries to the receivers in `urls` (source key to URL), `in_flight` of them at once.

    Setting `stop` ends waiting and posting early; leaving the poster by an exception sets it. A context
    manager: it holds connections and threads.

    Raises Refusal where a URL is not one of HTTP.
    """

    def __init__(
        self,
        urls: Mapping[str, str],
        *,
        in_flight: int = 4,
        patience: Patience | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        self._urls = {key: _checked(key, url) for key, url in urls.items()}
        self._in_flight = max(1, in_flight)
        self._patience = patience or Patience()
        self._stop = stop or threading.Event()
        self._client = httpx2.Client(
            timeout=httpx2.Timeout(30.0, connect=5.0),
            limits=httpx2.Limits(max_connections=self._in_flight, max_keepalive_connections=self._in_flight),
            trust_env=False,  # the receivers are this product's own: no proxy stands between
        )
        self._pool = ThreadPoolExecutor(self._in_flight, thread_name_prefix="demo-poster")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._stop.set()
        self._pool.shutdown(cancel_futures=True)
        self._client.close()

    def post(
        self,
        feed: Iterable[Delivery],
        on_progress: ProgressReport | None = None,
        start: Progress | None = None,
        *,
        past_refusals: bool = False,
    ) -> Outcome:
        """Post the feed until its end or the first failure, and give what was stored and what was not.

        `on_progress` is called after each delivery, from the posting threads but never by two at once;
        `start` is where counting begins. With `past_refusals`, final failures are passed over. Where
        posting ends early, an iterator given as `feed` still holds what was not tried.

        Raises Refusal where a delivery is for a source that has no URL.
        """
        tally = _Tally(start or Progress(), on_progress)
        failures: list[Failure] = []
        under_way: set[Future[Failure | None]] = set()
        rest = iter(feed)
        while not self._stop.is_set() and all(past_refusals and f.is_final for f in failures):
            delivery = next(rest, None)
            if delivery is None:
                break
            under_way.add(self._pool.submit(self._deliver, self._url(delivery), delivery, tally))
            done = {f for f in under_way if f.done()}
            if len(under_way) > 2 * self._in_flight:  # the feed is made ahead of the requests, but not far
                done = wait(under_way, return_when=FIRST_COMPLETED).done
            under_way -= done
            failures.extend(_failed(done))
        failures.extend(_failed(wait(under_way).done))
        return Outcome(tally.progress, tuple(failures))

    def _url(self, delivery: Delivery) -> str:
        try:
            return self._urls[delivery.source_key]
        except KeyError:
            raise Refusal(
                Fault(
                    "demo.source",
                    f"There is no receiver for the demo source {delivery.source_key}.",
                    "Create the sources that the feed names first.",
                )
            ) from None

    def _deliver(self, url: str, delivery: Delivery, tally: _Tally) -> Failure | None:
        """Send one delivery until it is stored, refused for good, or patience has run out."""
        body = gzip.compress(delivery.body, compresslevel=3, mtime=0)
        headers = {**delivery.headers, "Content-Type": delivery.content_type, "Content-Encoding": "gzip"}
        until = time.monotonic() + self._patience.total_s
        pause = self._patience.first_pause_s
        retries = 0
        while True:
            asked_to_wait: float | None = None
            try:
                answer = self._client.post(url, content=body, headers=headers)
            except httpx2.TransportError as error:
                what = f"does not answer ({type(error).__name__})"
            else:
                if answer.status_code == 200:
                    tally.stored(delivery, retries)
                    return None
                if answer.status_code not in _RETRIED:
                    return _refused(delivery, answer)
                what = f"answers {answer.status_code}"
                asked_to_wait = _retry_after(answer.headers.get("Retry-After", ""))
            rest = min(pause if asked_to_wait is None else asked_to_wait, LONGEST_WAIT_S)
            if time.monotonic() + rest > until or self._stop.wait(rest):
                return _away(delivery, what, retries + 1)
            retries += 1
            pause *= 2


def post(
    feed: Iterable[Delivery],
    urls: Mapping[str, str],
    *,
    in_flight: int = 4,
    on_progress: ProgressReport | None = None,
    patience: Patience | None = None,
    stop: threading.Event | None = None,
) -> Progress:
    """Post a feed to the receivers in `urls` (source key to URL) and give what was stored.

    Parameters as for `Poster` and `Poster.post`. Where `stop` is set meanwhile, the rest stays unposted
    and that is no error.

    Raises Refusal at the first delivery that could not be stored, with the faults found by then.
    """
    with Poster(urls, in_flight=in_flight, patience=patience, stop=stop) as poster:
        outcome = poster.post(feed, on_progress)
    if outcome.failures and not (stop is not None and stop.is_set()):
        raise Refusal(dict.fromkeys(f.fault for f in outcome.failures), outcome.failures[0].cause)
    return outcome.progress


def follow(
    seed: int,
    urls: Mapping[str, str],
    stop: threading.Event,
    *,
    since_ms: int | None = None,
    every_s: float = 5.0,
    catch_up_ms: int = 15 * 60_000,
    in_flight: int = 2,
    patience: Patience | None = None,
    clock: Clock | None = None,
    on_progress: ProgressReport | None = None,
    on_fault: Callable[[Fault], None] | None = None,
) -> Progress:
    """Post what happens in the account until `stop` is set, and give what was stored.

    Every `every_s` seconds it posts what happened since the last time, beginning with `since_ms` (now,
    where None). After a pause of the machine it goes back `catch_up_ms` at most. What a receiver that is
    away could not take is kept and sent first the next time, as far as it is no older than `catch_up_ms`
    and no more than `MAX_PENDING` deliveries. `on_fault` hears of what failed, each fault once a round;
    what is refused for good (a deleted source) is lost and the feed goes on.

    Raises Refusal where `urls` lacks a source of the feed.
    """
    clock = clock or SystemClock()
    since = clock.now() if since_ms is None else since_ms
    pending: list[Delivery] = []
    progress = Progress()
    patience = patience or Patience(total_s=max(every_s, 5.0))
    with Poster(urls, in_flight=in_flight, patience=patience, stop=stop) as poster:
        while not stop.is_set():
            now = clock.now()
            oldest = now - catch_up_ms
            pending = [d for d in pending if d.until_ms > oldest]
            since = max(since, oldest)
            if since < now:  # not so where the clock was set back: those minutes are posted already
                pending += deliveries(seed, since, now)
                since = now
            rest = iter(pending[-MAX_PENDING:])
            outcome = poster.post(rest, on_progress, progress, past_refusals=True)
            progress = outcome.progress
            if on_fault is not None and not stop.is_set():
                for fault in dict.fromkeys(f.fault for f in outcome.failures):
                    on_fault(fault)
            pending = [*(f.delivery for f in outcome.failures if not f.is_final), *rest]
            stop.wait(every_s)
    return progress


def _checked(key: str, url: str) -> str:
    try:
        parsed = httpx2.URL(url)
        is_http = parsed.scheme in ("http", "https") and bool(parsed.host)
    except httpx2.InvalidURL:
        is_http = False
    if not is_http:
        raise Refusal(
            Fault(
                "demo.url",
                f"The receiver of {key} has no HTTP address.",
                "Give the URL that creating the source printed.",
            )
        )
    return url


def _failed(done: Iterable[Future[Failure | None]]) -> list[Failure]:
    return [failure for future in done if (failure := future.result()) is not None]


def _away(delivery: Delivery, what: str, attempts: int) -> Failure:
    fault = Fault(
        "demo.receiver_away",
        f"The receiver of {delivery.source_key} {what}; gave up after {attempts} attempts.",
        "Check that the server is running and keeps up.",
    )
    return Failure(delivery, fault, Cause.UNAVAILABLE, is_final=False)


def _refused(delivery: Delivery, answer: httpx2.Response) -> Failure:
    said = " ".join(answer.text.split())[:200]
    fault = Fault(
        "demo.receiver_refused",
        f"The receiver of {delivery.source_key} refused a delivery with {answer.status_code}"
        f"{': ' + said if said else ''}.",
        "Check that the source still exists and is enabled.",
    )
    return Failure(delivery, fault, _CAUSES.get(answer.status_code, Cause.INVALID), is_final=True)


def _retry_after(text: str) -> float | None:
    """Seconds of a `Retry-After` header, given as a number or a date; None where it is neither."""
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except ValueError:
        return None
