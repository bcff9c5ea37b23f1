"""`replace`: other text in the place of a text or of what a pattern matches."""

import re

from sagescope.errors import Fault
from sagescope.lang.coercion import Typed
from sagescope.lang.function import Function, Param, declare, literal_text
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.span import Span
from sagescope.sql.build import f, lit
from sagescope.sql.nodes import Expr
from sagescope.syntax.cursor import StageFault

# A reference to a group, an escaped character, or any other one, in the text that replaces matches.
_PIECE = re.compile(r"\$(?P<number>\d+)|\$\{(?P<name>\w+)\}|\\(?P<escaped>.)|(?P<plain>.)", re.DOTALL)
_GROUP = re.compile(
    r"\\Q.*?(?:\\E|\Z)|\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\((?:\?P<(?P<name>\w+)>|(?!\?))", re.DOTALL
)

MOST_GROUP = 9
"""The last group that the engine's replacements can name."""


def _text(args: list[Typed], cx: Bind) -> Typed:
    source, searched, by = args
    return Typed(f.replaceAll(source.expr, searched.expr, by.expr), Kind.TEXT, source.span)


def _matches(args: list[Typed], cx: Bind) -> Typed:
    source, pattern, by = args
    expression = literal_text(pattern)
    assert expression is not None, "a pattern is always written out"
    written = literal_text(by)
    if written is None:
        # What a field holds is put in as it stands.
        template: Expr = f.replaceAll(by.expr, "\\", "\\\\")
    else:
        template = lit(_template(written, group_names(expression), by.span))
    return Typed(f.replaceRegexpAll(source.expr, pattern.expr, template), Kind.TEXT, source.span)


def group_names(pattern: str) -> list[str | None]:
    """The capturing groups of a pattern in RE2's syntax in order, with their names."""
    return [m["name"] for m in _GROUP.finditer(pattern) if m[0].startswith("(")]


def _template(written: str, groups: list[str | None], span: Span) -> str:
    """Java's form of a replacement in the engine's, where `\\0` to `\\9` are the groups."""
    out: list[str] = []
    for piece in _PIECE.finditer(written):
        if piece["number"] is not None:
            number, rest = _longest_group(piece["number"], len(groups), span)
            out.append(f"\\{number}{rest}")
        elif piece["name"] is not None:
            if piece["name"] not in groups:
                raise _no_group(f"${{{piece['name']}}}", span)
            out.append(f"\\{_checked(groups.index(piece['name']) + 1, span)}")
        else:
            plain = piece["escaped"] or piece["plain"] or ""
            out.append("\\\\" if plain == "\\" else plain)
    return "".join(out)


def _longest_group(digits: str, groups: int, span: Span) -> tuple[int, str]:
    """The group that the digits name, and the digits that belong to the text: `$12` may be `$1` and a 2."""
    if int(digits[0]) > groups:
        raise _no_group(f"${digits[0]}", span)
    end = 1
    while end < len(digits) and int(digits[: end + 1]) <= groups:
        end += 1
    return _checked(int(digits[:end]), span), digits[end:]


def _checked(group: int, span: Span) -> int:
    if group > MOST_GROUP:
        raise StageFault(
            Fault(
                "replace.group",
                f"The replacement names group {group}; {MOST_GROUP} is the last one that it can.",
                "Write the groups that it does not need as (?:…).",
                span,
            )
        )
    return group


def _no_group(reference: str, span: Span) -> StageFault:
    return StageFault(
        Fault(
            "replace.group",
            f"The replacement names {reference}, and the pattern has no such group.",
            "Put parentheses around a part of the pattern, or write \\\\$ for a dollar sign.",
            span,
        )
    )


declare(
    Function(
        "replace",
        (
            Param("text", Kind.TEXT),
            Param("searched", Kind.TEXT, regex=True),
            Param("by", Kind.TEXT),
        ),
        Kind.TEXT,
        _text,
        "The text with every occurrence of `searched` replaced; absent where one of the three is. `searched` "
        "is a text that is found as it stands, in the same case, or a `/regular expression/` in RE2's syntax. "
        "With one, `$0` in `by` is the match, `$1` its first group, `${name}` the group of that name; a "
        "dollar sign is written `\\\\$`, a backslash `\\\\\\\\`.",
        (
            'replace("a.b.c", ".", "->") as s',
            'replace(_raw, /[0-9]{5,}/, "#") as shape',
            'replace("x/flight/12345678", /(flight)\\/([0-9]{5,})/, "new-$2") as url',
            'replace("eu-west-1", /(?<area>[a-z]+)-.*/, "${area}") as area',
        ),
        named=True,
        lower_regex=_matches,
    ),
)
