"""How a query names a table, and what it says about which rows of it belong to its own.

A table is `path://"/Library/…"`, or a bare path such as `shared/aws/admins` (reference search-language.md, 2,
lookup). `sumo://content/slos`, a table that the hosted service fills, is one's own table `content/slos` here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sagescope.errors import Fault
from sagescope.span import Span
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T

SCHEMES = frozenset({"geo", "asn", "sumo"})
"""What may stand before `://` beside `path`; addresses of the web are names of tables."""

_FILLED_ELSEWHERE = "content/"


@dataclass(frozen=True, slots=True)
class Source:
    """What a query looks into: `scheme` is `path`, `geo`, … or empty, `path` what follows, without quotes."""

    scheme: str
    path: str
    span: Span

    @property
    def written(self) -> str:
        """As a person would write it."""
        return f"{self.scheme}://{self.path}" if self.scheme and self.scheme != "path" else self.path


@dataclass(frozen=True, slots=True)
class Equality:
    """`left = right`, where one is a field and the other a column; a single name stands for both."""

    left: Name
    right: Name

    @property
    def span(self) -> Span:
        """The place of the whole."""
        return self.left.span.to(self.right.span)


def source(cursor: Cursor) -> Source:
    """The table or other source at the cursor. Raises StageFault."""
    if cursor.peek().text.lower() in ("path", "path://"):
        return _path(cursor)
    if cursor.peek().kind in (T.PIPE, T.END):
        raise cursor.fault(
            "lookup.no_source",
            "The table is missing.",
            'Write path://"/Library/…", a path such as shared/aws/admins, or geo://location.',
        )
    text, span = cursor.glued_text()
    scheme, _, rest = text.partition("://")
    if scheme.lower() in SCHEMES:
        rest = rest.replace('"', "")
        if scheme.lower() == "sumo" and rest.lower().startswith(_FILLED_ELSEWHERE):
            return Source("", rest, span)
        return Source(scheme.lower(), rest, span)
    return Source("", text, span)


def _path(cursor: Cursor) -> Source:
    """`path://"…"`, whose parts are several tokens in a stage and two in a scope."""
    first = cursor.take()
    span = first.span
    while cursor.peek().glued and (cursor.peek().is_sign(":") or cursor.peek().is_sign("/")):
        span = span.to(cursor.take().span)
    if cursor.peek().kind is T.STRING:
        token = cursor.take()
        return Source("path", token.value, span.to(token.span))
    raise cursor.fault(
        "lookup.path_quotes",
        f"The path of a table is expected in double quotes after path://, not {cursor.describe()}.",
        'Write path://"/Library/Users/ana@example.com/users".',
    )


def wanted_columns(cursor: Cursor) -> tuple[tuple[tuple[Name, Name], ...], bool]:
    """The columns of a table before `from` with the names that they get; or none and true for `*`.

    Raises StageFault, also where two columns get the same name.
    """
    wanted: list[tuple[Name, Name]] = []
    if cursor.sign("*"):
        return (), True
    while True:
        column = cursor.name("a column of the table")
        wanted.append((column, cursor.name("the name of the field") if cursor.word("as") else column))
        if not cursor.sign(","):
            return _once(wanted), False


def _once(wanted: Sequence[tuple[Name, Name]]) -> tuple[tuple[Name, Name], ...]:
    """The columns without those that are listed again; StageFault where two get the same name."""
    held: dict[str, tuple[Name, Name]] = {}
    for column, alias in wanted:
        first = held.setdefault(alias.text.lower(), (column, alias))
        if first[0].text.lower() != column.text.lower():
            raise StageFault(
                Fault(
                    "lookup.repeated",
                    f"The name {alias.text!r} is given twice.",
                    "Name one of the columns with as.",
                    alias.span,
                )
            )
    return tuple(held.values())


def equalities(cursor: Cursor) -> tuple[Equality, ...]:
    """Conditions `x=y` or `x`, joined by commas or `and`. Raises StageFault."""
    found: list[Equality] = []
    while True:
        left = cursor.name("the field or column to compare")
        right = left
        if cursor.sign("=", "=="):
            right = cursor.name("the field or column to compare with")
        found.append(Equality(left, right))
        if not (cursor.sign(",", "&&") or cursor.word("and")):
            return tuple(found)
