"""Conditions that only say what must not be there: RE2 answers them by their contrary."""

from sagescope.lang.regex.print import re2_text
from sagescope.lang.regex.tree import AnyOne, Group, Look, Node, Pattern, Place, Repeat, Sequence

_REST = Repeat(AnyOne(), "*")
_START, _END = Place("^"), Place("$")


def contrary(pattern: Pattern) -> str | None:
    """A pattern for RE2 that is found just where `pattern` is not; None where the pattern is of another form.

    The forms are `^(?!a)` with `.*` or `.*$` behind it or not, for texts that do not begin with a, and
    `^((?!a).)*$` for texts without it.
    """
    match pattern.root:
        case Sequence((first, Look(body, True, True), *rest)) if first == _START:
            if rest in ([], [_REST]):
                return _text(pattern, body, from_start=True)
            if rest == [_REST, _END]:
                return _one_line(_text(pattern, body, from_start=True))
        case Sequence((first, Repeat(Group(Sequence((Look(body, True, True), AnyOne()))), "*"), last)):
            if (first, last) == (_START, _END):
                return _one_line(_text(pattern, body, from_start=False))
        case _:
            pass
    return None


def _text(pattern: Pattern, body: Node, *, from_start: bool) -> str | None:
    root = Sequence((_START, Group(body)) if from_start else (Group(body),))
    return re2_text(Pattern(pattern.text, pattern.span, root), end_is_free=True)


def _one_line(text: str | None) -> str | None:
    # The dots of the pattern take no line break, so a text with one is none that it finds.
    return None if text is None else f"(?:{text})|\\n"
