"""The feed: repeatable, independent of how time is cut, of the promised size, in the shape of the wire."""

import ipaddress
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

import pytest
from demo_day import DAY_MS, END_MS, SEED, Day, Message, simulated_day
from hypothesis import given, settings
from hypothesis import strategies as st

from beside import CORPUS, json_lines, needs
from sagescope.demo.account import SITES
from sagescope.demo.cloudtrail import cloudtrail_logs
from sagescope.demo.draws import BLOCK_MS
from sagescope.demo.feed import CARBON2, MAX_BODY_BYTES, Delivery, deliveries, sources
from sagescope.demo.metrics import metric_points
from sagescope.errors import Refusal

SAMPLES = CORPUS / "sagemaker-document-samples.jsonl"

Streams = dict[tuple[str, str, str], list[bytes]]


@pytest.fixture
def day() -> Day:
    return simulated_day()


def streams(found: Iterable[Delivery]) -> Streams:
    """The lines of each stream in the order of delivery; metrics are a stream a source."""
    made: Streams = defaultdict(list)
    for d in found:
        key = (d.source_key, d.headers.get("X-Sumo-Host", ""), d.headers.get("X-Sumo-Name", ""))
        made[key].extend(d.body.split(b"\n"))
    return made


# built from small parts, as hypothesis prefers small numbers of a wide range: lengths would be milliseconds
def minutes(count: int) -> st.SearchStrategy[int]:
    """Up to `count` minutes in ms, often whole ones."""
    rest = st.sampled_from((0, 0, 1, 999, 5_000, 31_007, 59_999))
    return st.builds(lambda minute, ms: minute * 60_000 + ms, st.integers(0, count - 1), rest)


MOMENTS = st.builds(
    lambda hour, rest: END_MS // DAY_MS * DAY_MS + hour * 3_600_000 + rest, st.integers(0, 23), minutes(60)
)
LENGTHS = minutes(25)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**40), start=MOMENTS, first=LENGTHS, second=LENGTHS)
def test_a_range_is_the_same_in_one_piece_or_two(seed: int, start: int, first: int, second: int) -> None:
    middle, end = start + first, start + first + second
    whole = streams(deliveries(seed, start, end))
    parts = streams([*deliveries(seed, start, middle), *deliveries(seed, middle, end)])
    assert parts == whole


@settings(max_examples=15, deadline=None)
@given(start=MOMENTS, length=minutes(60), factor=st.integers(1, 12))
def test_the_length_of_slices_changes_no_message(start: int, length: int, factor: int) -> None:
    by_slice = streams(deliveries(SEED, start, start + length, factor * BLOCK_MS))
    assert by_slice == streams(deliveries(SEED, start, start + length))


def test_five_seconds_at_a_time_is_the_same_as_at_once() -> None:
    start, end = END_MS, END_MS + 7 * 60_000
    steps = [d for at in range(start, end, 5_000) for d in deliveries(SEED, at, min(at + 5_000, end))]
    assert streams(steps) == streams(deliveries(SEED, start, end))


def test_another_process_makes_the_same_feed() -> None:
    code = (
        "import hashlib; from sagescope.demo.feed import deliveries\n"
        f"h = hashlib.sha256()\n"
        f"for d in deliveries({SEED}, {END_MS}, {END_MS + 600_000}):\n"
        "    h.update(repr(d.headers).encode() + d.body)\n"
        "print(h.hexdigest())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": hash_seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(made) == 1


def test_another_seed_is_another_account() -> None:
    window = END_MS, END_MS + 300_000
    assert streams(deliveries(1, *window)) != streams(deliveries(2, *window))


def test_nothing_is_lost_between_the_blocks(day: Day) -> None:
    since, until = END_MS - DAY_MS, END_MS
    every = range(since // BLOCK_MS * BLOCK_MS - BLOCK_MS, until, BLOCK_MS)
    expected = Counter[str]()
    for site in SITES:
        for block in every:
            expected[f"cloudwatch-metrics-{site.key}"] += sum(
                since <= p.ready_ms < until for p in metric_points(SEED, site, block)
            )
            expected[f"cloudtrail-{site.key}"] += sum(
                since <= r.at_ms < until for r in cloudtrail_logs(SEED, site, block)
            )
    found = Counter[str]()
    for d in day.deliveries:
        found[d.source_key] += d.messages
    assert {key: found[key] for key in expected} == expected


def moment_of(m: Message) -> int:
    """When a log message happened, as it says itself, in ms."""
    said = m.json.get("eventTime") or m.json["timestamp"]
    return said if isinstance(said, int) else round(datetime.fromisoformat(said).timestamp() * 1000)


def test_a_message_is_in_the_range_that_begins_with_it_and_not_in_the_one_that_ends_there(day: Day) -> None:
    for m in day.messages[17::15_000]:
        at = moment_of(m)
        key, line = (m.source, m.host, m.name), m.text.encode()
        assert streams(deliveries(SEED, at, at + 1))[key].count(line) == 1
        assert line not in streams(deliveries(SEED, at - 1, at))[key]


def test_jobs_lose_no_line_to_the_blocks(day: Day) -> None:
    rounds = defaultdict(list)
    for m in day.messages:
        if "ChurnModelTraining" in m.name and m.json["message"].startswith("["):
            found = re.match(r"\[(\d+)\]#011", m.json["message"])
            if found:
                rounds[m.name].append(int(found[1]))
    whole = [r for r in rounds.values() if r == list(range(200))]
    assert len(whole) >= len(rounds) - 2  # the first and the last may be cut by the day
    assert len(whole) > 25


def test_an_empty_range_has_no_deliveries() -> None:
    assert list(deliveries(SEED, END_MS, END_MS)) == []


def test_a_range_turned_round_and_a_broken_slice_are_refused_at_once() -> None:
    with pytest.raises(Refusal, match=r"ends .* before it begins"):
        deliveries(SEED, END_MS, END_MS - 1)
    with pytest.raises(Refusal, match="whole number of blocks"):
        deliveries(SEED, 0, END_MS, BLOCK_MS + 1)


def test_a_day_has_the_promised_size(day: Day) -> None:
    assert 120_000 <= len(day.messages) <= 180_000
    assert 200_000 <= len(day.points) <= 350_000
    assert sum(d.messages for d in day.deliveries) == len(day.messages) + len(day.points)


def test_deliveries_come_in_order_of_slices_and_name_known_sources(day: Day) -> None:
    ends = [d.until_ms for d in day.deliveries]
    assert ends == sorted(ends) and ends[-1] == END_MS
    known = sources()
    assert {d.source_key for d in day.deliveries} == {s.key for s in known}
    assert len({s.key for s in known}) == len({s.name for s in known}) == len(known)


def test_sources_carry_account_accountid_and_region() -> None:
    for source in sources():
        assert set(source.fields) == {"account", "accountid", "region"}
        assert (source.fields["account"], source.fields["accountid"]) in {
            ("dev", "956882123456"),
            ("prod", "567680881046"),
        }
    assert {s.category for s in sources()} == {
        "aws/observability/cloudtrail/logs",
        "aws/observability/cloudwatch/logs",
        "aws/observability/cloudwatch/metrics",
    }


def test_headers_and_bodies_fit_what_receivers_take(day: Day) -> None:
    for d in day.deliveries:
        assert 0 < len(d.body) <= MAX_BODY_BYTES
        for value in d.headers.values():
            assert value.isascii() and value == value.strip() and value
        if d.kind == "metrics":
            assert d.content_type == CARBON2
        else:
            assert len(d.headers["X-Sumo-Host"]) <= 128 and len(d.headers["X-Sumo-Name"]) <= 1024
            assert "vnd.sumologic" not in d.content_type


def test_a_long_slice_is_split_into_bodies_of_advised_size() -> None:
    found = list(deliveries(SEED, END_MS - DAY_MS, END_MS - DAY_MS + 4 * 3_600_000, 4 * 3_600_000))
    metrics = [d for d in found if d.source_key == "cloudwatch-metrics-prod-us-east-1"]
    assert len(metrics) > 1
    assert all(len(d.body) <= MAX_BODY_BYTES for d in found)


def test_log_messages_happen_within_the_range(day: Day) -> None:
    for m in day.messages:
        assert END_MS - DAY_MS <= moment_of(m) < END_MS


def test_log_messages_are_compact_json_of_one_line(day: Day) -> None:
    for m in day.messages[::37]:
        assert json.dumps(m.json, separators=(",", ":"), ensure_ascii=False) == m.text


def test_cloudwatch_lines_have_the_forwarders_keys_and_agree_with_their_headers(day: Day) -> None:
    seen = 0
    for m in day.messages:
        if "logGroup" in m.json:
            seen += 1
            assert list(m.json) == ["timestamp", "message", "logStream", "logGroup"]
            assert (m.host, m.name) == (m.json["logGroup"], m.json["logStream"])
    assert seen > 80_000


def test_points_have_lower_case_keys_known_statistics_and_end_within_the_range(day: Day) -> None:
    statistics = {"Average", "Sum", "Minimum", "Maximum", "SampleCount", "p50", "p90", "p99"}
    for p in day.points:
        assert all(key == key.lower() for key in p.dimensions)
        assert p.dimensions["statistic"] in statistics
        assert END_MS - DAY_MS - BLOCK_MS <= p.at * 1000 < END_MS


def test_no_series_has_two_points_of_one_moment(day: Day) -> None:
    seen = {(tuple(sorted(p.dimensions.items())), p.at) for p in day.points}
    assert len(seen) == len(day.points)


def test_addresses_are_public_and_of_many_networks(day: Day) -> None:
    texts = {m.json["sourceIPAddress"] for m in day.messages if "sourceIPAddress" in m.json}
    names = {t for t in texts if t.endswith(".amazonaws.com")}
    addresses = [ipaddress.ip_address(t) for t in texts - names]
    assert "config.amazonaws.com" in names
    assert all(a.is_global for a in addresses)
    assert len({str(a).split(".")[0] for a in addresses if a.version == 4}) >= 30
    assert any(a.version == 6 for a in addresses)


@needs(SAMPLES)
def test_shapes_are_those_of_the_documents_samples(day: Day) -> None:
    samples = {s["title"]: s["message"] for s in json_lines(SAMPLES)}
    swept = next(
        m.json
        for m in day.messages
        if m.json.get("sourceIPAddress") == "config.amazonaws.com"
        and m.json["eventName"] == "ListTags"
        and "errorCode" not in m.json
    )
    assert list(swept) == list(samples["CloudTrail"])
    assert list(swept["userIdentity"]) == list(samples["CloudTrail"]["userIdentity"])
    for title, group in (
        ("Endpoint Access Log", "/aws/sagemaker/Endpoints/prophet-energy-forecast-v1"),
        ("Processing Jobs Log", "/aws/sagemaker/ProcessingJobs"),
        ("Training Jobs Log", "/aws/sagemaker/TrainingJobs"),
        ("Transform Jobs Log", "/aws/sagemaker/TransformJobs"),
    ):
        sample = samples[title]
        shape, stream = mould(sample["message"]), mould(sample["logStream"])
        assert any(
            m.host == group and shape.fullmatch(m.json["message"]) and stream.fullmatch(m.name)
            for m in day.messages
        ), title


def mould(text: str) -> re.Pattern[str]:
    """A pattern of everything that differs from `text` in numbers, ids, levels and pandas' columns alone."""
    free = {"ERROR", "INFO", "pool", "W", "GET", "ping", "year"}
    made = ""
    for part in re.findall(r"\d[\d.]*|[A-Za-z_]\w*|[ ]+|.", text, re.DOTALL):
        if part in free or re.search(r"\d", part):
            made += r"[\w.]+"
        elif part.isspace() and part != "\n":
            made += r"[ ]+"
        else:
            made += re.escape(part)
    return re.compile(made)
