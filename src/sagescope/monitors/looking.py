"""One look at one condition, whoever takes it: the runner, or a back-test over the past. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from sagescope.model.alert import Group, Look, Outcome, group_text
from sagescope.model.monitor import Monitor
from sagescope.monitors.conditions import (
    ABSENT,
    Change,
    Known,
    Open,
    Sample,
    State,
    Step,
    Verdict,
    missing,
    remembered,
    step,
    verdict_of,
)
from sagescope.monitors.observation import Observation
from sagescope.monitors.policies import Policy

_WEIGHT = {State.FIRING: 0, State.UNKNOWN: 1, State.CLEAR: 2, State.NO_DATA: 3}


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of a look: the alerts after it, its record, and what is known of the series."""

    step: Step
    look: Look
    known: Known


def look(
    monitor_id: str,
    monitor: Monitor,
    policy: Policy,
    at: int,
    seen: Observation,
    open_: Mapping[Group, Open],
    known: Known,
) -> Looked:
    """Decide what an observation means for the open alerts of one condition."""
    grouped = bool(monitor.group_fields) or monitor.per_series
    if policy.method.is_missing:
        known = remembered(known, seen.samples, at)
        verdicts = missing(policy, known, seen.samples, grouped=grouped)
    else:
        verdicts = {group: verdict_of(policy, samples) for group, samples in seen.samples.items()}
        if policy.field is None and policy.method.value.startswith("Logs") and policy.deviation is None:
            # No rows of a group are a count of 0.
            nothing = [Sample("", (0.0,))]
            verdicts |= {group: verdict_of(policy, nothing) for group in open_ if group not in verdicts}
    result = step(open_, at, policy, verdicts)
    outcome, verdict = _outcome(result, verdicts, open_)
    window = seen.window
    reason = verdict.reason
    if seen.left_out:
        reason += f"; {seen.left_out} groups beyond the limit were left out"
    told = Look(
        monitor_id, policy.kind, at, window.start, window.end, outcome, verdict.value, reason, len(verdicts)
    )
    return Looked(result, told, known)


def _outcome(
    result: Step, verdicts: Mapping[Group, Verdict], before: Mapping[Group, Open]
) -> tuple[Outcome, Verdict]:
    for change, outcome in ((Change.OPENED, Outcome.OPENED), (Change.RESOLVED, Outcome.RESOLVED)):
        of = [t for t in result.transitions if (t.change is Change.OPENED) is (change is Change.OPENED)]
        if of:
            told = of[0].verdict
            where = group_text(of[0].group)
            ended = "expired: " if of[0].change is Change.EXPIRED else ""
            more = f", and {len(of) - 1} more" if len(of) > 1 else ""
            reason = f"{ended}{where + ': ' if where else ''}{told.reason}{more}"
            return outcome, Verdict(told.state, told.value, reason)
    deciding = _deciding(verdicts)
    if not result.open:
        return Outcome.QUIET, deciding
    if any(verdicts.get(group, ABSENT).state is State.FIRING for group in result.open):
        return Outcome.FIRING, deciding
    since = max(held.clear_from or 0 for held in result.open.values())
    lasts = " and has to last for the recovery window" if since else ""
    return Outcome.WAITING, Verdict(deciding.state, deciding.value, deciding.reason + lasts)


def _deciding(verdicts: Mapping[Group, Verdict]) -> Verdict:
    if not verdicts:
        return ABSENT
    group, told = min(verdicts.items(), key=lambda item: _WEIGHT[item[1].state])
    where = group_text(group)
    return Verdict(told.state, told.value, f"{where}: {told.reason}" if where else told.reason)
