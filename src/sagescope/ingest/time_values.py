"""What the parts of a timestamp come to, in milliseconds since the epoch."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from sagescope.ingest.time_formats import MONTHS, ZONES

HOUR = 3_600_000
DAY = 24 * HOUR
YEAR = 365 * DAY

Parts = tuple[str | None, ...]
"""Year, month, day, hour, minute, zone and half of the day as they are written, None for what is not."""

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MONTH_NUMBERS = {name.upper(): number for number, name in enumerate(MONTHS, 1)}


def plausible(ms: int, receipt: int) -> bool:
    """Whether a message of that time may be received at `receipt`: at most a year old, two days ahead."""
    return -YEAR <= ms - receipt <= 2 * DAY


def epoch_millis(digits: str) -> int:
    """Milliseconds of 10 digits (seconds), 13, 16 or 19, the first with a fraction or without."""
    whole, _, fraction = digits.partition(".")
    if len(whole) == 10:
        return int(whole) * 1000 + int(f"{fraction}000"[:3])
    return int(whole[:13])


def minute_millis(parts: Parts, receipt: int, zone: tzinfo, force_zone: bool) -> int | None:
    """Where the minute of a timestamp begins; None where there is no such day.

    The zone is the one that is written, unless there is none or `force_zone`: then it is `zone`. A year that
    is missing is the last one that does not put the time more than two days after `receipt` (milliseconds);
    a day that is missing is the day of `receipt`, or the one before if that would be over 12 hours ahead.
    """
    year, month, day, hour, minute, zone_text, half = parts
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half in "Pp" else 0)
    minutes = 60 * hours + int(minute or 0)
    offset = None if force_zone else _offset(zone_text)
    months = _month(month)
    try:
        if year:
            number = int(year)
            full = number if len(year) == 4 else number + (2000 if number < 70 else 1900)
            return _instant(date(full, months, int(day or 1)), minutes, offset, zone)
        today = datetime.fromtimestamp(
            receipt / 1000, timezone(timedelta(minutes=offset)) if offset is not None else zone
        ).date()
        if month is None and day is None:
            ms = _instant(today, minutes, offset, zone)
            return ms if ms - receipt <= DAY // 2 else _instant(today - timedelta(1), minutes, offset, zone)
    except (ValueError, OverflowError, OSError):
        return None
    for guess in (today.year + 1, today.year, today.year - 1):
        try:
            ms = _instant(date(guess, months, int(day or 1)), minutes, offset, zone)
        except (ValueError, OverflowError):
            continue  # no 29 February
        if ms - receipt <= 2 * DAY:
            return ms
    return None


def _month(text: str | None) -> int:
    if text is None:
        return 1
    return _MONTH_NUMBERS[text[:3].upper()] if text[0].isalpha() else int(text)


def _offset(text: str | None) -> int | None:
    """Minutes ahead of UTC; None where there is no zone, or it is the `-00` that says nothing."""
    if text is None or text == "-00":
        return None
    if text[0] not in "+-":
        return ZONES[text]
    digits = text[1:].replace(":", "")
    minutes = 60 * int(digits[:2]) + int(digits[2:] or 0)
    return -minutes if text[0] == "-" else minutes


def _instant(day: date, minutes: int, offset: int | None, zone: tzinfo) -> int:
    ms = (day.toordinal() - _EPOCH_DAY) * DAY + minutes * 60_000
    if offset is None:
        if zone is UTC:
            return ms
        local = datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=zone)
        ahead = local.utcoffset() or timedelta()
        return ms - ahead // timedelta(milliseconds=1)
    return ms - offset * 60_000
