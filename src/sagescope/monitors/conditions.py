"""The decisions of a monitor: from what a query gave to alerts that begin and end. Pure: no clock, no store.

A look at a window gives a verdict for each group; `step` leads open alerts on by them. An alert ends when its data has
been clear for the whole resolution window, without a gap, and not before it has been open for as long
(reference monitors.md, 2.7).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from sagescope.durations import UNITS
from sagescope.model.alert import Group
from sagescope.model.monitor import Method
from sagescope.monitors.baselines import deviating
from sagescope.monitors.policies import Bound, Policy

FORGOTTEN = UNITS["d"]
"""How long something may be silent before it is forgotten (reference monitors.md, 2.4)."""

MOST_GROUPS = 1_000


@dataclass(frozen=True, slots=True)
class Sample:
    """One row or time series of a window: its name, its values in order, and those before the window."""

    key: str
    values: tuple[float, ...]
    before: tuple[float, ...] = ()


class State(Enum):
    """What a look says of a group."""

    FIRING = "firing"
    CLEAR = "clear"
    NO_DATA = "no data"
    UNKNOWN = "unknown"
    """Too little data: neither an alert nor a recovery."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look says of a group, by which value, and why."""

    state: State
    value: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Open:
    """An open alert: when it began, since when its data has been clear, and when it was last looked at."""

    opened: int
    last: int
    clear_from: int | None = None


class Change(Enum):
    """What happens to an alert."""

    OPENED = "opened"
    RESOLVED = "resolved"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Transition:
    """An alert of a group that begins or ends at a time; `opened` is when it began."""

    change: Change
    group: Group
    at: int
    opened: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Step:
    """The open alerts after a look, and what came of it."""

    open: Mapping[Group, Open]
    transitions: tuple[Transition, ...]


ABSENT = Verdict(State.NO_DATA, None, "there is no data in the window")


def step(open_: Mapping[Group, Open], at: int, policy: Policy, verdicts: Mapping[Group, Verdict]) -> Step:
    """Lead the open alerts of one kind on by the verdicts of a look at time `at`.

    Groups that have an open alert and no verdict have no data. Looks come in rising order; one that is not later
    than the last of an alert changes nothing of it.
    """
    after: dict[Group, Open] = {}
    changes: list[Transition] = []
    for group in (*open_, *(group for group in verdicts if group not in open_)):
        verdict = verdicts.get(group, ABSENT)
        held = open_.get(group)
        if held is None:
            if verdict.state is State.FIRING:
                after[group] = Open(at, at)
                changes.append(Transition(Change.OPENED, group, at, at, verdict))
            continue
        if at <= held.last:
            after[group] = held
            continue
        led = _led(held, at, policy, verdict)
        if isinstance(led, Open):
            after[group] = led
        else:
            changes.append(Transition(led, group, at, held.opened, verdict))
    return Step(after, tuple(changes))


def _led(held: Open, at: int, policy: Policy, verdict: Verdict) -> Open | Change:
    """What becomes of an open alert."""
    if policy.method.is_missing:
        # No verdict of a group means that it has been forgotten.
        if verdict.state is State.NO_DATA:
            return Change.EXPIRED
        if verdict.state is State.FIRING and at - held.opened >= FORGOTTEN:
            return Change.EXPIRED
    if verdict.state in (State.FIRING, State.UNKNOWN):
        return replace(held, last=at, clear_from=None)
    start = at - policy.window
    # What lies between this window and the last look was not seen: the clear time begins anew.
    unbroken = held.clear_from is not None and start <= held.last
    clear_from = held.clear_from if unbroken and held.clear_from is not None else start
    if at - clear_from >= policy.resolution and at - held.opened >= policy.resolution:
        return Change.RESOLVED
    return replace(held, last=at, clear_from=clear_from)


def verdict_of(policy: Policy, samples: Sequence[Sample]) -> Verdict:
    """What the rows or series of one group say by a condition on their values.

    Any of them makes an alert, all of them together end it.
    """
    held = [s for s in samples if s.values]
    if not held:
        return ABSENT
    if policy.deviation is not None:
        return _deviating(policy, held)
    for sample in held:
        if (value := _meets(policy.alert, sample.values)) is not None:
            return Verdict(State.FIRING, value, f"{_of(sample)}{value:g} is {_words(policy.alert)}")
    value = _nearest(policy.alert, [v for s in held for v in s.values])
    if policy.recovery is None:
        if policy.field is None and all(v == 0 for s in held for v in s.values):
            return Verdict(State.CLEAR, value, "there are no results")
        return Verdict(
            State.UNKNOWN, value, f"{value:g} is not {_words(policy.alert)}, and there are results"
        )
    few = [s for s in held if len(s.values) < max(policy.alert.least, policy.recovery.least)]
    if few:
        count = len(few[0].values)
        least = max(policy.alert.least, policy.recovery.least)
        reason = f"{_of(few[0])}{count} data point{'s' * (count != 1)} in the window, {least} are needed"
        return Verdict(State.UNKNOWN, value, reason)
    if all(_meets(policy.recovery, s.values) is not None for s in held):
        return Verdict(State.CLEAR, value, f"{value:g} is {_words(policy.recovery)}")
    return Verdict(
        State.UNKNOWN,
        value,
        f"{value:g} is neither {_words(policy.alert)} nor {_words(policy.recovery)}",
    )


def shown_value(policy: Policy, samples: Sequence[Sample]) -> float | None:
    """The value of a group that a chart shows: the one nearest to the alert; of missing data, how much there is."""
    values = [v for s in samples for v in s.values]
    if policy.method is Method.LOGS_MISSING:
        return sum(values)
    if policy.method is Method.METRICS_MISSING:
        return float(len(values))
    if values:
        return values[-1] if policy.deviation is not None else _nearest(policy.alert, values)
    return 0.0 if policy.method is Method.LOGS_STATIC and policy.field is None else None


def _meets(bound: Bound, values: Sequence[float]) -> float | None:
    """The value that is farthest on that side of the bound; None where it is not met."""
    met = [v for v in values if bound.comparison.holds(v, bound.threshold)]
    enough = len(met) == len(values) >= bound.least if bound.always else bool(met)
    return _nearest(bound, met) if enough else None


def _nearest(bound: Bound, values: Iterable[float]) -> float:
    return max(values) if bound.comparison.upwards else min(values)


def _words(bound: Bound) -> str:
    when = "at all times " if bound.always else ""
    return f"{when}{bound.comparison.words.lower()} {bound.threshold:g}"


def _of(sample: Sample) -> str:
    return f"{sample.key}: " if sample.key else ""


def _deviating(policy: Policy, samples: Sequence[Sample]) -> Verdict:
    assert policy.deviation is not None
    told = False
    for sample in samples:
        far = deviating(sample.before, sample.values, policy.deviation)
        if far is None:
            continue
        told = True
        if len(far) >= policy.deviation.count:
            reason = f"{_of(sample)}{far[-1]:g} is more than {policy.deviation.threshold:g} deviations off"
            return Verdict(State.FIRING, far[-1], reason)
    last = samples[0].values[-1]
    if not told:
        return Verdict(State.UNKNOWN, last, "there is too little history to tell what is usual")
    return Verdict(State.CLEAR, last, f"{last:g} is near its usual course")


Known = Mapping[Group, Mapping[str, int]]
"""The series of each group, by when they last had data."""


def remembered(known: Known, present: Mapping[Group, Sequence[Sample]], at: int) -> Known:
    """What is known after a look: who has data is there, who was silent for a day is forgotten."""
    after = {group: dict(members) for group, members in known.items()}
    for group, samples in present.items():
        after.setdefault(group, {}).update((s.key, at) for s in samples if s.values)
    kept = {
        group: {key: seen for key, seen in members.items() if at - seen < FORGOTTEN}
        for group, members in after.items()
    }
    return {group: members for group, members in kept.items() if members}


def missing(
    policy: Policy, known: Known, present: Mapping[Group, Sequence[Sample]], *, grouped: bool
) -> dict[Group, Verdict]:
    """Verdicts about data that stopped, for all groups that are known or there."""
    groups = [*present, *(g for g in known if g not in present)]
    if not grouped and () not in groups:
        groups.append(())
    return {group: _missing(policy, known.get(group, {}), present.get(group, ())) for group in groups}


def _missing(policy: Policy, members: Mapping[str, int], samples: Sequence[Sample]) -> Verdict:
    there = {s.key for s in samples if s.values}
    count = float(sum(len(s.values) for s in samples))
    gone = sorted(set(members) - there)
    if policy.all_series:
        if there:
            return Verdict(State.CLEAR, count, "there is data")
        return Verdict(State.FIRING, 0.0, "there is no data in the window")
    if gone:
        more = f" and {len(gone) - 1} more" if len(gone) > 1 else ""
        return Verdict(State.FIRING, float(len(there)), f"{gone[0] or 'the series'}{more} stopped")
    return Verdict(State.CLEAR, count, "no series stopped" if there else "there was no series yet")
