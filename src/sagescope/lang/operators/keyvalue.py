"""`keyvalue`, `kv`: take the values of keys out of a text."""

from dataclasses import dataclass
from typing import Self

from sagescope.errors import Fault
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.pairs import field_name, value_in, value_pattern
from sagescope.lang.parsing import Extracted, Options, check_aliases, quoted_or_names, set_fields, source_text
from sagescope.lang.regex import re2_text, read_pattern
from sagescope.lang.regex.faults import unsupported
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import NULL_TEXT, all_of, any_of, col, eq, f, fn, infix
from sagescope.sql.nodes import Expr, Op
from sagescope.syntax.cursor import Cursor, Name, StageFault
from sagescope.syntax.tokens import T, Token


@operator(
    "keyvalue",
    "kv",
    family="parse",
    syntax=(
        'keyvalue [infer] [keys] "<key>", … [as <name>, …] [field=<field>] [nodrop]',
        'keyvalue regex "<pattern>" [keys] "<key>", … [as <name>, …] [field=<field>] [nodrop]',
    ),
    parses=True,
    ingest=True,
    examples=(
        '* | keyvalue "module", "thread" nodrop',
        r'* | keyvalue regex "\s(.*?)=(.*?)," keys "serviceinfo.IP" as ip nodrop',
        "* | kv field=_sourceName stream as s nodrop",
    ),
    options={
        "infer": "Finds values by the usual delimiters, as it does without it.",
        "regex": "A pattern of the key and the value, or of the value alone, follows.",
        "keys": "May stand before the keys.",
    },
)
@dataclass(frozen=True, slots=True)
class KeyValue(Operator):
    """Takes the values of keys out of a text.

    A key is a whole word with its case; `=`, `:`, `->` or `=>` parts it from its value, which stands in
    quotes or runs to the next blank, comma, semicolon, `&` or closing bracket. Keys without blanks may be
    written without quotes.

    After `regex` stands a pattern of one or two groups. Of two, the first takes the key and the second the
    value. One takes the value: it is looked for from the place on where the key first occurs in the text.

    Without `as` a field is called like its key, every character but letters, digits and `_` being `_`.
    Without `nodrop` a row is dropped when any of the keys is missing. `keyvalue auto` finds all pairs.
    """

    keys: tuple[Name, ...]
    names: tuple[Name, ...]
    pattern: str | None
    groups: int
    source: Name | None
    nodrop: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        options = Options()
        pattern: Token | None = None
        keys: tuple[Name, ...] = ()
        names: tuple[Name, ...] = ()
        infer = False
        while not cursor.at_end:
            if options.take(cursor):
                continue
            if not infer and not keys and pattern is None and cursor.word("infer"):
                infer = True
            elif not infer and not keys and pattern is None and cursor.word("regex"):
                pattern = cursor.string("The pattern of pairs")
            elif not keys:
                cursor.word("keys")
                keys = quoted_or_names(cursor, "a key")
            elif not names and cursor.word("as"):
                names = cursor.names("the name of the value")
            else:
                break
        if not keys:
            raise cursor.fault("keyvalue.no_key", "keyvalue has no key.", 'List the keys: keyvalue "a", "b".')
        span = cursor.span_since(mark)
        names = names or tuple(Name(field_name(key.text), key.span) for key in keys)
        check_aliases(names, len(keys), "key", span)
        text, groups = _checked(pattern) if pattern is not None else (None, 0)
        return cls(span, keys, names, text, groups, options.source, options.nodrop)

    def defines(self) -> tuple[str, ...]:
        return tuple(name.text for name in self.names)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        source = source_text(self.source, self.span, rel).expr
        rel, text = rel.value(f.ifNull(source, ""), "text", Kind.TEXT)
        if self.groups == 2:
            assert self.pattern is not None
            rel, pairs = rel.value(
                f.extractAllGroupsVertical(col(text.sql), self.pattern), "pairs", Kind.TEXT
            )
        extracted: list[Extracted] = []
        found: list[Expr] = []
        for key, name in zip(self.keys, self.names, strict=True):
            if self.groups == 2:
                match: Expr = f.arrayFirst(fn("p", eq(f.arrayElement(col("p"), 1), key.text)), col(pairs.sql))
            elif self.pattern is not None:
                place = f.position(col(text.sql), key.text)
                behind = f.extractGroups(f.substring(col(text.sql), place), self.pattern)
                match = f.if_(infix(Op.GT, place, 0), behind, f.emptyArrayString())
            else:
                match = f.extractGroups(col(text.sql), value_pattern(key.text))
            rel, groups = rel.value(match, "groups", Kind.TEXT)
            there = f.notEmpty(col(groups.sql))
            at = col(groups.sql)
            value = f.arrayElement(at, self.groups) if self.pattern is not None else value_in(at, 1)
            found.append(there)
            extracted.append(Extracted(name.text, f.if_(there, value, NULL_TEXT), name.span))
        return set_fields(rel, extracted, any_of(*found), all_of(*found), nodrop=self.nodrop)


def _checked(token: Token) -> tuple[str, int]:
    """The pattern as the engine takes it, and how many groups it has."""
    assert token.kind is T.STRING
    pattern = read_pattern(token.pattern, token.span)
    groups = len(pattern.captures())
    if groups not in (1, 2):
        raise StageFault(
            Fault(
                "keyvalue.groups",
                f"The pattern has {groups} groups; of the key and the value it takes one or two.",
                "Write (…) around the key and the value, and (?:…) elsewhere.",
                token.span,
            )
        )
    text = re2_text(pattern, end_is_free=groups == 1)
    if text is None:
        raise unsupported("look-around or a back-reference", token.span)
    return text, groups
