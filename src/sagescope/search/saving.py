"""What a search does with its result where its query ends in `save`."""

from dataclasses import replace

from sagescope.errors import Cause, Fault, Refusal
from sagescope.lang.compile import Compiled
from sagescope.lang.operators.save import Save
from sagescope.lang.tree import Tree
from sagescope.lookups.saved import ResultColumn, ResultSaver
from sagescope.search.frames import Frame


def check_saving(compiled: Compiled, saver: ResultSaver | None, saves_as: str) -> None:
    """Return where the query saves nothing, or may. Raises Refusal FORBIDDEN where it may not."""
    if compiled.save is not None and (saver is None or not saves_as):
        raise Refusal(
            Fault(
                "save.forbidden",
                "This search may not write into lookup tables.",
                "Run it as somebody who may change the library, or take save away.",
            ),
            Cause.FORBIDDEN,
        )


def save_result(
    compiled: Compiled, saver: ResultSaver | None, frame: Frame, most: int, saves_as: str
) -> None:
    """Write the rows of a result where its query says so, all or none.

    `most` is how many messages a result can have. Raises Refusal where there may be more of them.
    """
    if compiled.save is None or saver is None:
        return
    if not compiled.is_records and frame.rows >= most:
        raise Refusal(
            Fault(
                "save.messages",
                f"The result has {most:,} messages or more, and only so many can be saved.",
                "Narrow the scope or the time range, or save an aggregate.",
            )
        )
    columns = [ResultColumn(c.name, c.kind) for c in frame.columns]
    saver.save(compiled.save, columns, frame.table, saves_as)


def without_save(compiled: Compiled) -> Compiled:
    """The same query, to look at its messages once more without writing anything again."""
    return replace(compiled, save=None)


def saved_part(tree: Tree, start: int) -> str:
    """The query up to its `save`, empty where it has none; `start` is where it begins in the text of the tree."""
    for operator in tree.operators:
        if isinstance(operator, Save):
            return tree.text[start : operator.span.end]
    return ""
