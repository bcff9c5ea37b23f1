"""Dates are written as Python writes them, and read again."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from function_values import worked_out
from sagescope.plan.schema import Kind

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

instants = st.lists(st.integers(-2_208_988_800_000, 4_102_444_800_000), min_size=1, max_size=20)
zones = st.sampled_from(
    ["UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns"]
)


def _at(milliseconds: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=milliseconds)


@given(instants, zones)
def test_dates_as_python_writes_them(values: Sequence[int], zone: str) -> None:
    pattern = "yyyy-MM-dd'T'HH:mm:ss.SSS DDD EEE MMMM hh a"
    local = [_at(v).astimezone(ZoneInfo(zone)) for v in values]
    wanted = [f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03} {at:%j %a %B %I %p}" for at in local]
    assert worked_out(f'formatDate(v, "{pattern}", "{zone}")', values, Kind.LONG) == wanted


@given(instants, st.integers(-14 * 60, 14 * 60))
def test_dates_in_the_zone_of_whoever_asks(values: Sequence[int], minutes: int) -> None:
    local = [_at(v + minutes * 60_000) for v in values]
    offset = minutes * 60_000
    got = worked_out('formatDate(v, "yyyy-MM-dd HH:mm:ss")', values, Kind.LONG, offset)
    assert got == [f"{at:%Y-%m-%d %H:%M:%S}" for at in local]
    assert worked_out(
        'parseDate(formatDate(v, "y-M-d H:m:s.SSS"), "y-M-d H:m:s.SSS")', values, Kind.LONG, offset
    ) == list(values)


@given(instants, zones)
def test_weeks_begin_on_sunday_and_belong_to_the_year_of_their_end(values: Sequence[int], zone: str) -> None:
    wanted = []
    for value in values:
        at = _at(value).astimezone(ZoneInfo(zone))
        end = at + timedelta(days=6 - at.isoweekday() % 7)
        first = at.replace(day=1)
        week_of_month = (at.day + first.isoweekday() % 7 - 1) // 7 + 1
        wanted.append(
            f"{end.year} {(end.timetuple().tm_yday - 1) // 7 + 1} {week_of_month} {(at.day - 1) // 7 + 1}"
        )
    assert worked_out(f'formatDate(v, "YYYY w W F", "{zone}")', values, Kind.LONG) == wanted


@given(st.lists(st.integers(-62_135_596_800_000, 253_402_300_799_999), min_size=1, max_size=20))
def test_written_dates_are_read_again(values: Sequence[int]) -> None:
    for pattern in (
        "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
        "EEE, d MMMM yyyy, h:mm:ss,SSS a Z",
        "yyyyMMddHHmmssSSSXX",
    ):
        read = f'parseDate(formatDate(v, "{pattern}", "Etc/UTC"), "{pattern}")'
        assert worked_out(read, values, Kind.LONG) == list(values), pattern
