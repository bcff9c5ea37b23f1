"""A tree as the text of a regular expression: for RE2, or for Python's `regex` where RE2 has no means.

Both read the same tree, and `.` takes no line break in either: to the engine it would without the flag.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from sagescope.lang.regex.faults import unsupported
from sagescope.lang.regex.tree import (
    AnyOne,
    Back,
    Choice,
    Flags,
    Group,
    Look,
    Node,
    One,
    Pattern,
    Place,
    Repeat,
    Sequence,
)

_WANTING = {True: "look-ahead", False: "look-behind"}


def re2_text(pattern: Pattern, *, end_is_free: bool) -> str | None:
    """The pattern for RE2, None where only a search with memory can look for it.

    `end_is_free` tells that nothing depends on where a match ends: then what a look-ahead at the very
    end asks for may be taken with it.
    """
    root = _open_end(pattern.root) if end_is_free else pattern.root
    if wanting(root) is not None:
        return None
    text = _text(root, {})
    return "(?-s)" + text if _has_dot(root) else text


def wide_text(pattern: Pattern) -> str:
    """The pattern for Python's `regex`, version 1, with ASCII's classes.

    Raises StageFault `regex.unsupported` for what only RE2 has.
    """
    flags = "".join(_flags(pattern.root))
    if "U" in flags:
        raise unsupported("look-around beside the flag U", pattern.span)
    places = {"\\z": "\\Z"}
    if "m" not in flags:
        # To Python it would also be the place before a line break that ends the text.
        places["$"] = "\\Z"
    return _text(pattern.root, places)


def wanting(node: Node) -> str | None:
    """What RE2 has not and the tree uses, for a message; None where it has everything."""
    match node:
        case Look(_, ahead, _):
            return _WANTING[ahead]
        case Back():
            return "a back-reference"
        case _:
            return next((found for child in _children(node) if (found := wanting(child))), None)


def _open_end(node: Node) -> Node:
    """The tree with a look-ahead at its very end as a part of the match.

    In a group that captures, it is put behind the group.
    """
    match node:
        case Sequence(items) if items:
            return Sequence((*items[:-1], *_opened(items[-1])))
        case Choice(options):
            return Choice(tuple(_open_end(option) for option in options))
        case _:
            return node


def _opened(last: Node) -> tuple[Node, ...]:
    match last:
        case Look(body, True, False):
            return (Group(_open_end(body)),)
        case Group(body, name, captures, flags) if not flags and (name is not None or captures):
            if isinstance(body, Sequence) and body.items:
                *before, end = body.items
                opened = _opened(end)
                if isinstance(end, Look) and isinstance(opened[0], Group) and not _sets_flags(before):
                    return (replace(last, body=Sequence(tuple(before))), *opened)
            return (last,)
        case Group(body, None, False):
            return (replace(last, body=_open_end(body)),)
        case _:
            return (last,)


def _sets_flags(items: list[Node]) -> bool:
    return any(isinstance(item, Flags) for item in items)


def _text(node: Node, places: Mapping[str, str]) -> str:
    match node:
        case One(text):
            return text
        case AnyOne():
            return "."
        case Place(text):
            return places.get(text, text)
        case Flags(text):
            return f"(?{text})"
        case Sequence(items):
            return "".join(_text(item, places) for item in items)
        case Choice(options):
            return "|".join(_text(option, places) for option in options)
        case Group(body, name, captures, flags):
            opening = f"(?P<{name}>" if name is not None else "(" if captures else f"(?{flags}:"
            return f"{opening}{_text(body, places)})"
        case Look(body, ahead, negative):
            return f"(?{'' if ahead else '<'}{'!' if negative else '='}{_text(body, places)})"
        case Back(to):
            return f"\\{to}" if to.isdigit() else f"(?P={to})"
        case Repeat(body, count, lazy):
            inner = _text(body, places)
            alone = isinstance(body, One | AnyOne | Group) or re.fullmatch(r"\^|\$|\\\w", inner)
            return f"{inner if alone else f'(?:{inner})'}{count}{'?' if lazy else ''}"


def _children(node: Node) -> tuple[Node, ...]:
    match node:
        case Sequence(items):
            return items
        case Choice(options):
            return options
        case Group(body) | Look(body) | Repeat(body):
            return (body,)
        case _:
            return ()


def _has_dot(node: Node) -> bool:
    return isinstance(node, AnyOne) or any(_has_dot(child) for child in _children(node))


def _flags(node: Node) -> list[str]:
    own = [node.text] if isinstance(node, Flags) else [node.flags] if isinstance(node, Group) else []
    return own + [flags for child in _children(node) for flags in _flags(child)]
