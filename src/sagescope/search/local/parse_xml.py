"""`parse_xml`: values of XML texts by their XPaths, a row at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

import pyarrow as pa

from sagescope.lang.xpath import Child, Holds, Last, Test, XPath, parse_xpath
from sagescope.plan.schema import Kind
from sagescope.search.frames import Frame, FrameColumn
from sagescope.span import Span


def parse_xml(frame: Frame, arguments: Mapping[str, object]) -> Frame:
    """Every row with what `paths` find in its first column; null where a text is no XML or has no such place.

    The columns behind the first go along.
    """
    paths = arguments["paths"]
    assert isinstance(paths, tuple)
    wanted = [parse_xpath(path, Span(0, 0)) for path in paths]
    rows = [_values(text, wanted) for text in frame.table.column(0).to_pylist()]
    made = [pa.array([row[i] for row in rows], pa.string()) for i in range(len(wanted))]
    rest = frame.table.columns[1:]
    names = [f"v{i}" for i in range(len(made) + len(rest))]
    columns = (*(FrameColumn("", Kind.TEXT) for _ in made), *frame.columns[1:])
    return Frame(columns, pa.Table.from_arrays([*made, *rest], names=names))


def _values(text: str | None, paths: list[XPath]) -> list[str | None]:
    document = read_document(text) if text else None
    if document is None:
        return [None] * len(paths)
    return [next(_found(document, path), None) for path in paths]


@dataclass(slots=True)
class Element:
    """An element: its attributes, and what is in it in order."""

    name: str
    attributes: dict[str, str]
    inside: "list[Element | str]" = field(default_factory=list)

    def text(self) -> str:
        """All text in it, at any depth."""
        parts: list[str] = []
        # A stack, not a recursion: a text may open thousands of elements in each other.
        left: list[Element | str] = [self]
        while left:
            item = left.pop()
            if isinstance(item, str):
                parts.append(item)
            else:
                left += reversed(item.inside)
        return "".join(parts)

    def children(self) -> "Iterator[Element]":
        """The elements directly in it."""
        return (item for item in self.inside if isinstance(item, Element))


class _Done(Exception):
    """The document's element has ended."""


class _Refused(Exception):
    """The text declares entities."""


def read_document(text: str) -> Element | None:
    """The document in a text, as an element that holds its outermost one; None where there is none.

    Text before the document and behind it does not matter. Names keep their prefixes, namespaces mean
    nothing. A text that declares entities is not read, since they may stand for any amount of text.
    """
    start = text.find("<")
    root = Element("", {})
    open_ = [root]

    def begin(name: str, attributes: dict[str, str]) -> None:
        element = Element(name, attributes)
        open_[-1].inside.append(element)
        open_.append(element)

    def end(_: str) -> None:
        open_.pop()
        if len(open_) == 1:
            raise _Done

    def refuse(*_: object) -> None:
        raise _Refused

    # Whatever encoding the text declares, it has long been decoded.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda data: open_[-1].inside.append(data)
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text[max(start, 0) :].encode("utf-8", "surrogatepass"), True)
    except _Done:
        return root
    except (expat.ExpatError, _Refused):
        return None
    return None


def _found(document: Element, path: XPath) -> Iterator[str]:
    for element in _elements(document, path.steps):
        if path.attribute is not None:
            if path.attribute in element.attributes:
                yield element.attributes[path.attribute]
        elif path.of_text:
            yield from (item for item in element.inside if isinstance(item, str))
        else:
            yield element.text()


def _elements(parent: Element, steps: tuple[Child, ...]) -> Iterator[Element]:
    if not steps:
        yield parent
        return
    step, *below = steps
    found = [child for child in parent.children() if step.name in ("*", child.name)]
    for test in step.tests:
        found = [child for i, child in enumerate(found) if _passes(child, i, len(found), test)]
    for child in found:
        yield from _elements(child, tuple(below))


def _passes(element: Element, place: int, count: int, test: Test) -> bool:
    match test:
        case int():
            return place + 1 == test
        case Last():
            return place + 1 == count
        case Holds(name, True, value):
            held = element.attributes.get(name)
            return held is not None and value in (None, held)
        case Holds("text()", _, value):
            return any(value in (None, item) for item in element.inside if isinstance(item, str))
        case Holds(name, _, value):
            return any(child.name == name and value in (None, child.text()) for child in element.children())
