"""Template parameters of a text, `{{name}}`: replaced before it is read (reference dashboards.md, substitution)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sagescope.errors import Fault
from sagescope.span import Span

# What stands before a parameter says what can stand in its place; the first that fits counts.
_FITTING: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern + r"\s*$", re.IGNORECASE), value)
    for pattern, value in (
        (r"\|", "avg"),
        (r"\busing", "avg"),
        (r"k\s*\([^()|]*,", "avg"),
        (r"\b(?:by|along)\s[^|()]*,", "name"),
        (r"\b(?:by|along|as)", "name"),
        (r"\bfield\s*=", "name"),
        (r"\b(?:window|threshold|span|alpha|forecast|ar\.window)\s*=", "*"),
        (r"\b(?:quantize|to|over|timeshift|any|first|last)", "1m"),
        (r"\bpct\s*\(", "95"),
        (r"\bhistogram_quantile\s*\(", "0.95"),
        (r"k\s*\(", "10"),
        (r"\b(?:fillmissing|atleast)", "1"),
        (r"[-+*/<>=(,]", "1"),
    )
)
_OVER_ROWS = re.compile(r"(?:^|[\s(+\-*/,])#[A-Za-z]\b[^=]*$")
_PARAMETER = re.compile(r"(?P<raw>\{)?\{\{\s*(?P<name>[^{}\s]+)\s*\}\}(?(raw)\})|\$\$(?P<old>[A-Za-z_]\w*)")


def replaced(text: str, values: Mapping[str, str | Sequence[str]]) -> str:
    """The text with the values of its parameters, as they are; several values become `(a OR b)`.

    Parameters without a value stay.
    """
    folded = {name.lower(): value for name, value in values.items()}

    def value(found: re.Match[str]) -> str:
        given = folded.get((found["name"] or found["old"]).lower())
        if given is None:
            return found[0]
        if isinstance(given, str):
            return given
        return given[0] if len(given) == 1 else f"({' OR '.join(given)})"

    return _PARAMETER.sub(value, text)


def filled(text: str) -> str:
    """The text with something in place of each parameter that can stand there; in a selector that is `*`."""
    parts: list[str] = []
    at = 0
    for found in _PARAMETER.finditer(text):
        parts.append(text[at : found.start()])
        before = "".join(parts)
        staged = "|" in before or _OVER_ROWS.search(before)
        fitting = (value for pattern, value in _FITTING if staged and pattern.search(before))
        parts.append(next(fitting, "*"))
        at = found.end()
    return "".join(parts) + text[at:]


def without_values(text: str) -> Iterator[Fault]:
    """A fault for every parameter that is still in the text."""
    for found in _PARAMETER.finditer(text):
        name = found["name"] or found["old"]
        yield Fault(
            "metrics.parameter",
            f"The parameter {name} has no value.",
            "Give it one, or write the value into the query.",
            Span(found.start(), found.end()),
        )
