"""The part of XPath 1.0 that `parse xml` has: absolute ways down to an element, an attribute or a text.

Reference search-language.md, 2, parse xml: no `//`, no `..`, no axes, no namespaces.
"""

import re
from dataclasses import dataclass
from enum import Enum

from sagescope.errors import Fault
from sagescope.span import Span
from sagescope.syntax.cursor import StageFault

_NAME = r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?"
_STEP = re.compile(
    rf"/(?:(?P<text>text\(\))|@(?P<attribute>{_NAME})|(?P<name>{_NAME}|\*)(?P<tests>(?:\[[^\]]*\])*))"
)
_TEST = re.compile(
    rf"""\[\s*(?:(?P<place>\d+)|(?P<last>last\(\))
      |(?P<at>@)?(?P<name>{_NAME}|text\(\))\s*(?:=\s*(?:'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<bare>[\w.\-]+)))?)\s*\]""",
    re.VERBOSE,
)


class Last(Enum):
    """`[last()]`."""

    LAST = "last()"


@dataclass(frozen=True, slots=True)
class Holds:
    """`[@name='value']`: an attribute, a child element or the text has that value, or is there at all."""

    name: str
    attribute: bool
    value: str | None


Test = int | Last | Holds


@dataclass(frozen=True, slots=True)
class Child:
    """Elements of that name, `*` for any, that pass the tests one after the other."""

    name: str
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class XPath:
    """A way down from the document; then its `attribute`, or its `text()`, or the element itself."""

    text: str
    steps: tuple[Child, ...]
    attribute: str | None
    of_text: bool


def parse_xpath(text: str, span: Span) -> XPath:
    """An XPath from its text. Raises StageFault `xml.path` for what is none or goes another way than down."""
    body = text.strip()
    steps: list[Child] = []
    at, attribute, of_text = 0, None, False
    while at < len(body):
        step = _STEP.match(body, at)
        if step is None or attribute is not None or of_text:
            raise _fault(text, span)
        at = step.end()
        if step["name"]:
            steps.append(Child(step["name"], tuple(_tests(step["tests"], text, span))))
        attribute, of_text = step["attribute"], step["text"] is not None
    if not steps:
        raise _fault(text, span)
    return XPath(text, tuple(steps), attribute, of_text)


def _tests(written: str, text: str, span: Span) -> list[Test]:
    found: list[Test] = []
    at = 0
    while at < len(written):
        test = _TEST.match(written, at)
        if test is None:
            raise _fault(text, span)
        at = test.end()
        if test["place"]:
            found.append(int(test["place"]))
        elif test["last"]:
            found.append(Last.LAST)
        else:
            value = next((v for v in test.group("single", "double", "bare") if v is not None), None)
            found.append(Holds(test["name"], test["at"] is not None, value))
    return found


def _fault(text: str, span: Span) -> StageFault:
    return StageFault(
        Fault(
            "xml.path",
            f"{text!r} is not understood as an XPath.",
            "Write the whole way down: /users/user[2]/name/text(), /users/user[@id='4']/@role.",
            span,
        )
    )
