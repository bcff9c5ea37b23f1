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
    stages: list[Stage] = []
    while True:
        above: list[Node] = []
        at = node
        while not isinstance(at, Local | Scan | Stored):
            above.append(at)
            at = at.input
        if not isinstance(at, Local):
            return (SqlStage(node, outputs), *reversed(stages))
        if above:
            leaf: Node = Stored(at.outputs)
            for outer in reversed(above):
                assert not isinstance(outer, Scan | Stored)
                leaf = replace(outer, input=leaf)
            stages.append(SqlStage(leaf, outputs))
        stages.append(LocalStage(at.name, at.arguments, at.outputs))
        node, outputs = at.input, at.columns
