"""Cut a plan at its local stages: SQL, then a function on Arrow, then SQL over what that left, …

A stage reads stages before it, by their places in the list; the last one is the result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sagescope.plan.nodes import Join, Local, Node, Scan, Stored, Union
from sagescope.plan.schema import Col


@dataclass(frozen=True, slots=True)
class SqlStage:
    """A plan without local nodes and the columns that it yields, in order.

    `reads` are the stages that its `Stored` leaves stand for.
    """

    node: Node
    outputs: tuple[Col, ...]
    reads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LocalStage:
    """The function `name` on the rows of the stages `reads`.

    `outputs` are the columns that later stages can name; the function may leave more of them, which
    only the result shows.
    """

    name: str
    arguments: Mapping[str, object]
    outputs: tuple[Col, ...]
    reads: tuple[int, ...]
    rowwise: bool = False


Stage = SqlStage | LocalStage


def cut(node: Node, outputs: tuple[Col, ...]) -> tuple[Stage, ...]:
    """The stages of a plan that yields `outputs`.

    After a last local stage there is no SQL stage unless columns are chosen, so that the columns it
    made dynamically stay.
    """
    cutter = _Cutter([], {})
    cutter.rows(node, outputs)
    return tuple(cutter.stages)


def limited_stage(stages: Sequence[Stage]) -> int | None:
    """The stage that the limit of messages belongs to: the last, or the one below local stages of single rows."""
    at = len(stages) - 1
    while True:
        match stages[at]:
            case SqlStage():
                return at
            case LocalStage(reads=(below,), rowwise=True):
                at = below
            case _:
                return None


@dataclass(frozen=True, slots=True)
class _Cutter:
    stages: list[Stage]
    # Where the rows of a local node are, by its identity: both sides of a join may read them.
    made: dict[int, int]

    def rows(self, node: Node, outputs: tuple[Col, ...]) -> int:
        """The stage that yields `outputs` of `node`."""
        if isinstance(node, Local):
            at = self._local(node)
            if [(c.sql, c.label) for c in outputs] == [(c.sql, c.label) for c in node.outputs]:
                return at
        reads: list[int] = []
        self.stages.append(SqlStage(self._sql(node, reads), outputs, tuple(dict.fromkeys(reads))))
        return len(self.stages) - 1

    def _local(self, node: Local) -> int:
        if id(node) not in self.made:
            reads = tuple(self.rows(given.node, given.columns) for given in node.inputs)
            self.stages.append(LocalStage(node.name, node.arguments, node.outputs, reads, node.rowwise))
            self.made[id(node)] = len(self.stages) - 1
        return self.made[id(node)]

    def _sql(self, node: Node, reads: list[int]) -> Node:
        """`node` with the rows of local stages in place of them."""
        # A loop along the inputs, not a recursion: a query may have hundreds of nodes.
        above: list[Node] = []
        while not isinstance(node, Local | Scan | Stored | Join | Union):
            above.append(node)
            node = node.input
        leaf: Node
        match node:
            case Local():
                at = self._local(node)
                reads.append(at)
                leaf = Stored(at, node.outputs)
            case Join(left, right):
                leaf = replace(node, left=self._sql(left, reads), right=self._sql(right, reads))
            case Union(branches):
                read = tuple((self._sql(branch, reads), names) for branch, names in branches)
                leaf = replace(node, branches=read)
            case _:
                leaf = node
        for outer in reversed(above):
            assert not isinstance(outer, Scan | Stored | Join | Union | Local)
            leaf = replace(outer, input=leaf)
        return leaf
