"""What a monitor would have done: the same looks and decisions over data that is stored, told to nobody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sagescope.errors import Refusal
from sagescope.model.alert import Group, Look, Outcome
from sagescope.model.monitor import Kind, Monitor
from sagescope.monitors.conditions import Change, Known, Open
from sagescope.monitors.looking import look
from sagescope.monitors.observation import Observation
from sagescope.monitors.policies import Policy, policies_of
from sagescope.monitors.schedule import thinned
from sagescope.timerange import TimeRange

MOST_LOOKS = 500

Observe = Callable[[Policy, int], Observation]


@dataclass(frozen=True, slots=True)
class PastAlert:
    """An alert that there would have been; `until` None is one that would be open at the end."""

    kind: Kind
    group: Group
    since: int
    until: int | None
    value: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Backtest:
    """The alerts of a range, the looks that were taken, and how far they lie apart: `interval`, and as asked for."""

    alerts: tuple[PastAlert, ...]
    looks: tuple[Look, ...]
    interval: int
    usual: int


def backtest(
    monitor: Monitor, range_: TimeRange, interval: int, observe: Observe, most: int = MOST_LOOKS
) -> Backtest:
    """Take the looks of a range, at most `most` of them; where there would be more, they lie farther apart.

    Where a query fails the look is one, with the reason, as it would be when it is run by the clock.
    """
    first = -(-range_.start // interval) * interval
    times = thinned(range(first, range_.end + 1, interval), most)
    policies = policies_of(monitor)
    open_: dict[Kind, Mapping[Group, Open]] = {policy.kind: {} for policy in policies}
    known: Known = {}
    begun: dict[tuple[Kind, Group], PastAlert] = {}
    ended: list[PastAlert] = []
    looks: list[Look] = []
    for at in times:
        for policy in policies:
            try:
                seen = observe(policy, at)
            except Refusal as refused:
                reason = refused.faults[0].sentence
                looks.append(Look("", policy.kind, at, at, at, Outcome.ERROR, None, reason))
                continue
            looked = look("", monitor, policy, at, seen, open_[policy.kind], known)
            open_[policy.kind], known = looked.step.open, looked.known
            looks.append(looked.look)
            for change in looked.step.transitions:
                key = (policy.kind, change.group)
                told = change.verdict
                if change.change is Change.OPENED:
                    begun[key] = PastAlert(*key, change.at, None, told.value, told.reason)
                else:
                    was = begun.pop(key)
                    ended.append(PastAlert(*key, was.since, change.at, was.value, was.reason))
    alerts = sorted([*ended, *begun.values()], key=lambda a: (a.since, a.kind.value, a.group))
    apart = times[-1] - times[-2] if len(times) > 1 else interval
    return Backtest(tuple(alerts), tuple(looks), apart, interval)
