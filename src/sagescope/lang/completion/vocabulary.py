"""What the registries offer: operators, aggregates, functions, option words."""

import re
from collections.abc import Iterable, Sequence

from sagescope.durations import UNITS
from sagescope.lang import functions, operators
from sagescope.lang.aggregates import AGGREGATES
from sagescope.lang.completion.known_fields import KINDS
from sagescope.lang.completion.proposal import Partial, Proposal, ProposalKind
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import REGISTRY, About
from sagescope.lang.operators.cat import Cat
from sagescope.lang.operators.compose import Compose
from sagescope.lang.option_words import OPTION_WORDS

assert functions and operators, "importing them fills the registries"

CONSTANTS = {
    "true": "The truth value.",
    "false": "The truth value.",
    "null": "No value: what an absent field has.",
}

_UNIT_NAMES = {
    "ms": "milliseconds",
    "s": "seconds",
    "m": "minutes",
    "h": "hours",
    "d": "days",
    "w": "weeks",
}
_DIGITS = re.compile(r"[\d.]*")


def operator_proposals(partial: Partial, *, inner: bool, first_word: str = "") -> list[Proposal]:
    """All operators and aggregates; with `first_word` only the names that go on behind it, by their further words.

    `compose` stands in a subquery, which `inner` tells of, and `cat` only before the first pipe.
    """
    found = []
    for name, cls in REGISTRY.items():
        if name == "as" or name in AGGREGATES or cls is Cat or (cls is Compose and not inner):
            continue
        label = next(n for n in cls.about.names if n.lower() == name)
        begins, _, rest = label.partition(" ")
        if first_word and (begins.lower() != first_word or not rest):
            continue
        found.append(_operator(rest if first_word else label, cls.about, partial))
    return found if first_word else [*found, *aggregate_proposals(partial)]


def _operator(label: str, about: About, partial: Partial) -> Proposal:
    return Proposal(
        label,
        ProposalKind.OPERATOR,
        label,
        partial.span,
        about.family,
        about.summary,
        "\n".join(about.syntax),
        about.examples[0] if about.examples else "",
    )


def aggregate_proposals(partial: Partial) -> list[Proposal]:
    """The aggregate functions; those that need a field open its parenthesis."""
    return [
        Proposal(
            a.name,
            ProposalKind.AGGREGATE,
            f"{a.name}(" if a.needs_field else a.name,
            partial.span,
            a.column,
            a.documentation,
            a.syntax,
            f"* | {a.example}",
        )
        for a in AGGREGATES.values()
    ]


def function_proposals(partial: Partial) -> list[Proposal]:
    """The functions under their own names and their aliases."""
    return [
        Proposal(
            name,
            ProposalKind.FUNCTION,
            f"{name}(" if fn.params else f"{name}()",
            partial.span,
            KINDS[fn.returns],
            fn.documentation,
            fn.signature,
            fn.examples[0] if fn.examples else "",
        )
        for fn in dict.fromkeys(FUNCTIONS.values())
        for name in (fn.name, *fn.aliases)
    ]


def constant_proposals(partial: Partial) -> list[Proposal]:
    """`true`, `false` and `null`."""
    return [
        Proposal(word, ProposalKind.KEYWORD, word, partial.span, documentation=about)
        for word, about in CONSTANTS.items()
    ]


def word_proposals(
    words: Iterable[tuple[str, str]], about: About | None, partial: Partial, *, number: bool = False
) -> list[Proposal]:
    """Option words, each with the sign that has to follow it; behind a `number` units become one with it."""
    found = []
    for word, sign in words:
        unit = _UNIT_NAMES.get(word, "") if word in UNITS or word == "ms" else ""
        documentation = option_note(word, about)
        label = about.spelled(word) if about is not None and not unit else word
        if number:
            digits = _DIGITS.match(partial.text)
            label = f"{digits[0] if digits else ''}{'' if unit else ' '}{label}"
        kind = ProposalKind.UNIT if unit else ProposalKind.KEYWORD
        found.append(Proposal(label, kind, label + sign, partial.span, unit, documentation))
    return found


def option_note(word: str, about: About | None) -> str:
    """What an option word of an operator does; empty where nothing is said of it."""
    own = about.options.get(word) if about is not None else None
    return own or OPTION_WORDS.get(word, "")


def operator_named(words: Sequence[str]) -> About | None:
    """The operator whose name begins a stage with these words, in lower case."""
    for count in (2, 1):
        cls = REGISTRY.get(" ".join(words[:count]))
        if cls is not None:
            return cls.about
    return None
