"""The stages of a query: which operator each is, and its syntax. A fault stays inside its stage."""

from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.lang.aggregates import AGGREGATES
from sagescope.lang.function import FUNCTIONS
from sagescope.lang.operator import REGISTRY, Operator
from sagescope.syntax.cursor import Cursor, Name, StageFault, unknown
from sagescope.syntax.tokens import T, Token

# What other languages call it, and what to write here.
_ELSEWHERE = {
    "median": "pct(<field>, 50)",
    "percentile": "pct(<field>, 95)",
    "stats": "count by <field>, or sum(<field>) by <field>",
    "head": "limit 10",
    "tail": "sort by _messageTime asc | limit 10",
    "rex": 'parse regex "(?<name>…)"',
    "eval": "<expression> as <field>",
    "extend": "<expression> as <field>",
    "rename": "<field> as <name>",
    "project": "fields <field>, …",
    "table": "fields <field>, …",
    "search": 'where _raw matches "*…*"',
    "timeshift": "compare with timeshift 1d",
    "group": "count by <field>",
    # What only the hosted service has the figures and models for.
    "benchmark": "lookup <column> from <your table> on <column>=<field>",
    "infer": "lookup <column> from <your table> on <column>=<field>",
}
# Signs that make a leading word a value: `count + 1 as x` is an expression, `count` an operator.
_AFTER_VALUE = frozenset(
    {"=", "==", "!=", "<>", "<", "<=", ">", ">=", "+", "*", "/", "%", "?", "&&", "||", ")"}
)


MAX_CHAINS = 10
"""How deep stages in parentheses may stand in each other."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A stage's operator, or None where it could not be read, with the faults found in it."""

    operator: Operator | None
    faults: tuple[Fault, ...]


def parse_stage(tokens: Sequence[Token], text: str) -> Parsed:
    """The operator of one stage."""
    cursor = Cursor(tokens, text)
    try:
        return Parsed(read_stage(cursor), ())
    except StageFault as wrong:
        return Parsed(None, (wrong.fault,))


def parse_chain(cursor: Cursor, after: str) -> tuple[Operator, ...]:
    """The stages in the parenthesis at the cursor, as `join`, `filter` and `transactionize` have them.

    A scope before their first pipe says nothing, since the rows come from outside. `after` says in faults
    what the parenthesis belongs to. Raises StageFault.
    """
    if cursor.depth == MAX_CHAINS:
        raise cursor.fault(
            "syntax.too_deep",
            f"Stages stand in parentheses in each other more than {MAX_CHAINS} times.",
            "Work the inner ones out in a query of their own and save them.",
        )
    runs = cursor.enclosed(after)
    if len(runs) > 1 and _is_scope(Cursor(runs[0], cursor.text)):
        runs = runs[1:]
    return tuple(read_stage(Cursor(run, cursor.text, cursor.depth + 1)) for run in runs)


def _is_scope(cursor: Cursor) -> bool:
    first = cursor.peek()
    if cursor.at_end:
        return True
    if _operator_at(cursor) is not None or _is_assignment(cursor):
        return False
    # A test of a field gives its result no name, so it is no stage; a call may be one.
    tests = cursor.peek(1).is_sign("=")
    return not (first.kind is T.WORD and _is_expression(cursor) and not tests)


def read_stage(cursor: Cursor) -> Operator:
    """The operator at the cursor, which stands for the whole stage. Raises StageFault."""
    first = cursor.peek()
    if cursor.at_end:
        raise cursor.fault(
            "stage.empty", "The stage is empty.", "Take the | away, or write an operator after it."
        )
    if (cls := _operator_at(cursor)) is not None:
        if cls is not REGISTRY["count"]:
            name = f"{cursor.take().text} {cursor.peek().text}".lower()
            if REGISTRY.get(name) is cls:
                # The second word of a name, unless an option parts the two: then the operator takes it.
                cursor.take()
        parsed = cls.parse(cursor)
        cursor.done(cls.about.name if cls is not REGISTRY["count"] else "an aggregate")
        return parsed
    if first.kind is T.WORD and not _is_expression(cursor):
        wrong = unknown_operator(Name(first.text, first.span))
        # The name of a field alone is a stage that changes nothing; one that is like an operator's is a slip.
        if cursor.peek(1).kind not in (T.PIPE, T.END) or wrong.fault.fix is not None:
            raise wrong
    parsed = REGISTRY["as"].parse(cursor)
    cursor.done("the expression")
    return parsed


def _operator_at(cursor: Cursor) -> type[Operator] | None:
    first, second = cursor.peek(), cursor.peek(1)
    if first.kind is not T.WORD:
        return None
    name = first.text.lower()
    cls = REGISTRY.get(name)
    if cls is None or name == "as":
        return None
    # `sort + x` orders; `sort + x as y` adds to a field of that name.
    signed_key = cls is REGISTRY["sort"] and second.is_sign("+") and not _is_assignment(cursor)
    every_column = second.is_sign("*") and cursor.peek(2).is_word("from")
    # Texts are not added, so this is the direction of a trace.
    directed = cls is REGISTRY["trace"] and second.is_sign("+") and cursor.peek(2).kind is T.STRING
    # `save /shared/x` writes a file; `save / x as y` divides a field of that name.
    file = cls is REGISTRY["save"] and second.is_sign("/") and not _is_assignment(cursor)
    usual = signed_key or every_column or directed or file
    if second.kind is T.SIGN and second.text in _AFTER_VALUE and not usual:
        return None
    if name in AGGREGATES:
        # `count as n` counts; `sum as s` can only rename a field of that name.
        renames = AGGREGATES[name].needs_field and second.is_word("as")
        return None if renames or _is_scalar_call(cursor) else cls
    # A field may be called like an operator: `limit as x` renames it.
    return None if second.is_word("as") else _in_two_words(cursor) or cls


def _in_two_words(cursor: Cursor) -> type[Operator] | None:
    """The operator whose name goes on in a second word, as in `parse regex`; `field=<name>` may part them."""
    option = cursor.peek(1).is_word("field") and cursor.peek(2).is_sign("=")
    first, second = f"{cursor.peek().text.lower()} ", cursor.peek(4 if option else 1)
    words = [name.removeprefix(first) for name in REGISTRY if name.startswith(first)]
    return REGISTRY[first + second.text.lower()] if second.is_word(*words) else None


def _is_assignment(cursor: Cursor) -> bool:
    """Whether the stage gives a name to something."""
    ahead = 1
    while (token := cursor.peek(ahead)).kind not in (T.PIPE, T.END):
        if token.is_word("as"):
            return True
        ahead += 1
    return False


def _is_scalar_call(cursor: Cursor) -> bool:
    """`min(a, b)` and `max(a, b)` with two arguments are functions of a row, not aggregates."""
    if cursor.peek().text.lower() not in ("min", "max") or not cursor.peek(1).is_sign("("):
        return False
    depth, ahead = 0, 1
    while (token := cursor.peek(ahead)).kind not in (T.PIPE, T.END):
        depth += token.is_sign("(") - token.is_sign(")")
        if depth == 1 and token.is_sign(","):
            return True
        if depth == 0:
            return False
        ahead += 1
    return False


def _is_expression(cursor: Cursor) -> bool:
    first, second = cursor.peek(), cursor.peek(1)
    if first.is_word("not"):
        return True
    if second.is_sign("("):
        return first.text.lower() in FUNCTIONS
    return second.is_word("as", "matches", "contains", "in", "and", "or") or (
        second.kind is T.SIGN and second.text in (*_AFTER_VALUE, "-")
    )


def unknown_operator(name: Name) -> StageFault:
    """The fault of a stage that begins with a word that no operator has."""
    if (function := FUNCTIONS.get(name.text.lower())) is not None:
        return StageFault(
            Fault(
                "operator.function",
                f"{function.name} is a function: what it takes stands in parentheses.",
                f"Write {function.signature} as <field>.",
                name.span,
            )
        )
    if (form := _ELSEWHERE.get(name.text.lower())) is not None:
        return StageFault(
            Fault("operator.unknown", f"There is no operator {name.text!r}.", f"Write {form}.", name.span)
        )
    known = sorted(
        {*(cls.about.name for cls in REGISTRY.values()), *REGISTRY, *(f.name for f in FUNCTIONS.values())}
        - {"as"}
    )
    return unknown(
        "operator.unknown",
        "operator",
        name,
        known,
        "A stage is an operator, or an expression with `as <field>`.",
    )
