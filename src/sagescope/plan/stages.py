"""Cut a plan at its local stages: SQL, then a function on Arrow, then SQL over what that left, …"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sagescope.plan.nodes import Local, Node, Scan, Stored
from sagescope.plan.schema import Col


@dataclass(frozen=True, slots=True)
class SqlStage:
    """A plan without local nodes and the columns that it yields, in order."""

    node: Node
    outputs: tuple[Col, ...]


@dataclass(frozen=True, slots=True)
class LocalStage:
    """The function `name` on the rows of the stage before.

    `outputs` are the columns that later stages can name; the function may leave more of them, which
    only the result shows.
    """

    name: str
    arguments: Mapping[str, object]
    outputs: tuple[Col, ...]


Stage = SqlStage | LocalStage


def cut(node: Node, outputs: tuple[Col, ...]) -> tuple[Stage, ...]:
    """The stages of a plan that yields `outputs`.

    After a last local stage there is no SQL stage, so that the columns it made dynamically stay.
    """
    match node:
        case Local(inner, name, columns, made, arguments):
            return (*cut(inner, columns), LocalStage(name, arguments, made))
    local = _first_local(node)
    if local is None:
        return (SqlStage(node, outputs),)
    return (*cut(local, local.outputs), SqlStage(_replace_leaf(node, local), outputs))


def _first_local(node: Node) -> Local | None:
    match node:
        case Local():
            return node
        case Scan() | Stored():
            return None
        case _:
            return _first_local(node.input)


def _replace_leaf(node: Node, local: Local) -> Node:
    match node:
        case Local():
            return Stored(local.outputs)
        case Scan() | Stored():
            return node
        case _:
            return replace(node, input=_replace_leaf(node.input, local))
