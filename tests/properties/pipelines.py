"""Pipelines that bind, made at random: the stages keep track of which fields there are."""

from copy import deepcopy
from dataclasses import dataclass, field

from hypothesis import strategies as st

FIELDS = ("n", "s", "t")


@dataclass(slots=True)
class _Rows:
    """What is known of the rows at a point of the pipeline: their fields, numbers apart from texts."""

    numbers: list[str]
    texts: list[str]
    messages: bool = True
    timed: bool = True
    made: int = 0
    stages: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[str]:
        return [*self.numbers, *self.texts]

    def fresh(self) -> str:
        self.made += 1
        return f"x{self.made}"

    def set(self, name: str, *, number: bool) -> None:
        for names in (self.numbers, self.texts):
            if name in names:
                names.remove(name)
        (self.numbers if number else self.texts).append(name)


@st.composite
def pipelines(draw: st.DrawFn) -> str:
    """A query text over messages that have FIELDS and JSON or `k=v;` texts."""
    rows = _Rows(["_size"], ["n", "s", "t", "_sourceHost"])
    scope = draw(st.sampled_from(["*", "alpha", "not beta", "s=a or t=*", "n=*", "alpha or (beta !gamma)"]))
    joins = 0
    for _ in range(draw(st.integers(1, 7))):
        kinds = [
            _where,
            _assign,
            _rename,
            _fields,
            _sort,
            _limit,
            _aggregate,
            _running,
            _running,
            _dedup,
            _top,
        ]
        kinds += [_parse, _json, _parse, _json, _timeslice] if rows.messages else [_filter]
        # More of them would multiply the rows, not the shapes.
        kinds += [_join] if joins < 2 and rows.all else []
        stage = draw(st.sampled_from(kinds))
        joins += stage is _join
        stage(draw, rows)
    return " | ".join([scope, *rows.stages])


def _number(draw: st.DrawFn, rows: _Rows, depth: int = 2) -> str:
    leaves = [*rows.numbers, *rows.texts[:3], "2", "0.5", "-3"]
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(leaves))
    left, right = _number(draw, rows, depth - 1), _number(draw, rows, depth - 1)
    shape = draw(st.sampled_from(["({} + {})", "({} - {})", "({} * 2 - {})", "if({} > 1, {}, 0)"]))
    return shape.format(left, right)


def _text(draw: st.DrawFn, rows: _Rows) -> str:
    name = draw(st.sampled_from(rows.all))
    shape = draw(st.sampled_from(['concat({}, "-", {})', "toUpperCase({})", '"lit"', "trim({})"]))
    return shape.format(name, name)


def _condition(draw: st.DrawFn, rows: _Rows, depth: int = 2) -> str:
    if depth and draw(st.integers(0, 2)) == 0:
        left, right = _condition(draw, rows, depth - 1), _condition(draw, rows, depth - 1)
        return draw(st.sampled_from(["({} and {})", "({} or {})", "!({} or {})"])).format(left, right)
    text = draw(st.sampled_from(rows.all))
    number = _number(draw, rows, 1)
    shapes = (
        f"{number} > 1", f"{number} <= 3", f"{text} * 1 != 2", f'toString({text}) = "a"', f'{text} matches "*a*"',
        f"isNull({text})", f"!isNull({text})", f'toString({text}) in ("a", "1", "b")', f"isBlank({text})",
    )  # fmt: skip
    return draw(st.sampled_from(shapes))


def _where(draw: st.DrawFn, rows: _Rows) -> None:
    rows.stages.append(f"where {_condition(draw, rows)}")


def _assign(draw: st.DrawFn, rows: _Rows) -> None:
    number = draw(st.booleans())
    value = _number(draw, rows) if number else _text(draw, rows)
    name = draw(
        st.sampled_from([n for n in rows.all if not n.startswith("_")] or ["y"]) | st.just(rows.fresh())
    )
    rows.stages.append(f"{'0 + ' if number else ''}{value} as {name}")
    rows.set(name, number=number)


def _rename(draw: st.DrawFn, rows: _Rows) -> None:
    old, new = draw(st.sampled_from(rows.all)), rows.fresh()
    rows.stages.append(f"{old} as {new}")
    rows.set(new, number=old in rows.numbers)


def _fields(draw: st.DrawFn, rows: _Rows) -> None:
    own = [n for n in rows.all if not n.startswith("_")] if rows.messages else rows.all
    chosen = draw(st.lists(st.sampled_from(own), min_size=1, max_size=3, unique=True)) if own else []
    without = draw(st.booleans()) and len(chosen) < len(rows.all)
    if not chosen or (not rows.messages and without and len(chosen) == len(rows.all)):
        return
    rows.stages.append(f"fields {'- ' if without else ''}{', '.join(chosen)}")
    kept = [n for n in rows.all if (n in chosen) != without or (rows.messages and n.startswith("_"))]
    rows.numbers = [n for n in rows.numbers if n in kept]
    rows.texts = [n for n in rows.texts if n in kept]


def _sort(draw: st.DrawFn, rows: _Rows) -> None:
    keys = draw(st.lists(st.sampled_from(rows.all), min_size=1, max_size=2, unique=True))
    rows.stages.append("sort by " + ", ".join(f"{k} {draw(st.sampled_from(['asc', 'desc']))}" for k in keys))


def _limit(draw: st.DrawFn, rows: _Rows) -> None:
    if not rows.messages:
        # Records have no order of their own, so the cut has to follow from all that they are.
        rows.stages.append("sort by " + ", ".join(rows.all))
    rows.stages.append(f"limit {draw(st.integers(1, 60))}")


def _aggregate(draw: st.DrawFn, rows: _Rows) -> None:
    keys = draw(st.lists(st.sampled_from(rows.all), max_size=2, unique=True))
    values = draw(
        st.lists(st.sampled_from(["count", "sum", "avg", "min", "max"]), min_size=1, max_size=3, unique=True)
    )
    parts: list[str] = []
    made: list[str] = []
    for function in values:
        name = rows.fresh() if draw(st.booleans()) or f"_{function}" in keys else f"_{function}"
        of = "" if function == "count" and draw(st.booleans()) else f"({draw(st.sampled_from(rows.all))})"
        parts.append(f"{function}{of} as {name}")
        made.append(name)
    rows.stages.append(", ".join(parts) + (f" by {', '.join(keys)}" if keys else ""))
    texts = [k for k in keys if k in rows.texts]
    rows.numbers = [k for k in keys if k in rows.numbers] + made
    rows.texts, rows.messages = texts, False


def _parse(draw: st.DrawFn, rows: _Rows) -> None:
    name = draw(st.sampled_from(["n", "s", "p"]))
    key = draw(st.sampled_from(["n", "s", "q"]))
    rows.stages.append(f'parse "{key}=*;" as {name}{draw(st.sampled_from([" nodrop", " nodrop", ""]))}')
    rows.set(name, number=False)


def _json(draw: st.DrawFn, rows: _Rows) -> None:
    names = draw(st.lists(st.sampled_from(["n", "s", "j"]), min_size=1, max_size=2, unique=True))
    paths = ", ".join(draw(st.sampled_from(['"n"', '"o.s"', '"l[0]"', '"l[*]"'])) for _ in names)
    nodrop = draw(st.sampled_from([" nodrop", " nodrop", ""]))
    rows.stages.append(f"json {paths} as {', '.join(names)}{nodrop}")
    for name in names:
        rows.set(name, number=False)


def _timeslice(draw: st.DrawFn, rows: _Rows) -> None:
    width = draw(st.sampled_from(["1m", "7m", "1h", "1d", "5 buckets"]))
    name = draw(st.sampled_from(["_timeslice", "slot"]))
    rows.stages.append(f"timeslice {width} as {name}")
    rows.set(name, number=True)


def _keys(draw: st.DrawFn, rows: _Rows) -> str:
    keys = draw(st.lists(st.sampled_from(rows.all), max_size=2, unique=True))
    return f" by {', '.join(keys)}" if keys else ""


def _running(draw: st.DrawFn, rows: _Rows) -> None:
    operator = draw(st.sampled_from(["accum", "total", "diff", "backshift", "smooth"]))
    last = (
        f", {draw(st.integers(1, 4))}" if operator in ("backshift", "smooth") and draw(st.booleans()) else ""
    )
    name = rows.fresh()
    rows.stages.append(f"{operator} {draw(st.sampled_from(rows.all))}{last} as {name}{_keys(draw, rows)}")
    rows.set(name, number=True)


def _dedup(draw: st.DrawFn, rows: _Rows) -> None:
    kind = draw(st.sampled_from(["", " consecutive"])) + draw(st.sampled_from(["", " 2", " 3"]))
    rows.stages.append(f"dedup{kind}{_keys(draw, rows) or f' by {rows.all[0]}'}")


def _top(draw: st.DrawFn, rows: _Rows) -> None:
    count = draw(st.integers(1, 9))
    fields = draw(st.lists(st.sampled_from(rows.all), min_size=1, max_size=2, unique=True))
    if draw(st.booleans()):
        rows.stages.append(f"topk({count}, {', '.join(fields)}){_keys(draw, rows)}")
        rows.set("_rank", number=True)
        return
    by = draw(st.sampled_from(rows.all))
    rows.stages.append(f"top {count} {', '.join(fields)} by {by} {draw(st.sampled_from(['asc', 'desc']))}")
    kept = [*fields, by]
    rows.numbers = [n for n in rows.numbers if n in kept]
    rows.texts = [n for n in rows.texts if n in kept]
    rows.messages = False


def _inside(draw: st.DrawFn, rows: _Rows) -> _Rows:
    """The rows behind a few stages that stand in parentheses."""
    inner = deepcopy(rows)
    inner.stages = []
    for _ in range(draw(st.integers(1, 3))):
        draw(st.sampled_from([_where, _assign, _sort, _limit, _running, _dedup]))(draw, inner)
    return inner


def _filter(draw: st.DrawFn, rows: _Rows) -> None:
    inner = _inside(draw, rows)
    fields = draw(st.lists(st.sampled_from(rows.all), min_size=1, max_size=2, unique=True))
    rows.stages.append(f"filter {', '.join(fields)} in ({' | '.join(inner.stages)})")
    rows.made = inner.made


def _join(draw: st.DrawFn, rows: _Rows) -> None:
    left, right = _inside(draw, rows), _inside(draw, rows)
    names = (rows.fresh(), rows.fresh())
    sides = ", ".join(
        f"({' | '.join(side.stages)} | limit 40) as {name}"
        for side, name in zip((left, right), names, strict=True)
    )
    on = f"{names[0]}.{draw(st.sampled_from(left.all))} = {names[1]}.{draw(st.sampled_from(right.all))}"
    rows.stages.append(f"join {sides} on {on}")
    rows.numbers = [
        f"{name}_{n}" for side, name in zip((left, right), names, strict=True) for n in side.numbers
    ]
    rows.texts = [f"{name}_{n}" for side, name in zip((left, right), names, strict=True) for n in side.texts]
    rows.made = max(rows.made, left.made, right.made)
    rows.messages = False
