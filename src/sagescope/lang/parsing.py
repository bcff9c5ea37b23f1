"""What all parse operators share: the text they read, their options, `nodrop`, and the chains that it makes.

Reference search-language.md, "parse nodrop semantics": in a run of adjacent parse stages a row
survives when any of them matched; with `nodrop` everywhere all rows do. A field that exists and is not
matched keeps its value.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sagescope.errors import Fault
from sagescope.lang.coercion import Typed, text
from sagescope.lang.typed import field_column
from sagescope.plan.relation import Relation, SystemFields
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.sql.build import any_of, cast, col, f
from sagescope.sql.nodes import Column, Expr
from sagescope.sql.types import STRING, nullable
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T

MESSAGE = "_raw"


@dataclass(slots=True)
class Options:
    """The options that parse operators share: they stand in any order, each once."""

    source: Name | None = None
    nodrop: bool = False

    def take(self, cursor: Cursor) -> bool:
        """Take `field=<name>` or `nodrop` if one of them is next and was not there yet."""
        if self.source is None and cursor.peek().is_word("field") and cursor.peek(1).is_sign("="):
            cursor.take()
            cursor.take()
            self.source = cursor.name("the field to read")
            return True
        if not self.nodrop and cursor.word("nodrop"):
            self.nodrop = True
            return True
        return False


@dataclass(slots=True)
class AutoOptions:
    """The options of `json auto` and `keyvalue auto`: they stand in any order, each once."""

    source: Name | None = None
    keys: tuple[Name, ...] = ()
    aliases: tuple[Name, ...] = ()
    refonly: bool = False
    auto: bool = False
    nodrop: bool = False

    def take(self, cursor: Cursor) -> bool:
        """Take one of the options if it is next and was not there yet."""
        options = Options(self.source, self.nodrop)
        if options.take(cursor):
            self.source, self.nodrop = options.source, options.nodrop
        elif self.source is not None and not self.auto and cursor.word("auto"):
            # Directly behind the name of the operator it is a part of it.
            self.auto = True
        elif not self.keys and (cursor.word("keys") or cursor.peek().kind is T.STRING):
            self.keys = quoted_or_names(cursor, "a key")
        elif not self.refonly and cursor.word("refonly"):
            self.refonly = True
        elif self.keys and not self.aliases and cursor.word("as"):
            self.aliases = cursor.names("the name of the value")
        else:
            return False
        return True

    def wanted(self) -> "Wanted":
        """What the options say. Raises StageFault where aliases and keys do not pair up."""
        if self.aliases:
            # One name for several keys: one message has this key, another that one.
            check_paired(self.aliases, len(self.keys), "key", self.keys[0].span.to(self.keys[-1].span))
        pairs = tuple(zip(self.keys, self.aliases or self.keys, strict=True))
        return Wanted(self.source, pairs, self.refonly)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an `auto` stage is to find: the text it reads, keys with the names of their fields, nothing else or all."""

    source: Name | None
    keys: tuple[tuple[Name, Name], ...]
    refonly: bool


def quoted_or_names(cursor: Cursor, what: str) -> tuple[Name, ...]:
    """A list of keys parted by commas, each in double quotes or, without blanks in it, bare."""
    keys: list[Name] = []
    while not keys or cursor.sign(","):
        if cursor.peek().kind is T.STRING:
            token = cursor.take()
            keys.append(Name(token.value, token.span))
        else:
            keys.append(cursor.name(what))
    return tuple(keys)


@dataclass(frozen=True, slots=True)
class Extracted:
    """A field that a parse stage sets: its value, null where the stage did not find it."""

    name: str
    value: Expr
    span: Span


def source_text(source: Name | None, at: Span, rel: Relation) -> Typed:
    """The text that the stage reads: the named field, or the message."""
    return text(field_column(source or Name(MESSAGE, at), rel))


def source_document(source: Name | None, at: Span, rel: Relation) -> Typed:
    """As `source_text`, for the engine's JSON functions."""
    found = source_text(source, at, rel)
    named = found.expr.name if source is not None and isinstance(found.expr, Column) else None
    if named is not None and (rel.is_records or named in _stored(rel)):
        # Columns of few values, and keys that are made of them, are dictionaries, which the engine's JSON
        # functions do not take.
        return Typed(cast(found.expr, nullable(STRING)), found.kind, found.span)
    return found


def _stored(rel: Relation) -> frozenset[str]:
    """The physical columns of the messages' fields; `fields` leaves them where they are, and so does `as`."""
    fields = rel.open
    while isinstance(fields, SystemFields):
        fields = fields.all
    if fields is None:
        return frozenset()
    return frozenset(held.sql for name in fields.names() if (held := fields.column(name)) is not None)


def check_aliases(aliases: Sequence[Name], wanted: int, what: str, at: Span) -> None:
    """Raise StageFault unless there are as many distinct names as values."""
    check_paired(aliases, wanted, what, at)
    check_distinct(aliases)


def check_paired(aliases: Sequence[Name], wanted: int, what: str, at: Span) -> None:
    """Raise StageFault unless there are as many names as values."""
    if len(aliases) != wanted:
        raise StageFault(
            Fault(
                "parse.names",
                f"{wanted} {what}{'' if wanted == 1 else 's'} and {len(aliases)} "
                f"name{'' if len(aliases) == 1 else 's'} do not pair up.",
                f"Give a name to each {what}, in order.",
                at,
            )
        )


def check_distinct(names: Sequence[Name]) -> None:
    """Raise StageFault where a name is given twice; names have no case."""
    seen: set[str] = set()
    for name in names:
        if name.text.lower() in seen:
            raise StageFault(
                Fault(
                    "parse.repeated",
                    f"The name {name.text!r} is given twice.",
                    "Give each value its own name.",
                    name.span,
                )
            )
        seen.add(name.text.lower())


def set_fields(
    rel: Relation,
    extracted: Sequence[Extracted],
    matched: Expr,
    survives: Expr | None = None,
    *,
    nodrop: bool,
) -> Relation:
    """The relation with the extracted fields; what was not found keeps what the field held before.

    `matched` is whether the stage found anything, for the chain; `survives`, where that is not the same, whether
    it found every value, without which the row does not stay unless `nodrop` says so. Both, and the values, may
    be used several times, so callers pass columns or cheap tests.
    """
    run = rel.matched
    if survives is not None and run is None and not nodrop:
        # Only rows stay in which everything was found: nothing falls back on what a field held.
        found = rel.extend({one.name: (one.value, Kind.TEXT) for one in _once(extracted)})
        return found.filter(survives)
    survives = matched if survives is None else survives
    rel = add_fields(rel, extracted)
    if nodrop:
        rel, flag = rel.value(matched, "matched", Kind.BOOL)
        return replace(rel, matched=any_of(run, col(flag.sql)) if run is not None else col(flag.sql))
    kept = any_of(run, survives) if run is not None else survives
    return replace(rel.filter(kept), matched=None)


def add_fields(rel: Relation, extracted: Sequence[Extracted]) -> Relation:
    """The rows with the extracted fields, all of them staying; what was not found keeps what it held."""
    return rel.extend({one.name: (_or_old(one, rel), Kind.TEXT) for one in _once(extracted)})


def _once(extracted: Sequence[Extracted]) -> list[Extracted]:
    """The fields with each name once; of several places where a value may be, the last found one counts."""
    made: dict[str, Extracted] = {}
    for one in extracted:
        before = made.get(one.name.lower())
        made[one.name.lower()] = replace(one, value=f.ifNull(one.value, before.value)) if before else one
    return list(made.values())


def _or_old(one: Extracted, rel: Relation) -> Expr:
    old = rel.find(one.name)
    if old is None or old.kind is Kind.NULL:
        return one.value
    return f.ifNull(one.value, text(Typed(col(old.sql), old.kind, one.span)).expr)
