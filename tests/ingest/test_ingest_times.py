import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from beside import CORPUS, json_lines, needs
from sagescope.errors import Refusal
from sagescope.ingest.time_formats import TimeFormat
from sagescope.ingest.times import Recognizer

RECEIPT = int(datetime(2026, 2, 1, 12, 0, tzinfo=UTC).timestamp() * 1000)
DAY = 86_400_000


def at(text: str) -> int:
    moment = datetime.fromisoformat(text)
    return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def time_of(text: str, receipt: int = RECEIPT) -> str:
    """The time of a message as ISO text, or how it failed."""
    found = Recognizer().recognize(text, receipt)
    if not found.how.startswith(("t:full", "t:def")):
        return found.how.split(",")[0]
    moment = datetime.fromtimestamp(found.ms / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").removesuffix("+00:00").removesuffix(".000")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-31T09:30:00.123Z x", "2026-01-31T09:30:00.123"),
        ("2026-01-31T09:30:00,123+0200 x", "2026-01-31T07:30:00.123"),
        ("2026-01-31T09:30:00-07:00 x", "2026-01-31T16:30:00"),
        ("2026-01-31T09:30:00-00 x", "2026-01-31T09:30:00"),
        ("2026-01-31T09:30:00 x", "2026-01-31T09:30:00"),
        ("2026-01-31T09:30:00.123456789Z", "2026-01-31T09:30:00.123"),
        ("2026-01-31T09:30:00.5", "2026-01-31T09:30:00.500"),
        ("2026-01-31T09:30:00.123:[sagemaker logs] x", "2026-01-31T09:30:00.123"),
        ("2026-01-31 09:30:00:123 x", "2026-01-31T09:30:00.123"),
        ("2026-01-31_09:30:00", "2026-01-31T09:30:00"),
        ("2026-01-31 09:30:00,619 [ERROR ] pool", "2026-01-31T09:30:00.619"),
        ("2026-01-31 09:30:00 -0500, x", "2026-01-31T14:30:00"),
        ("2026-01-31 09:30:00.1+0100", "2026-01-31T08:30:00.100"),
        ("2026-01-31 09:30:00 UTC x", "2026-01-31T09:30:00"),
        ("2026-01-31 09:30:00 PST", "2026-01-31T17:30:00"),
        ("[2026-01-31 09:30:00 +0000] [21] [INFO] x", "2026-01-31T09:30:00"),
        ("2026-01-31 09:30:00.637508: W external", "2026-01-31T09:30:00.637"),
        ("2026/01/31 09:30:00 [crit] 18#18", "2026-01-31T09:30:00"),
        ("2026/01/31T09:30:00", "2026-01-31T09:30:00"),
        ("2026 Jan 31 09:30:00.123 EST", "2026-01-31T14:30:00.123"),
        ("26-01-31 09:30:00,123 +0100", "2026-01-31T08:30:00.123"),
        ("26/01/31 09:30:00 INFO SparkContext", "2026-01-31T09:30:00"),
        ("260131 09:30:00 mysqld", "2026-01-31T09:30:00"),
        ("260131  9:30:00 mysqld", "2026-01-31T09:30:00"),
        ("20260131 09:30:00.123", "2026-01-31T09:30:00.123"),
        ("Jan 31 09:30:00 host app", "2026-01-31T09:30:00"),
        ("Jan  9 09:30:00 host", "2026-01-09T09:30:00"),
        ("Jan 31 09:30:00 +0100 2026", "2026-01-31T08:30:00"),
        ("Sat Jan 31 09:30:00 2026", "2026-01-31T09:30:00"),
        ("Sat Jan 31 09:30:00 UTC 2026", "2026-01-31T09:30:00"),
        ("Jan 31 09:30:00 est-web1 x", "2026-01-31T09:30:00"),
        ("Jan 31 09:30:00 MST01 x", "2026-01-31T09:30:00"),
        ("Jan 31 2026 09:30:00", "2026-01-31T09:30:00"),
        ("January 31, 2026 9:30:00 PM", "2026-01-31T21:30:00"),
        ("Jan 31, 2026 12:30:00 AM", "2026-01-31T00:30:00"),
        ('10.0.0.1 - - [31/Jan/2026:09:30:00 -0700] "GET /ping HTTP/1.1" 200', "2026-01-31T16:30:00"),
        ("31/Jan/2026 09:30:00", "2026-01-31T09:30:00"),
        ("31/Jan 09:30:00,123", "2026-01-31T09:30:00.123"),
        ("31-JAN-2026 09:30:00.123", "2026-01-31T09:30:00.123"),
        ("31 Jan 2026 09:30:00.123", "2026-01-31T09:30:00.123"),
        ("01/31/2026 09:30:00.123 -0800", "2026-01-31T17:30:00.123"),
        ("1/31/2026 9:30:00 PM", "2026-01-31T21:30:00"),
        ("1/31/2026 9:30:00 PM:250", "2026-01-31T21:30:00.250"),
        ("01/31/26 09:30:00", "2026-01-31T09:30:00"),
        ("[01/31/2026 20:39:12 INFO 140156949829440] #quality_metric", "2026-01-31T20:39:12"),
        ("11/12/25 09:30:00 both readings are dates", "2025-11-12T09:30:00"),
        ("0131_09:30:00.123", "2026-01-31T09:30:00.123"),
        ("I0131 09:30:00.465919 93 sagemaker_server.cc:293] x", "2026-01-31T09:30:00.465"),
        ("INFO 01-31 09:30:00 metrics.py:341] Avg prompt", "2026-01-31T09:30:00"),
        ("09:30:00,123 x", "2026-02-01T09:30:00.123"),
        ("23:30:00 the day before", "2026-02-01T23:30:00"),
        ("1769851800, x", "2026-01-31T09:30:00"),
        ("[1769851800] x", "2026-01-31T09:30:00"),
        ("a,b,c,d,1769851800,e", "2026-01-31T09:30:00"),
        ("1769851800123 x", "2026-01-31T09:30:00.123"),
        ("1769851800123456 x", "2026-01-31T09:30:00.123"),
        ("at 1769851800.123 x", "2026-01-31T09:30:00.123"),
        ("1769851800.655123456 x", "2026-01-31T09:30:00.655"),
        ("<134>1 1769851800.903768018 MX84 x", "2026-01-31T09:30:00.903"),
        ("type=SYSCALL msg=audit(1769851800.365:24287): x", "2026-01-31T09:30:00.365"),
        ("<34>Jan 31 09:30:00 host su: x", "2026-01-31T09:30:00"),
        ("<165>1 2026-01-31T09:30:00.003Z host", "2026-01-31T09:30:00.003"),
        ('x {"timestamp": "1769851800123"}', "2026-01-31T09:30:00.123"),
        # no timestamps
        ("", "t:fail"),
        ("no digits here", "t:fail"),
        ("1769851800 x", "t:fail"),
        ("x 1769851800123 x", "t:fail"),
        ("took 1769851800, y" + " " * 20 + "z", "2026-01-31T09:30:00"),
        ("this is too far from the start: 1769851800, x", "t:fail"),
        ("2025-02-30 x", "t:fail"),
        ("2026-02-30T09:30:00", "2026-02-01T09:30:00"),  # no such day, and the time of day is one by itself
        ("123-45-67 89", "t:fail"),
        ("12026-01-31x09:30", "t:fail"),
        # leftmost
        ("01/31/2026 09:30:00 then 2026-01-30T09:30:00Z", "2026-01-31T09:30:00"),
        # corrected
        ("2020-01-31T09:30:00Z", "t:ac1"),
        ("2026-02-03T12:00:00.001Z", "t:ac1"),
        ("2026-02-03T12:00:00Z", "2026-02-03T12:00:00"),
        ("2025-02-01T12:00:00Z", "2025-02-01T12:00:00"),
        ("2025-02-01T11:59:59Z", "t:ac1"),
    ],
)
def test_recognized(text: str, expected: str) -> None:
    assert time_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"timestamp":1769851800123,"message":"2026-01-01T00:00:00Z"}', "2026-01-31T09:30:00.123"),
        ('{"timestamp":"1769851800123","message":"x"}', "2026-01-31T09:30:00.123"),
        ('{"start":"2026-01-01T00:00:00Z","timestamp":"2026-01-31T09:30:00Z"}', "2026-01-31T09:30:00"),
        ('{"a":"2026-01-01T00:00:00Z", "@timestamp" : "2026-01-31T09:30:00.5Z"}', "2026-01-31T09:30:00.500"),
        ('{"a":"2026-01-01T00:00:00Z","time":1769851800}', "2026-01-31T09:30:00"),
        ('{"time":"[31/Jan/2026:09:30:00 +0000]"}', "2026-01-31T09:30:00"),
        ('{"time":1769851800.25,"b":1}', "2026-01-31T09:30:00.250"),
        ('{"time":"2026-01-30T00:00:00Z","timestamp":"2026-01-31T09:30:00Z"}', "2026-01-31T09:30:00"),
        (
            '{"nested":{"timestamp":"2026-01-30T00:00:00Z"},"time":"2026-01-31T09:30:00Z"}',
            "2026-01-31T09:30:00",
        ),
        ('{"timestamp":"soon","time":"2026-01-31T09:30:00Z"}', "2026-01-31T09:30:00"),
        ('{"a":"2026-01-31T09:30:00Z","timestamp":"soon"}', "2026-01-31T09:30:00"),
        (
            '{"eventVersion":"1.08","creation":"2026-01-01T00:00:00Z","eventTime":"2026-01-31T09:30:00Z"}',
            "2026-01-31T09:30:00",
        ),
        (
            '{"timestamp":1769000000000,"message":{"eventSource":"s3.amazonaws.com","eventTime":"2026-01-31T09:30:00Z"}}',
            "2026-01-31T09:30:00",
        ),
        ('{"eventTime":"2026-01-01T00:00:00Z","time":"2026-01-31T09:30:00Z"}', "2026-01-31T09:30:00"),
        ('{"a":1}', "t:fail"),
        ('{"timestamp":1.7e12}', "t:fail"),
    ],
)
def test_keys_of_json_go_before_the_leftmost(text: str, expected: str) -> None:
    assert time_of(text) == expected


def test_how_it_was_found() -> None:
    recognizer = Recognizer()
    iso = "yyyy-MM-dd'T'HH:mm:ss(*SSS)(ZZZZ)"
    hows = recognizer.recognize_all(
        [
            "x 2026-01-31T09:30:00.123Z y",
            "x 2026-01-31T09:30:01.124Z y",
            "x 2026-01-31T09:30:02.125Z y",
            "nothing",
            '{"timestamp":1769851800123,"m":1}',
            '{"timestamp":1769851800124,"m":1}',
            "2020-01-31T09:30:01Z",
        ],
        RECEIPT,
    )[1]
    assert hows == [
        f"t:full,o:2,l:24,p:{iso}",
        f"t:cache,o:2,l:24,p:{iso}",
        f"t:cache,o:2,l:24,p:{iso}",
        "t:fail,o:-1,l:0,p:null",
        "t:full,o:13,l:13,p:epoch",
        "t:cache,o:13,l:13,p:epoch",
        f"t:ac1,o:0,l:20,p:{iso}",
    ]


def test_years_that_are_not_written() -> None:
    new_year = at("2026-01-01T00:10:00")
    assert time_of("Dec 31 23:59:59 x", new_year) == "2025-12-31T23:59:59"
    assert time_of("Jan 01 00:00:05 x", at("2025-12-31T23:59:00")) == "2026-01-01T00:00:05"
    assert time_of("Mar 01 00:00:00 x", at("2026-02-01T00:00:00")) == "2025-03-01T00:00:00"
    assert time_of("Feb 29 10:00:00 x", at("2024-03-01T00:00:00")) == "2024-02-29T10:00:00"


def test_days_that_are_not_written() -> None:
    assert time_of("23:59:59 x", at("2026-02-01T00:00:10")) == "2026-01-31T23:59:59"
    assert time_of("00:00:01 x", at("2026-02-01T23:00:00")) == "2026-02-01T00:00:01"


def test_zone_of_the_source() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert Recognizer(berlin).recognize("2026-01-31 09:30:00 x", RECEIPT).ms == at("2026-01-31T08:30:00")
    assert Recognizer(berlin).recognize("2025-07-31 09:30:00 x", RECEIPT).ms == at("2025-07-31T07:30:00")
    assert Recognizer(berlin).recognize("2026-01-31 09:30:00Z x", RECEIPT).ms == at("2026-01-31T09:30:00")
    assert Recognizer(berlin).recognize("2026-01-31 09:30:00 -00", RECEIPT).ms == at("2026-01-31T08:30:00")
    forced = Recognizer(berlin, force_zone=True)
    for _ in range(4):
        assert forced.recognize("2026-01-31T09:30:00Z x", RECEIPT).ms == at("2026-01-31T08:30:00")
        assert forced.recognize('{"time":"2026-01-31T09:30:00Z"}', RECEIPT).ms == at("2026-01-31T08:30:00")
    assert forced.recognize('{"time":1769851800123}', RECEIPT).ms == 1769851800123


def test_switched_off() -> None:
    off = Recognizer(automatic=False, formats=(TimeFormat("epoch"),))
    assert off.recognize("2026-01-31T09:30:00Z", RECEIPT) == (RECEIPT, "t:none,o:-1,l:0,p:null")


@pytest.mark.parametrize(
    ("format", "locator", "text", "expected"),
    [
        ("yyyy.MM.dd HH:mm", None, "at 2026.01.31 09:30 x", "2026-01-31T09:30:00"),
        ("dd/MM/yyyy HH:mm:ss", None, "31/01/2026 09:30:00", "2026-01-31T09:30:00"),
        ("dd.MM.yy h:mm a", None, "31.01.26 9:30 pm", "2026-01-31T21:30:00"),
        ("EEE, d MMM yyyy HH:mm:ss z", None, "Sat, 31 Jan 2026 09:30:00 PST", "2026-01-31T17:30:00"),
        (
            "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "end=(\\S+)",
            "2026-01-01T00:00:00Z end=2026-01-31T09:30:00.25+01:00",
            "2026-01-31T08:30:00.250",
        ),
        ("yyyyMMddHHmmssSSS", None, "id 20260131093000123.", "2026-01-31T09:30:00.123"),
        ("mm:ss 'o''clock' HH yyyy-MM-dd", None, "30:15 o'clock 09 2026-01-31", "2026-01-31T09:30:15"),
        ("yyyy-MM-dd", None, "2026-01-31", "2026-01-31T00:00:00"),
        ("epoch", None, "x 1769851800123 y", "2026-01-31T09:30:00.123"),
        ("epoch", "t=(\\d+)", "1 t=1769851800", "2026-01-31T09:30:00"),
        ("epoch", "t=([0-9.]+)", "t=1769851800.5", "2026-01-31T09:30:00.500"),
        ("epoch", "t=(\\d+)", "t=1769851800123456", "2026-01-31T09:30:00.123"),
        ("epoch", "t=(\\d+)", "t=1769851800123456789", "2026-01-31T09:30:00.123"),
        ("EPOCH", "^(?:[^,]*,){2}(\\d+)", "1,2,1769851800", "2026-01-31T09:30:00"),
        ("yyyy", "x(y)?", "x 2026-01-31T09:30:00Z", "2026-01-31T09:30:00"),
    ],
)
def test_formats_of_the_source(format: str, locator: str | None, text: str, expected: str) -> None:
    recognizer = Recognizer(formats=(TimeFormat("'never'yyyy"), TimeFormat(format, locator)))
    for _ in range(3):
        found = recognizer.recognize(text, RECEIPT)
        assert (
            datetime.fromtimestamp(found.ms / 1000, UTC)
            .isoformat(timespec="milliseconds")
            .removesuffix("+00:00")
            .removesuffix(".000")
            == expected
        )
        assert found.how.startswith(("t:def", "t:full", "t:cache"))


def test_formats_are_tried_before_the_search_and_then_it_is_tried() -> None:
    recognizer = Recognizer(formats=(TimeFormat("dd/MM/yyyy HH:mm:ss", "end=(.+)"),))
    assert recognizer.recognize("2026-01-01T00:00:00Z end=31/01/2026 09:30:00", RECEIPT).ms == at(
        "2026-01-31T09:30:00"
    )
    assert recognizer.recognize("2026-01-01T00:00:00Z end=never", RECEIPT).how.startswith("t:full")


@pytest.mark.parametrize(
    ("format", "locator", "code"),
    [
        ("yyyy-MM-dd Q", None, "time.format"),
        ("yyyy-MM-dd 'open", None, "time.format"),
        ("yyyy yyyy", None, "time.format"),
        ("ddd", None, "time.format"),
        ("--", None, "time.format"),
        ("", None, "time.format"),
        ("epoch", r"\d+", "time.locator"),
        ("epoch", r"(\d)(\d)", "time.locator"),
        ("epoch", r"(?<t>\d)", "time.locator"),
        ("epoch", r"(\d", "pattern.syntax"),
        ("epoch", r".*a.*(\d)", "pattern.slow"),
    ],
)
def test_formats_that_cannot_be_used(format: str, locator: str | None, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        Recognizer(formats=(TimeFormat(format, locator),))
    assert caught.value.faults[0].code == code


def test_the_rule_about_recent_messages_is_off_unless_asked_for() -> None:
    texts = ["2026-01-31T09:30:00Z a", "2026-01-20T09:30:00Z b", "2026-01-31T09:31:00Z c"]
    assert Recognizer().recognize_all(texts, RECEIPT)[0][1] == at("2026-01-20T09:30:00")
    times, hows = Recognizer(near_recent=True).recognize_all(texts, RECEIPT)
    assert times == [at("2026-01-31T09:30:00"), RECEIPT, at("2026-01-31T09:31:00")] and "t:ac2" in hows[1]
    custom = Recognizer(near_recent=True, formats=(TimeFormat("yyyy-MM-dd'T'HH:mm:ss"),))
    assert custom.recognize_all(texts, RECEIPT)[0][1] == at("2026-01-20T09:30:00")


MOMENTS = st.datetimes(datetime(2025, 3, 1), datetime(2026, 2, 1))
SHAPES = [
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S.123Z",
    "%Y-%m-%d %H:%M:%S,456 [INFO ]",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S +0530",
    "%Y/%m/%d %H:%M:%S",
    "%b %d %H:%M:%S host",
    "%d/%b/%Y:%H:%M:%S +0000",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%y %H:%M:%S",
    "%y/%m/%d %H:%M:%S",
    "%m-%d %H:%M:%S",
    "%H:%M:%S",
    "%m%d %H:%M:%S.5",
    "%y%m%d %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%b %d, %Y %I:%M:%S %p",
    "%Y-%m-%dT%H:%M:%S.12345",
    "%b %d %H:%M:%S %Y",
    "%d %b %Y %H:%M:%S",
    '{"eventVersion":"1","eventTime":"%Y-%m-%dT%H:%M:%SZ"}',
    '{"a":1,"time":"%Y-%m-%dT%H:%M:%S.500Z"}',
    '{"@timestamp":"%Y-%m-%dT%H:%M:%S+01:00"}',
    '{"log":"%Y-%m-%d %H:%M:%S x"}',
    '{"timestamp":17%y%m%d%H123,"a":1}',
    '{"timestamp":17%y%m%d%H123,"m":{"eventSource":"a","eventTime":"%Y-%m-%dT%H:%M:%SZ"}}',
]
PREFIXES = ["", "[", "<134>", "x ", "10:", "12 ", "02-", "Jan ", "1 ", "10.0.0.1 - "]
SUFFIXES = ["", " ", "] text", " 2025", "Z", " PM", ".5", "-07", "1"]


def line(prefix: str, shape: str, moment: datetime, suffix: str) -> str:
    return ("" if shape[0] == "{" else prefix) + moment.strftime(shape) + suffix


LINES = st.builds(
    line, st.sampled_from(PREFIXES), st.sampled_from(SHAPES), MOMENTS, st.sampled_from(SUFFIXES)
)


@settings(max_examples=400)
@given(
    st.lists(LINES, min_size=1, max_size=12),
    st.sampled_from([UTC, ZoneInfo("America/New_York")]),
    st.booleans(),
)
@example(["12 23:59:59", "12 23:59:59", "12 23:59:58 2025"], UTC, False)
def test_memory_has_no_influence(texts: list[str], zone: ZoneInfo, force: bool) -> None:
    shared = Recognizer(zone, force)
    for text in (*texts, *texts, *texts):
        alone = Recognizer(zone, force).recognize(text, RECEIPT)
        together = shared.recognize(text, RECEIPT)
        assert together.ms == alone.ms
        assert together.how.replace("t:cache", "t:full") == alone.how


@settings(max_examples=300)
@given(
    st.sampled_from(["", "x ", "[", "1,2 "]),
    st.sampled_from(SHAPES),
    st.lists(MOMENTS, min_size=8, max_size=8),
    st.lists(
        st.sampled_from(["", " a", ".25", "-1", " +0100", " UTC", " 2025", " am"]), min_size=8, max_size=8
    ),
)
def test_lines_that_look_alike(prefix: str, shape: str, moments: list[datetime], ends: list[str]) -> None:
    texts = [
        line(prefix, shape, moment, end) for moment, end in zip(moments * 2, ends + ends[::-1], strict=True)
    ]
    together = Recognizer().recognize_all(texts, RECEIPT)[0]
    assert together == [Recognizer().recognize(text, RECEIPT).ms for text in texts]


@settings(max_examples=300)
@given(
    st.text() | st.text(alphabet='0123456789-/:., TZJanFebMar+{}"eventTimestamp', max_size=80),
    st.integers(-(10**15), 10**15),
)
def test_any_text_has_a_time(text: str, receipt: int) -> None:
    formats = (TimeFormat("HH:mm"),)
    for recognizer in (Recognizer(), Recognizer(ZoneInfo("Asia/Tokyo"), force_zone=True, formats=formats)):
        first = recognizer.recognize(text, receipt)
        assert recognizer.recognize(text, receipt).ms == first.ms
        assert -366 * DAY <= first.ms - receipt <= 2 * DAY
        assert first.how.startswith("t:")


@given(MOMENTS, st.integers(0, 999))
def test_iso_times_are_exact(moment: datetime, ms: int) -> None:
    moment = moment.replace(microsecond=ms * 1000)
    text = moment.isoformat(timespec="milliseconds")
    expected = (moment - datetime(1970, 1, 1)) // timedelta(milliseconds=1)
    forms = (f"{text}Z", text.replace("T", " "), f'{{"time":"{text}Z"}}', f"[{text}+00:00]", f"{expected} x")
    for form in forms:
        assert Recognizer().recognize(form, RECEIPT).ms == expected


@needs(CORPUS)
@pytest.mark.parametrize("name", ["invictus", "stratus"])
def test_real_cloudtrail_records_have_their_event_time(name: str) -> None:
    lines = (CORPUS / "cloudtrail" / f"{name}.jsonl").read_text().splitlines()
    expected = [at(json.loads(line)["eventTime"]) for line in lines]
    receipt = max(expected) + 1000
    times, hows = Recognizer().recognize_all(lines, receipt)
    recent = [n for n, ms in enumerate(expected) if receipt - ms <= 365 * DAY]
    assert len(recent) > 100
    assert [times[n] for n in recent] == [expected[n] for n in recent]
    assert all(hows[n].startswith(("t:cache", "t:full")) for n in recent)


@needs(CORPUS)
def test_sagemaker_records_have_the_time_of_their_envelope() -> None:
    samples = json_lines(CORPUS / "sagemaker" / "cloudwatch_log_samples.jsonl")
    records = [record for sample in samples if "timestamp" in (record := sample["record"])]
    assert len(records) >= 3
    for record in records:
        text = json.dumps(record, separators=(",", ":"))
        assert Recognizer().recognize(text, record["timestamp"] + 1000).ms == record["timestamp"]
