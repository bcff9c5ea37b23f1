"""Stages inside a stage: the chains of operators in the parentheses of `join` and `filter`."""

from collections.abc import Sequence
from dataclasses import replace

from sagescope.lang.names import names_in
from sagescope.lang.operator import Bind, Operator
from sagescope.plan.relation import Relation


def bind_chain(rel: Relation, operators: Sequence[Operator], cx: Bind) -> Relation:
    """The relation after the operators; `cx.later` are the names that are read of it. Raises StageFault."""
    inside = replace(cx, again=None)
    rel = replace(rel, matched=None)
    for at, operator in enumerate(operators):
        later = operators[at + 1 :]
        inside.later = names_in(later) | cx.later
        inside.to_messages = cx.to_messages and not any(op.about.aggregates for op in later)
        rel = operator.bind(rel if operator.about.parses else replace(rel, matched=None), inside)
    return replace(rel, matched=None)
