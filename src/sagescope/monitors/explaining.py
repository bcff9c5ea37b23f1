"""Why a monitor did or did not fire, in sentences. Pure."""

from datetime import UTC, datetime

from sagescope.durations import format_duration
from sagescope.model.alert import Look, Outcome
from sagescope.model.monitor import Monitor
from sagescope.monitors.schedule import lag_of


def told(look: Look) -> str:
    """Why one look came to what it did."""
    match look.outcome:
        case Outcome.OPENED:
            return f"an alert began, as {look.reason}."
        case Outcome.RESOLVED:
            return f"an alert ended, as {look.reason}."
        case Outcome.FIRING:
            return f"the condition is still met: {look.reason}."
        case Outcome.WAITING:
            return f"the alert is open and the condition is not met: {look.reason}."
        case Outcome.ERROR:
            return f"it could not be looked at. {look.reason}"
        case Outcome.QUIET:
            return f"no alert, as {look.reason}."


def window_told(monitor: Monitor, look: Look) -> str:
    """Which data a look was at, and why no newer."""
    delay = f", and {format_duration(monitor.delay)} by evaluationDelay" if monitor.delay else ""
    return (
        f"At {_shown(look.at)} it looked at data from {_shown(look.start)} to {_shown(look.end)} UTC: "
        f"{format_duration(lag_of(monitor))} are left for data to arrive{delay}."
    )


def late_told(count: int) -> str:
    """That messages came too late for a look; empty where none did."""
    if not count:
        return ""
    return (
        f"{count:,} message{'s' * (count != 1)} of this window arrived after the look, so it did not see them; "
        "a longer evaluationDelay would wait for them."
    )


def _shown(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
