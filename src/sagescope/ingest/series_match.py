"""Match expressions of metric rules, and the values that they capture.

`namespace=/aws/sagemaker/TrainingJobs Host=*/*` is two terms, all of which have to hold. `*` is any run of
characters, as short as can be, `**` as long as can be; the n-th of them in a term is captured as `$Host._n`. A
pattern without a key is one for Graphite's path (`_rawName`), captured as `$_n`. (Reference
metrics-language.md, 8.3.)
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sagescope.errors import Fault, Refusal
from sagescope.ingest.linear_regex import LinearRegex
from sagescope.span import Span

RAW_NAME = "_rawname"

_TERM = re.compile(
    r'\s*(?:(?P<not>!)\s*)?(?:(?P<key>[^\s=!"]+)\s*=\s*)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))'
)
_WILDCARD = re.compile(r"\*\*|\*")
_REFERENCE = re.compile(r"\$(?:(?P<key>[^\s$]+?)\._|_)(?P<number>[1-9]\d?)")


@dataclass(frozen=True, slots=True)
class Term:
    """One term: the dimension in lower case, its pattern, and how many wildcards it has."""

    key: str
    pattern: str
    negated: bool
    regex: LinearRegex | None
    wildcards: int

    def captured(self, value: str) -> tuple[str, ...] | None:
        """What its wildcards stand for in a value, None where the value does not match."""
        if self.key == "namespace":
            # AWS writes some namespaces with a leading slash and some without.
            value = value.removeprefix("/")
        if self.regex is None:
            return (value,) if value else None
        found = self.regex.whole(value) if value else None
        return None if found is None else tuple(group or "" for group in found)


@dataclass(frozen=True, slots=True)
class Match:
    """A match expression that can be read."""

    terms: tuple[Term, ...]

    def captures(self, held: Mapping[str, str]) -> dict[str, tuple[str, ...]] | Term:
        """What is captured of each key in a series, or the first term that does not hold.

        `held` are the dimensions, with keys in lower case, and the metric's name as `metric`.
        """
        found: dict[str, tuple[str, ...]] = {}
        for term in self.terms:
            taken = term.captured(held.get(term.key, ""))
            if (taken is None) != term.negated:
                return term
            if taken is not None and not term.negated:
                found[term.key] = (*found.get(term.key, ()), *taken)
        return found


def parse_match(text: str) -> Match:
    """A match expression as it is written.

    Keys and values have no case, and a leading slash of a namespace does not count. `AND` between terms may be
    left out; `!` before a term says that it must not hold. Raises Refusal `rule.match`.
    """
    terms: list[Term] = []
    at = 0
    while at < len(text.rstrip()):
        found = _TERM.match(text, at)
        if found is None:
            raise _unreadable(text, at)
        at = found.end()
        pattern = found["plain"] if found["quoted"] is None else found["quoted"]
        if found["key"] is None and found["quoted"] is None and pattern.lower() == "and":
            continue
        if found["key"] is None and ("=" in pattern or pattern.startswith("!")):
            raise _unreadable(text, found.start())
        terms.append(_term((found["key"] or RAW_NAME).lower(), pattern, bool(found["not"])))
    if not terms:
        raise Refusal(
            Fault(
                "rule.match", "The match expression is empty.", "Write terms such as namespace=AWS/SageMaker."
            )
        )
    return Match(tuple(terms))


def _unreadable(text: str, at: int) -> Refusal:
    return Refusal(
        Fault(
            "rule.match",
            f"The match expression cannot be read at {text[at : at + 40].strip()!r}.",
            'Write terms such as Host=*/algo-* with a blank between them, values with blanks in "…".',
            Span(at, len(text)),
        )
    )


def _term(key: str, pattern: str, negated: bool) -> Term:
    wildcards = len(_WILDCARD.findall(pattern))
    if pattern in ("*", "**"):
        return Term(key, pattern, negated, None, 1)
    plain = pattern.removeprefix("/") if key == "namespace" else pattern
    parts: list[str] = []
    at = 0
    for wildcard in _WILDCARD.finditer(plain):
        parts += (re.escape(plain[at : wildcard.start()]), "(.*)" if wildcard[0] == "**" else "(.*?)")
        at = wildcard.end()
    parts.append(re.escape(plain[at:]))
    return Term(key, pattern, negated, LinearRegex("".join(parts), ignore_case=True), wildcards)


@dataclass(frozen=True, slots=True)
class Template:
    """The value of a derived dimension: texts, and captures by key and number (counted from 0)."""

    parts: tuple[str | tuple[str, int], ...]

    def value(self, captures: Mapping[str, tuple[str, ...]]) -> str:
        """The value that the captures give."""
        return "".join(part if isinstance(part, str) else captures[part[0]][part[1]] for part in self.parts)


def parse_template(text: str, match: Match) -> Template:
    """The value as it is written, such as `$Host._1` or `algo-$Host._2`; a text without `$` is itself.

    Raises Refusal `rule.reference` where it refers to a wildcard that the match expression does not have.
    """
    wildcards: dict[str, int] = {}
    for term in match.terms:
        if not term.negated:
            wildcards[term.key] = wildcards.get(term.key, 0) + term.wildcards
    parts: list[str | tuple[str, int]] = []
    at = 0
    for found in _REFERENCE.finditer(text):
        key, number = (found["key"] or RAW_NAME).lower(), int(found["number"])
        if number > wildcards.get(key, 0):
            raise Refusal(
                Fault(
                    "rule.reference",
                    f"{found[0]} refers to wildcard {number} of {found['key'] or 'the path'}, "
                    f"of which the match expression has {wildcards.get(key, 0)}.",
                    "Refer to wildcards that are there, as $Host._1 does to the first one of Host=*/*.",
                )
            )
        parts += (text[at : found.start()], (key, number - 1))
        at = found.end()
    parts.append(text[at:])
    return Template(tuple(part for part in parts if part))
