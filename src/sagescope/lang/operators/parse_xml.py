"""`parse xml`: take values out of XML by their XPaths."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.parsing import Extracted, Options, check_aliases, set_fields, source_text
from sagescope.lang.passage import passage
from sagescope.lang.xpath import XPath, parse_xpath
from sagescope.plan.relation import Relation
from sagescope.plan.schema import Kind
from sagescope.sql.build import all_of, any_of, col, f
from sagescope.syntax.cursor import Cursor, Name


@operator(
    "parse xml",
    family="parse",
    syntax=('parse xml [field=<field>] "<xpath>", … [as <name>, …] [nodrop]',),
    parses=True,
    examples=(
        '* | parse xml "/users/user[2]/@id", "/users/user/name/text()" as id, name nodrop',
        "* | parse xml field=_raw \"/Event/EventData/Data[@Name='User']\" as user nodrop",
    ),
)
@dataclass(frozen=True, slots=True)
class ParseXml(Operator):
    """Takes values out of XML by their XPaths.

    A path goes from the document down, an element a step: `/a/b[2]`, `[last()]`, `[@id='7']`, `[name='x']`,
    `*` for any element. At its end stands `@name` for an attribute, `text()` for a text of the element, or
    nothing for all text in the element. The first place that fits counts. Prefixes of namespaces are a part of
    the name. Text before and behind the document does not matter; a document that declares entities counts
    as none.

    Without `nodrop` a row is dropped when its text is no XML or any path is missing; with it the fields are
    absent, or keep what they held before. Without `as` a field is called like its path. Texts are read outside
    of the store, a row at a time, so the stage cannot stand in an extraction rule.
    """

    paths: tuple[XPath, ...]
    names: tuple[Name, ...]
    source: Name | None
    nodrop: bool

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        options = Options()
        paths: list[XPath] = []
        own_names: list[Name] = []
        names: tuple[Name, ...] = ()
        while not cursor.at_end:
            if options.take(cursor) or (options.source and not paths and cursor.word("xml")):
                continue
            if not paths or (not names and cursor.sign(",")):
                token = cursor.string("An XPath")
                paths.append(parse_xpath(token.value, token.span))
                own_names.append(Name(token.value, token.span))
            elif not names and cursor.word("as"):
                names = cursor.names("the name of the value")
            else:
                break
        if not paths:
            cursor.string("An XPath")
        span = cursor.span_since(mark)
        names = names or tuple(own_names)
        check_aliases(names, len(paths), "path", span)
        return cls(span, tuple(paths), names, options.source, options.nodrop)

    def defines(self) -> tuple[str, ...]:
        return tuple(name.text for name in self.names)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        rel, text = rel.value(source_text(self.source, self.span, rel).expr, "text", Kind.TEXT)
        way = passage(rel, cx, self.defines())
        made = [rel.ids.column("", Kind.TEXT) for _ in self.paths]
        local = way.rel.local(
            "parse_xml",
            (text, *way.given),
            (*made, *way.left),
            {"paths": tuple(path.text for path in self.paths)},
            records=rel.is_records,
            rowwise=True,
        )
        found = [f.isNotNull(col(c.sql)) for c in made]
        extracted = [
            Extracted(name.text, col(c.sql), name.span) for c, name in zip(made, self.names, strict=True)
        ]
        return set_fields(way.behind(local), extracted, any_of(*found), all_of(*found), nodrop=self.nodrop)
