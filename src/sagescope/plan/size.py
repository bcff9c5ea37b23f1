"""How large a plan is as the engine gets it: where stages read the rows before them twice, those are there twice."""

from sagescope.plan.nodes import Join, Local, Node, Scan, Stored, Union

MOST_NODES = 4_000
"""Nodes of a plan; stages that read their rows twice double it each, so ten of them come to a thousandfold."""


class Sizes:
    """The sizes of plans that grow from each other, each part measured once."""

    def __init__(self) -> None:
        # The nodes are kept beside their sizes, so that no other one gets the identity of one that is gone.
        self._known: dict[int, tuple[Node, int]] = {}

    def of(self, node: Node) -> int:
        """The nodes of a plan, a part that is read several times counted as often."""
        chain: list[Node] = []
        # A loop along the inputs, not a recursion: a query may have hundreds of nodes.
        while (known := self._known.get(id(node))) is None:
            chain.append(node)
            match node:
                case Scan() | Stored() | Join() | Union() | Local():
                    break
                case _:
                    node = node.input
        size = known[1] if known is not None else 0
        for part in reversed(chain):
            match part:
                case Join():
                    size = 1 + self.of(part.left) + self.of(part.right)
                case Union():
                    size = 1 + sum(self.of(branch) for branch, _ in part.branches)
                case Local():
                    size = 1 + sum(self.of(given.node) for given in part.inputs)
                case _:
                    size += 1
            self._known[id(part)] = (part, size)
        return size
