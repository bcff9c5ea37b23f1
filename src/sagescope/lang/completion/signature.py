"""The call that a place is in: the function or aggregate, and which of its parameters is being written."""

from collections.abc import Sequence

from sagescope.lang.aggregates import AGGREGATES, AggregateFunction
from sagescope.lang.completion.known_fields import KINDS
from sagescope.lang.completion.proposal import Argument, Signature
from sagescope.lang.function import FUNCTIONS, Function
from sagescope.syntax.tokens import T, Token


def signature_at(before: Sequence[Token]) -> Signature | None:
    """The innermost open call in the tokens of a stage up to a place; None outside of all calls."""
    calls: list[tuple[int | None, int]] = []
    for at, token in enumerate(before):
        if token.is_sign("("):
            named = at > 0 and before[at - 1].kind is T.WORD
            calls.append((at - 1 if named else None, 0))
        elif token.is_sign(")") and calls:
            calls.pop()
        elif token.is_sign(",") and calls:
            name, commas = calls[-1]
            calls[-1] = (name, commas + 1)
    for name, commas in reversed(calls):
        if name is None:
            continue
        word = before[name].text.lower()
        aggregate = AGGREGATES.get(word)
        function = FUNCTIONS.get(word)
        if aggregate is not None and (function is None or _is_aggregate(before, name)):
            return _of_aggregate(aggregate, commas)
        return _of_function(function, commas) if function is not None else None
    return None


def _is_aggregate(before: Sequence[Token], at: int) -> bool:
    """Whether a name that is both is meant as the aggregate: where a stage of aggregates has one."""
    return at == 0 or (before[0].text.lower() in AGGREGATES and before[at - 1].is_sign(","))


def _of_function(function: Function, commas: int) -> Signature:
    params = function.params
    active: int | None = commas
    if commas >= len(params):
        active = len(params) - 1 if params and params[-1].repeats else None
    return Signature(
        function.name,
        function.signature,
        tuple(Argument(p.name, KINDS[p.kind], p.optional, p.repeats) for p in params),
        active,
        function.documentation,
    )


def _of_aggregate(aggregate: AggregateFunction, commas: int) -> Signature:
    least, most = aggregate.fields
    arguments = [Argument("field", optional=least == 0, repeats=most > 1)]
    if aggregate.percentiles:
        arguments.append(Argument("percentile", "number", optional=True, repeats=True))
    active: int | None = commas
    if commas >= len(arguments):
        active = len(arguments) - 1 if arguments[-1].repeats else None
    return Signature(aggregate.name, aggregate.syntax, tuple(arguments), active, aggregate.documentation)
