"""Variables in the text of a query: replaced before it is read (reference dashboards.md, 6, substitution).

A single value stands where its variable stood, `*` as it is. Of several values the condition around them is written
once for each (`dashboards.conditions`); a pattern gets them as alternatives. Every piece of the result knows the place
that it came from, so that a fault points into the panel's own text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from sagescope.dashboards.conditions import Condition, log_conditions, metric_conditions, smallest
from sagescope.errors import Fault
from sagescope.lang.macros import Parameter, ValueType
from sagescope.lang.substitution import MAX_TEXT, PARAMETER, Piece, Substituted, Where, places, written
from sagescope.span import Span
from sagescope.syntax.literals import string_literal

MOST_CONDITIONS = 500
"""How often a condition is written at the most: of two variables in it, all pairs count."""

ALL = "*"
"""The value that stands for all."""

_AFTER_KEY = re.compile(r"[^\s=!<>]!?\s*=\s*$")
_QUOTED_VALUE = re.compile(r'[\s|"\[\]{}!,()]|//')
_NOT_A_PLACE = re.compile(r"\s|\||\)|$")
_NUMBER_PLACE = re.compile(
    r"\|[^|]*(?:\b(?:limit|top|timeslice(?:\s+by)?)|\b(?:topk|timeslice|bottomk)\s*\(|[<>]=?)\s*$",
    re.IGNORECASE,
)
_IN_LIST = re.compile(r"\|[^|]*\b(?:by|fields)\b[^|]*$", re.IGNORECASE)
_TYPES = {
    "string": ValueType.STRING,
    "numeric": ValueType.NUMBER,
    "integer": ValueType.NUMBER,
    "long": ValueType.NUMBER,
    "double": ValueType.NUMBER,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The values chosen for a variable, at least one, and the type that its definition names.

    `default` is what stands where there is no "all", as behind `limit`.
    """

    values: tuple[str, ...]
    type: str | None = None
    default: str | None = None

    def parameters(self) -> tuple[Parameter, ...]:
        """The values as what is put into a text; `*` is the same in every type."""
        type_ = _TYPES.get((self.type or "").lower(), ValueType.ANY)
        return tuple(Parameter(v, ValueType.ANY if v == ALL else type_) for v in self.values)


@dataclass(frozen=True, slots=True)
class _Place:
    """A variable in a text: where it is, its name, and whether it stands in quotes, in a pattern or in a macro's call.

    The value of a `raw` one, in three braces, gets no quotes.
    """

    span: Span
    name: str
    where: Where
    old: bool = False
    called: bool = False
    raw: bool = False


def variables_in(text: str) -> tuple[str, ...]:
    """The names of the variables of a text in lower case, each once, as they first stand."""
    return tuple(dict.fromkeys(place.name.lower() for place in _places(text)))


def plain(text: str, chosen: Mapping[str, Chosen]) -> str:
    """A title with the values of its variables; those without one stay as they are written."""

    def value(found: re.Match[str]) -> str:
        held = chosen.get((found["name"] or found["old"]).lower())
        return ", ".join(held.values) if held else found[0]

    return PARAMETER.sub(value, text)


def without_value(text: str, chosen: Mapping[str, Chosen]) -> Iterator[Fault]:
    """A warning for each variable of a text that has no value, so that everything counts."""
    told: set[str] = set()
    for place in _places(text):
        name = place.name.lower()
        if name in chosen or name in told or (place.old and place.where is not Where.CODE):
            continue
        told.add(name)
        yield Fault(
            "variable.missing",
            f"The dashboard has no variable {place.name!r}: * stands in its place.",
            "Add the variable, or write its value into the query.",
            place.span,
        )


def filled(text: str, chosen: Mapping[str, Chosen], *, metrics: bool = False) -> Substituted:
    """The text with the values of its variables; `chosen` is by lower-case name.

    A variable without a value is `*`; `without_value` tells of it. Faults: `variable.value` for a value that its type
    does not allow, `variable.several` where only one value can stand.
    """
    found = list(_places(text))
    if not found:
        return Substituted(text)
    work = _Filling(text, chosen, metrics)
    several = [place for place in found if len(work.values(place)) > 1]
    blocks: dict[Span, Condition] = {}
    if several:
        # One word stands for what is to be repeated: a value of several words would be several conditions.
        probed = {name: Chosen(("1",)) if len(held.values) > 1 else held for name, held in chosen.items()}
        first = _Filling(text, probed, metrics)
        first.through(found, {}, Span(0, len(text)))
        read = first.done()
        conditions = metric_conditions(read.text) if metrics else log_conditions(read.text)
        for place in several:
            condition = smallest(conditions, _moved(read, place.span))
            if condition is not None:
                blocks[read.origin(condition.span)] = condition
    outermost = {
        span: condition
        for span, condition in blocks.items()
        if not any(o != span and o.start <= span.start and span.end <= o.end for o in blocks)
    }
    work.through(found, outermost, Span(0, len(text)))
    return work.done()


def _places(text: str) -> Iterator[_Place]:
    for match, where in places(text):
        if match["macro"] is None:
            name, old, raw = match["name"] or match["old"], match["old"] is not None, match["raw"] is not None
            yield _Place(Span(*match.span()), name, where, old, raw=raw)
            continue
        for inner in PARAMETER.finditer(match["macro"]):
            start = match.start("macro")
            span = Span(start + inner.start(), start + inner.end())
            yield _Place(span, inner["name"] or inner["old"], where, called=True)


def _moved(read: Substituted, span: Span) -> Span:
    """Where a piece of the text before stands in the text with values."""
    for at, piece in enumerate(read.pieces):
        if piece.origin == span:
            end = read.pieces[at + 1].start if at + 1 < len(read.pieces) else len(read.text)
            return Span(piece.start, end)
    return Span(0, len(read.text))


@dataclass(slots=True)
class _Filling:
    """A text that is being put together."""

    text: str
    chosen: Mapping[str, Chosen]
    metrics: bool
    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    length: int = 0

    def values(self, place: _Place) -> tuple[Parameter, ...]:
        """The values that a place gets; none where its variable has no value."""
        held = self.chosen.get(place.name.lower())
        return held.parameters() if held else ()

    def through(self, found: Sequence[_Place], blocks: Mapping[Span, Condition], within: Span) -> None:
        """Put the text of a span, the conditions of `blocks` once for each of their values."""
        at = within.start
        written_to = within.start
        for place in found:
            if place.span.start < written_to:
                continue
            block = next(
                (s for s in blocks if s.start <= place.span.start and place.span.end <= s.end), place.span
            )
            self._put(self.text[at : block.start], Span(at, block.start))
            if block in blocks:
                inside = [p for p in found if block.start <= p.span.start and p.span.end <= block.end]
                self._repeated(inside, block, blocks[block])
            else:
                self._put(self._value(place), place.span, f"the value of {place.name}")
            at = written_to = block.end
        self._put(self.text[at : within.end], Span(at, within.end))

    def done(self) -> Substituted:
        """The text, with the way back."""
        return Substituted("".join(self.parts), tuple(self.pieces), tuple(self.faults))

    def _put(self, part: str, origin: Span, source: str = "") -> None:
        if part:
            self.pieces.append(Piece(self.length, origin, source))
            self.parts.append(part)
            self.length += len(part)

    def _repeated(self, inside: Sequence[_Place], block: Span, condition: Condition) -> None:
        names = tuple(dict.fromkeys(place.name.lower() for place in inside))
        held = [self.chosen[name].parameters() for name in names if name in self.chosen]
        known = [name for name in names if name in self.chosen]
        ways = 1
        for values in held:
            ways *= len(values)
        said = " and ".join(dict.fromkeys(place.name for place in inside))
        if ways > MOST_CONDITIONS:
            self.faults.append(
                Fault(
                    "variable.several",
                    f"The values of {said} make {ways:,} conditions; {MOST_CONDITIONS} are the most.",
                    "Choose fewer values, or all.",
                    block,
                )
            )
            return
        texts = [
            self._once(inside, block, dict(zip(known, values, strict=True)))
            for values in product(*held)
            if self.length <= MAX_TEXT
        ]
        joined = condition.between.join(dict.fromkeys(texts))
        self._put(joined if condition.listed else f"({joined})", block, f"the values of {said}")

    def _once(self, inside: Sequence[_Place], block: Span, values: Mapping[str, Parameter]) -> str:
        """The condition with one value of each variable."""
        parts: list[str] = []
        at = block.start
        for place in inside:
            parts.append(self.text[at : place.span.start])
            value = values.get(place.name.lower())
            parts.append(self._written(place, value) if value else self._value(place))
            at = place.span.end
        return "".join(parts) + self.text[at : block.end]

    def _value(self, place: _Place) -> str:
        """What stands in a place that is in no repeated condition."""
        values = self.values(place)
        if not values:
            if place.old and place.where is not Where.CODE:
                # `$$` in a quoted text may well be just that.
                return self.text[place.span.start : place.span.end]
            # Apps leave the source of their data open, as `$$logsrc`; an import without it is to show something.
            return ALL
        if len(values) > 1 and place.where is Where.PATTERN:
            return f"(?:{'|'.join(self._written(place, value) for value in values)})"
        if len(values) > 1 and place.where is Where.CODE and _IN_LIST.search(self.text[: place.span.start]):
            return ", ".join(self._written(place, value) for value in values)
        if len(values) > 1:
            self._fault(
                place,
                "variable.several",
                f"The variable {place.name!r} has {len(values)} values, and here only one can stand.",
                "Choose one value, or all.",
            )
        if values[0].value == ALL and place.where is Where.CODE and self._takes_a_number(place):
            held = self.chosen[place.name.lower()]
            return held.default or ALL
        return self._written(place, values[0])

    def _takes_a_number(self, place: _Place) -> bool:
        return _NUMBER_PLACE.search(self.text[: place.span.start]) is not None

    def _written(self, place: _Place, value: Parameter) -> str:
        if place.raw:
            value = replace(value, type=ValueType.ANY)
        try:
            text = written(value, quoted=place.where is Where.TEXT, pattern=place.where is Where.PATTERN)
        except ValueError as wrong:
            self._fault(
                place,
                "variable.value",
                f"The value of the variable {place.name!r} is {wrong}.",
                "Choose another value, or change the type of the variable.",
            )
            return ""
        bare = place.where is Where.CODE and not place.called and not place.raw
        if bare and self._is_value_of_key(place, text):
            return string_literal(text)
        return text

    def _is_value_of_key(self, place: _Place, text: str) -> bool:
        """Whether a value stands alone behind `key=` before the first pipe, and needs quotes there."""
        if not _QUOTED_VALUE.search(text) or (text[0] + text[-1]) in ('""', "()"):
            return False
        before = self.text[: place.span.start]
        if "|" in before or not _AFTER_KEY.search(before):
            return False
        return _NOT_A_PLACE.match(self.text, place.span.end) is not None

    def _fault(self, place: _Place, code: str, message: str, hint: str) -> None:
        fault = Fault(code, message, hint, place.span)
        if fault not in self.faults:
            self.faults.append(fault)
