"""ClickHouse's errors as faults of ours: a user never reads the engine's words."""

from sagescope.errors import Cause, Fault, Refusal, ServerFault

_TOO_DEEP = Fault(
    "search.too_deep",
    "The search has too many stages or expressions that build on each other.",
    "Put stages together, or take some out.",
)
_LIMITS = {
    162: _TOO_DEEP,
    167: _TOO_DEEP,
    168: _TOO_DEEP,
    306: _TOO_DEEP,
    159: Fault(
        "search.timeout",
        "The search took longer than its limit.",
        "Narrow the time range or the scope, or raise search.max_seconds.",
    ),
    160: Fault(
        "search.timeout",
        "The search would take longer than its limit.",
        "Narrow the time range or the scope, or raise search.max_seconds.",
    ),
    241: Fault(
        "search.memory",
        "The search needs more memory than its limit.",
        "Group by fewer values, narrow the time range, or raise search.max_memory.",
    ),
    158: Fault(
        "search.rows", "The search reads more rows than its limit.", "Narrow the time range or the scope."
    ),
    396: Fault(
        "search.rows", "The result has more rows than its limit.", "Add a limit, or group by fewer values."
    ),
    307: Fault(
        "search.bytes", "The search reads more bytes than its limit.", "Narrow the time range or the scope."
    ),
    427: Fault(
        "regex.invalid",
        "A regular expression of the query is broken.",
        "Check its parentheses and escapes; the syntax is RE2's.",
    ),
    394: Fault("search.cancelled", "The search was cancelled.", "Run it again to see its result."),
    243: Fault(
        "store.disk_full", "The disk of the store is full.", "Free some space, or lower the retention."
    ),
    252: Fault(
        "store.too_many_parts", "The store is behind with merging.", "Send larger batches, or wait a little."
    ),
}
_CAUSES = {
    243: Cause.UNAVAILABLE,
    252: Cause.BUSY,
    394: Cause.CONFLICT,
    159: Cause.TIMEOUT,
    160: Cause.TIMEOUT,
}


def translate(code: int | None, message: str) -> Refusal | ServerFault:
    """The exception to raise for an error of the engine.

    Limits and cancellation are refusals that say what to do; everything else is a mistake of ours.
    """
    if code in _LIMITS:
        return Refusal(_LIMITS[code], _CAUSES.get(code, Cause.INVALID))
    return ServerFault(f"the engine answered {code}: {message}")
