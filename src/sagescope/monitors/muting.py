"""Whether an alert is muted at a time (reference monitors.md, 6). Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice

from dateutil.rrule import rrulestr

from sagescope.model.alert import Group
from sagescope.model.mute import Mute, local_rule
from sagescope.timerange import zone_named


def is_muted(mutes: Iterable[Mute], monitor_path: Iterable[str], group: Group, at: int) -> bool:
    """Whether one of the schedules holds at `at` for an alert of a group; `monitor_path` is the monitor and its folders."""
    ids = set(monitor_path)
    return any(
        (mute.everything or ids & set(mute.monitors)) and _has_group(mute, group) and holds(mute, at)
        for mute in mutes
    )


def holds(mute: Mute, at: int) -> bool:
    """Whether a schedule is on at a time. Its times are local ones, also where clocks are set back or forth."""
    zone = zone_named(mute.zone or "UTC")
    # Only the local time counts for a rule, so it is worked out without a zone and put into it afterwards.
    now = datetime.fromtimestamp(at / 1000, zone).replace(tzinfo=None)
    start = datetime.fromisoformat(f"{mute.start_date}T{mute.start_time}")
    length = timedelta(minutes=mute.duration)
    if not mute.rrule:
        begun = [start]
    else:
        # A day more on each side for changes of the clock.
        spare = timedelta(days=1)
        rule = rrulestr(local_rule(mute.rrule), dtstart=start)
        begun = list(rule.between(now - length - spare, now + spare, inc=True))
    begins = (one.replace(tzinfo=zone).astimezone(UTC).timestamp() * 1000 for one in begun)
    return any(begin <= at < begin + length.total_seconds() * 1000 for begin in begins)


def next_begins(mute: Mute, at: int, most: int = 3) -> list[int]:
    """When a schedule is on next, after a time: up to `most` begins."""
    zone = zone_named(mute.zone or "UTC")
    start = datetime.fromisoformat(f"{mute.start_date}T{mute.start_time}")
    now = datetime.fromtimestamp(at / 1000, zone).replace(tzinfo=None)
    begun = [start]
    if mute.rrule:
        rule = rrulestr(local_rule(mute.rrule), dtstart=start)
        begun = list(islice(rule.xafter(now - timedelta(days=1), inc=True), most + 3))
    times = (int(one.replace(tzinfo=zone).timestamp() * 1000) for one in begun)
    return [time for time in times if time > at][:most]


def _has_group(mute: Mute, group: Group) -> bool:
    values = {name.lower(): value for name, value in group}
    return all(values.get(key.lower()) in allowed for key, allowed in mute.groups)
