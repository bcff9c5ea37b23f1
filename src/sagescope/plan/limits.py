"""Limits below joins: where every row stays as one row, only the first rows need a partner.

The engine reads the newest rows of a table without the others when ORDER BY and LIMIT stand beside it, which
a join in between prevents.
"""

from dataclasses import replace

from sagescope.plan.nodes import Extend, Join, Limit, Locate, Match, Node, Sort, SortKey


def limited(node: Node, count: int) -> Node:
    """The first `count` rows of `node`, the limit standing below its joins as well where that changes nothing."""
    return Limit(_below(node, count), count)


def _below(node: Node, count: int) -> Node:
    above: list[Sort | Extend | Locate] = []
    order: tuple[SortKey, ...] | None = None
    made: set[str] = set()
    # A loop along the inputs, not a recursion: a query may have hundreds of nodes.
    top = node
    while isinstance(node, Sort | Extend | Locate):
        match node:
            case Sort(_, keys):
                # An earlier order decides between equal rows, so one sort is all that is seen through.
                if order is not None:
                    return top
                order = keys
            case Extend(_, items):
                made |= {column.sql for column, _ in items}
            case Locate(_, _, _, outputs):
                made |= {column.sql for column, _ in outputs}
        above.append(node)
        node = node.input
    if not isinstance(node, Join) or node.match is not Match.LEFT_ANY:
        return top
    made |= {column.sql for column, _ in node.outputs}
    if any(key.column in made for key in order or ()):
        return top
    left = Sort(node.left, order) if order else node.left
    found: Node = replace(node, left=limited(left, count))
    for outer in reversed(above):
        found = replace(outer, input=found)
    return found
