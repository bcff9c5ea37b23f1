"""What a result without what was hoped for may come from: dimensions that no series has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sagescope.errors import Fault
from sagescope.metrics.ast import AllOf, AnyOf, NoneOf, Selector, Term
from sagescope.metrics.compile import CompiledMetrics
from sagescope.metrics.selection import known_dimensions
from sagescope.near_names import closest
from sagescope.store.engine import Engine


class Hints:
    """Warnings about dimensions, looked up in the store only when something is missing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(
        self, compiled: CompiledMetrics, dimensions: Sequence[Mapping[str, str]], picked: Sequence[int]
    ) -> Iterator[Fault]:
        """Why a selector picks nothing, or a dimension is nowhere.

        `dimensions` are those of the series of the result, `picked` the series that each selector picks.
        """
        known: list[str] | None = None
        for selector, count in zip(compiled.selectors, picked, strict=True):
            if count:
                continue
            known = self._known() if known is None else known
            missing = [t for t in _tests(selector) if t.key.text.lower() not in (*known, "metric")]
            for term in missing:
                yield _unknown(term.key.text, known, "metrics.no_dimension", term)
            if not missing:
                yield Fault(
                    "metrics.no_series",
                    "No series matches the selector.",
                    "Take terms out of it to see which one matches nothing.",
                )
        for name in _nowhere(compiled, dimensions):
            known = self._known() if known is None else known
            yield _unknown(name, known, "metrics.no_dimension", None)

    def _known(self) -> list[str]:
        rows = self._engine.query(known_dimensions()).table.column(0)
        return [str(name) for name in rows.to_pylist()]


def _tests(selector: Selector) -> Iterator[Term]:
    """The terms that have to hold for a series to be picked, or one of which has."""
    match selector:
        case Term():
            yield selector
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _tests(part)
        case NoneOf() | _:
            return


def _nowhere(compiled: CompiledMetrics, dimensions: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """The dimensions that the result is grouped by and that none of its series has."""
    held = list(dimensions)
    for folded in compiled.grouped or ():
        name = compiled.spelling.get(folded, folded)
        if held and folded != "metric" and not any(each.get(name) for each in held):
            yield name


def _unknown(name: str, known: Sequence[str], code: str, term: Term | None) -> Fault:
    near = closest(name, list(known))
    hint = "Did you mean " + " or ".join(near) + "?" if near else "Names of dimensions have no case."
    return Fault(code, f"No series has the dimension {name!r}.", hint, term.key.span if term else None)
