"""Muting schedules: when alerts of which monitors are made without telling anybody (reference monitors.md, 6)."""

import re
from datetime import datetime
from typing import Annotated, ClassVar

from dateutil.rrule import rrulestr
from pydantic import AfterValidator, Field

from sagescope.model.checks import HexId, Millis, Name, Zone
from sagescope.model.entity import Entity, broken

_RULE = re.compile(r"[A-Z0-9=;,+:-]+")


def local_rule(rule: str) -> str:
    """A rule with its end as a local time, which is what it is compared with.

    A few hours at the end of the rule do not matter.
    """
    parts = [part.rstrip("Zz") if part.upper().startswith("UNTIL=") else part for part in rule.split(";")]
    return ";".join(parts)


def _rule(text: str) -> str:
    if not text:
        return text
    rule = text.removeprefix("RRULE:")
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    # What repeats within hours would be walked through from its first day on at every look.
    allowed = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
    try:
        if _RULE.fullmatch(rule) is None or parts.get("FREQ") not in allowed:
            raise ValueError
        rrulestr(local_rule(rule), dtstart=datetime(2026, 1, 1))
    except (ValueError, TypeError, KeyError):
        raise broken(
            f"is {text!r}, which is no rule that is understood",
            "Write an iCalendar rule such as FREQ=WEEKLY;BYDAY=SA,SU.",
        ) from None
    return rule


class Mute(Entity):
    """A muting schedule: from a local date and time on for `duration` minutes, again as `rrule` says.

    `monitors` are ids of monitors and folders, `everything` mutes all monitors. `groups` narrow it to alerts with one
    of the values for each key.
    """

    noun: ClassVar[str] = "mute"

    id: HexId
    name: Name
    description: str = ""
    zone: Zone = "UTC"
    start_date: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
    start_time: Annotated[str, Field(pattern=r"^\d\d:\d\d$")]
    duration: Annotated[int, Field(ge=1, le=527_040)]
    rrule: Annotated[str, AfterValidator(_rule)] = ""
    everything: bool = False
    monitors: tuple[HexId, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    created_at: Millis
    created_by: str
    modified_at: Millis
    modified_by: str

    def check(self) -> None:
        """It mutes something, and its start is a time."""
        try:
            datetime.fromisoformat(f"{self.start_date}T{self.start_time}")
        except ValueError:
            raise broken("starts at no time that there is", "Write 2026-01-31 and 09:30.") from None
        if not self.everything and not self.monitors:
            raise broken("mutes nothing", "Name monitors or folders, or all.")
