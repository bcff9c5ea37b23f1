"""The scope: keywords, phrases and field tests before the first pipe (reference, section 1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sagescope.errors import Fault
from sagescope.lang.catalog import Catalog
from sagescope.lang.operator import Bind
from sagescope.lang.subquery import Subquery, one_of
from sagescope.lang.subquery_reader import read_subquery
from sagescope.lang.terms import Phrase, with_words_together
from sagescope.lang.wildcard import wildcard_with_marks
from sagescope.span import Span
from sagescope.sql.build import FALSE, TRUE, all_of, any_of, f, not_
from sagescope.sql.nodes import ArrayOf, Call, Expr, Literal
from sagescope.syntax.cursor import Cursor, Name
from sagescope.syntax.junctions import Junctions
from sagescope.syntax.tokens import T, Token
from sagescope.syntax.values import lists_values


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word or phrase that the raw text has to hold."""

    phrase: Phrase
    span: Span


@dataclass(frozen=True, slots=True)
class FieldTest:
    """`field=value`; wildcards in `value` count, quoted or not."""

    field: Name
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold; of none it holds always."""

    parts: "tuple[ScopeNode, ...]"


@dataclass(frozen=True, slots=True)
class Either:
    """Some part holds."""

    parts: "tuple[ScopeNode, ...]"


@dataclass(frozen=True, slots=True)
class Negated:
    """The part does not hold."""

    part: "ScopeNode"


@dataclass(frozen=True, slots=True)
class Found:
    """A subquery found the values that the message has."""

    subquery: Subquery


ScopeNode = Found | Keyword | FieldTest | Every | Either | Negated


def field_tests(node: ScopeNode) -> Iterator[FieldTest]:
    """All field tests of a scope."""
    match node:
        case FieldTest():
            yield node
        case Every(parts) | Either(parts):
            for part in parts:
                yield from field_tests(part)
        case Negated(part):
            yield from field_tests(part)


def parse_scope(cursor: Cursor) -> ScopeNode:
    """The scope at the cursor; an empty one is every message.

    Raises StageFault where the expression is broken.
    """
    if cursor.at_end:
        return Every(())
    node = _JUNCTIONS.parse(cursor)
    token = cursor.peek()
    if token.kind not in (T.PIPE, T.END):
        if token.is_sign(")"):
            raise cursor.fault(
                "scope.parenthesis",
                "A parenthesis is closed that was not opened.",
                "Take it away, or open one before.",
            )
        raise cursor.fault(
            "scope.leftover",
            f"The scope does not understand {token.text!r}.",
            "Put text with special characters into double quotes.",
        )
    return node


def _term(cursor: Cursor) -> ScopeNode:
    token = cursor.peek()
    if token.kind is T.SUBQUERY:
        cursor.take()
        return Found(read_subquery(token, cursor))
    match token.kind:
        case T.WORD | T.FIELD if cursor.peek(1).is_sign("="):
            return _field_test(cursor)
        case T.WORD | T.FIELD if cursor.peek(1).is_sign("!") and cursor.peek(2).is_sign("="):
            return _field_test(cursor)
        case T.WORD | T.FIELD if lists_values(cursor):
            field = cursor.take()
            cursor.take()
            return _one_of(cursor, field)
        case T.WORD if token.is_word("and", "or"):
            raise cursor.fault(
                "scope.expected_term",
                f"{token.text} joins two terms, and one of them is missing.",
                f'Write it, or take {token.text} away; "{token.text}" in quotes is the word itself.',
            )
        case T.WORD:
            cursor.take()
            return Keyword(Phrase(_unescaped(token.text), quoted=False), token.span)
        case T.STRING:
            cursor.take()
            return Keyword(Phrase(token.value, quoted=True), token.span)
        case _:
            raise cursor.fault(
                "scope.expected_term",
                f"A keyword or a field test is expected, not {cursor.describe()}.",
                "Write a word, a quoted phrase or field=value.",
            )


def _field_test(cursor: Cursor) -> ScopeNode:
    """`field=value`, `field!=value`, or either with several values in parentheses."""
    field = cursor.take()
    # The sign that negates belongs to words here, but for one that stands apart.
    negated = cursor.sign("!") is not None
    if field.kind is T.WORD and field.text.endswith("!"):
        negated, text = True, field.text[:-1]
        field = replace(field, text=text, value=text, span=Span(field.span.start, field.span.end - 1))
    cursor.take()
    test = _one_of(cursor, field) if cursor.peek().is_sign("(") else _equals(cursor, field)
    return Negated(test) if negated else test


def _equals(cursor: Cursor, field: Token) -> FieldTest:
    value = cursor.peek()
    if value.kind not in (T.WORD, T.STRING):
        raise cursor.fault(
            "scope.expected_value",
            f"A value is expected after {field.text}=, not {cursor.describe()}.",
            f"Write {field.text}=value, or {field.text}=* for any value.",
        )
    cursor.take()
    written = value.value if value.kind is T.STRING else _unescaped(value.text)
    written += _rest_of_value(cursor, value)
    return FieldTest(Name(field.value, field.span), written, field.span.to(value.span))


def _one_of(cursor: Cursor, field: Token) -> ScopeNode:
    """The test of a field for each of the values in the parenthesis at the cursor, parted by commas or `or`."""
    mark = cursor.mark()
    cursor.expect_sign("(", f"before the values of {field.text}")
    values: list[str] = []
    parted = True
    while not cursor.sign(")"):
        token = cursor.peek()
        wordlike = token.kind is T.WORD and not token.is_word("and", "not")
        if token.is_word("or"):
            parted = True
        elif (wordlike or token.kind is T.STRING) and (parted or token.text.startswith(",")):
            # Commas are parts of words here, so a word may hold several values.
            written = _unescaped(token.text).split(",") if wordlike else [token.value]
            values += [part for part in written if part or not wordlike]
            parted = wordlike and token.text.endswith(",")
        else:
            raise cursor.fault(
                "scope.values",
                f"A value of {field.text} is expected, not {cursor.describe()}.",
                f'Write ({field.text}=a OR {field.text}="b c").',
            )
        cursor.take()
    span = field.span.to(cursor.span_since(mark))
    if not values:
        raise cursor.fault(
            "scope.values", f"No value of {field.text} is given.", f"Write {field.text}=*.", span
        )
    name = Name(field.value, field.span)
    return Either(tuple(FieldTest(name, value, span) for value in dict.fromkeys(values)))


def _rest_of_value(cursor: Cursor, value: Token) -> str:
    # `a=b=c` without blanks is one value that holds a sign.
    rest = ""
    while (
        value.kind is T.WORD
        and not cursor.at_end
        and cursor.peek().glued
        and (cursor.peek().is_sign("=") or cursor.peek().is_sign("!"))
    ):
        rest += cursor.take().text
        if not cursor.at_end and cursor.peek().glued and cursor.peek().kind is T.WORD:
            rest += cursor.take().text
    return rest


_JUNCTIONS: Junctions[ScopeNode] = Junctions("scope", _term, Every, Either, Negated)


def _unescaped(word: str) -> str:
    return word.replace('\\"', '"').replace("\\\\", "\\")


def scope_filter(node: ScopeNode, cx: Bind, *, negated: bool = False) -> Expr:
    """The condition of a scope over the log table; null is as good as false.

    A test of a field that nothing has cannot match; the warnings get a note of it. Inside a negation
    (`negated`) no part is ever null: what cannot be compared, for it is absent, does not hold, so its
    negation does.
    """
    match node:
        case Every(parts):
            return all_of(*with_words_together(scope_filter(p, cx, negated=negated) for p in parts))
        case Either(parts):
            return any_of(*(scope_filter(p, cx, negated=negated) for p in parts))
        case Negated(part):
            return not_(scope_filter(part, cx, negated=True))
        case Keyword(phrase, _):
            return phrase.test(cx.catalog)
        case FieldTest(field, value, _):
            held = _field_filter(field, value, cx.catalog, cx.warnings)
            return f.ifNull(held, False) if negated and not isinstance(held, Literal) else held
        case Found(subquery):
            held = _found(subquery, cx)
            return f.ifNull(held, False) if negated and not isinstance(held, Literal) else held


def _found(subquery: Subquery, cx: Bind) -> Expr:
    answer = cx.answers.get(subquery.span)
    if answer is None:
        # Only checked, not run.
        return TRUE
    # A field that is blank counts as absent, and no word is blank.
    rows = [row for row in answer.rows if all(value.strip() for value in row)]
    if subquery.keywords:
        return any_of(*_keywords(rows, cx.catalog))
    names = subquery.fields
    places = [cx.catalog.fields.get(name.text.lower()) for name in names]
    plain: list[tuple[str, ...]] = []
    others: list[Expr] = []
    warnings: list[Fault] = []
    for row in rows:
        if all(places) and not any(set(value) & set("*?") for value in row):
            plain.append(row)
        else:
            tests = (
                _field_filter(name, value, cx.catalog, warnings)
                for name, value in zip(names, row, strict=True)
            )
            others.append(all_of(*tests))
    # What is wrong with a field is wrong in every row.
    cx.warnings += dict.fromkeys(warnings)
    # Thousands of rows are one set, not thousands of conditions.
    folded = [place.folded for place in places if place]
    return any_of(one_of(folded, [[value.lower() for value in row] for row in plain]), *others)


def _keywords(rows: Sequence[tuple[str, ...]], catalog: Catalog) -> list[Expr]:
    words: list[Expr] = []
    others: list[Expr] = []
    for row in rows:
        tests = [Phrase(value, quoted=True).test(catalog) for value in row]
        match tests:
            case [Call("hasAllTokens", (_, ArrayOf((word,))))]:
                words.append(word)
            case _:
                others.append(all_of(*tests))
    return [f.hasAnyTokens(catalog.terms, ArrayOf(tuple(words)))] * bool(words) + others


_EVERYWHERE = frozenset({"_datatier", "_index", "_view"})


def _field_filter(field: Name, value: str, catalog: Catalog, warnings: list[Fault]) -> Expr:
    name = field.text.lower()
    place = catalog.fields.get(name)
    if name == "_datatier" or (name in _EVERYWHERE and value == "*"):
        return TRUE
    if place is None:
        warnings.append(
            Fault(
                "scope.unknown_field",
                f"No message can have the field {field.text!r}.",
                "A field comes from a source, a header or an extraction rule.",
                field.span,
            )
        )
        return FALSE
    wanted = value.lower()
    if not wanted.strip("*"):
        return place.present if wanted else not_(place.present)
    return wildcard_with_marks(place.folded, wanted)
