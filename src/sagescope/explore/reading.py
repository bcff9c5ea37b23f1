"""What the store is asked for Explore: each question is one bounded SELECT."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sagescope.durations import UNITS
from sagescope.explore.kinds import Kinds
from sagescope.lang.catalog import Catalog
from sagescope.lang.terms import token
from sagescope.metrics.storage import POINTS, RESOLUTIONS, SERIES
from sagescope.sql.build import all_of, any_of, array_of, col, eq, f, in_list, infix, lit, ne
from sagescope.sql.nodes import (
    Derived,
    Expr,
    InQuery,
    Item,
    Joined,
    JoinKind,
    Op,
    Order,
    Select,
    Setting,
    Table,
)
from sagescope.store.tables.logs import LOGS

MINUTE = UNITS["m"]

SECONDS = 20.0
"""How long one question may take."""

RECENT = 2 * 86_400_000
"""How old points may be that are looked at again and again; of new series the older ones are, too."""

PLACE_FIELDS = ("account", "accountid", "region", "namespace")
_LIMITS = (Setting("max_execution_time", SECONDS), Setting("log_comment", "explore"))


def series_seen(kinds: Kinds, since: int, now: int) -> Select:
    """The dimensions that name entities, of series that points have come for since a time, with the times of the
    oldest and the newest (`first`, `last`); the columns are `d0`, `d1`, … in the order of `series_keys`.
    """
    new = _of_series(infix(Op.GE, col("seen"), since))
    recent = infix(Op.GE, col("time"), max(0, now - RECENT))
    points = Select(
        (Item(col("series"), "of"), Item(f.min(col("time")), "begins"), Item(f.max(col("time")), "ends")),
        Table(POINTS),
        where=all_of(any_of(recent, new), infix(Op.GE, col("received"), since)) if since else None,
        group_by=(col("series"),),
    )
    wanted = any_of(
        *(ne(f.arrayElement(col("dimensions"), key), "") for key in (*kinds.dimensions, "namespace"))
    )
    amounts = (Item(f.min(col("begins")), "first"), Item(f.max(col("ends")), "last"))
    return _by_entity(kinds, points, wanted, amounts)


def series_keys(kinds: Kinds) -> tuple[str, ...]:
    """The dimensions that are asked for: where a series comes from, and what it names."""
    return (*PLACE_FIELDS, *(key for key in kinds.dimensions if key not in PLACE_FIELDS))


def streams_seen(catalog: Catalog, groups: Sequence[str], since: int) -> Select:
    """Log groups and streams that messages have come from since a time (`source_host`, `source_name`, `account`,
    `accountid`, `region`, `first`, `last`); `groups` are the beginnings of groups, in lower case.
    """
    fields = ("account", "accountid", "region")
    return Select(
        (
            Item(col("source_host"), "source_host"),
            Item(col("source_name"), "source_name"),
            *(Item(_field(catalog, name), name) for name in fields),
            Item(f.min(col("message_time")), "first"),
            Item(f.max(col("message_time")), "last"),
        ),
        Table(catalog.table),
        where=all_of(
            infix(Op.GE, col("receipt_time"), since),
            any_of(*(eq(f.startsWith(f.lower(col("source_host")), group), 1) for group in groups)),
        ),
        group_by=(col("source_host"), col("source_name"), *(_field(catalog, name) for name in fields)),
        settings=_LIMITS,
    )


def arrived(catalog: Catalog, since: int, until: int) -> Select:
    """How many messages were received from a time up to and with another, by the minute that they are of (`minute`,
    `found`), the oldest first.
    """
    return Select(
        (Item(col("minute"), "minute"), Item(f.count(), "found")),
        Table(catalog.table),
        lets=(Item(f.intDiv(col("message_time"), MINUTE), "minute"),),
        where=_received(since, until),
        group_by=(col("minute"),),
        order_by=(Order(col("minute")),),
        settings=_LIMITS,
    )


@dataclass(frozen=True, slots=True)
class Portion:
    """Messages that are read at once: those of the minutes from `first` to `last`, and of them one part of `parts`."""

    first: int
    last: int
    part: int = 0
    parts: int = 1


def portions(found: Iterable[tuple[int, int]], most: int) -> Iterator[Portion]:
    """Portions of about `most` messages, by how many there are in each minute; the minutes rise."""
    first, last, held = 0, 0, 0
    for minute, messages in found:
        if held and held + messages > most:
            yield from _parted(first, last, held, most)
            held = 0
        first = first if held else minute
        last, held = minute, held + messages
    if held:
        yield from _parted(first, last, held, most)


def _parted(first: int, last: int, held: int, most: int) -> Iterator[Portion]:
    parts = -(-held // most)
    return (Portion(first, last, part, parts) for part in range(parts))


def events_seen(catalog: Catalog, kinds: Kinds, since: int, until: int, portion: Portion) -> Select:
    """Messages of a portion that may tell what happened, of those that were received from a time up to and with
    another (`raw`, `message_time`, `account`, `accountid`, `region`).

    The words are those that the text index holds, so that texts without them are not read.
    """
    words = re.compile(r"\w+")
    told = (
        f.hasAllTokens(catalog.terms, array_of(*(token(w) for w in words.findall(f"detail-type {source}"))))
        for source in kinds.event_sources
    )
    called = f.hasAnyTokens(catalog.terms, array_of(*(token(name) for name in kinds.calls)))
    parted = eq(f.positiveModulo(col("message_id"), portion.parts), portion.part)
    return Select(
        (
            *(Item(col(name), name) for name in ("raw", "message_time")),
            *(Item(_field(catalog, name), name) for name in ("account", "accountid", "region")),
        ),
        Table(catalog.table),
        where=all_of(
            infix(Op.GE, col("message_time"), portion.first * MINUTE),
            infix(Op.LT, col("message_time"), (portion.last + 1) * MINUTE),
            _received(since, until),
            *((parted,) if portion.parts > 1 else ()),
            any_of(called, *told),
        ),
        settings=_LIMITS,
    )


def _received(since: int, until: int) -> Expr:
    return all_of(infix(Op.GE, col("receipt_time"), since), infix(Op.LE, col("receipt_time"), until))


def sums(kinds: Kinds, metrics: Iterable[str], start: int, end: int) -> Select:
    """Sums of metrics by the entities that they are of, and the time of their newest point above zero: columns as in
    `series_seen`, with `metric`, `total` and `last`. A point that came twice counts once.
    """
    wanted = _summed(metrics)
    points = Select(
        (
            Item(col("series"), "series"),
            Item(col("time"), "time"),
            Item(f.argMax(col("value"), col("received")), "point"),
        ),
        Table(POINTS),
        where=all_of(infix(Op.GE, col("time"), start), infix(Op.LT, col("time"), end), _of_series(wanted)),
        group_by=(col("series"), col("time")),
    )
    by_series = Select(
        (
            Item(col("series"), "of"),
            Item(f.sum(col("point")), "amount"),
            Item(f.maxIf(col("time"), infix(Op.GT, col("point"), 0)), "ends"),
        ),
        Derived(points, "q"),
        group_by=(col("series"),),
    )
    amounts = (Item(f.sum(col("amount")), "total"), Item(f.max(col("ends")), "last"))
    return _by_entity(kinds, by_series, wanted, amounts, metric=True)


def last_hours(kinds: Kinds, metrics: Iterable[str]) -> Select:
    """The beginnings of the last hours in which metrics were above zero, as far as there are rollups: columns as in
    `series_seen`, with `metric` and `last`.
    """
    wanted = _summed(metrics)
    rolled = Select(
        (Item(col("series"), "of"), Item(f.max(col("time")), "ends")),
        Table(RESOLUTIONS[-1].table),
        where=all_of(infix(Op.GT, col("sum"), 0), _of_series(wanted)),
        group_by=(col("series"),),
    )
    return _by_entity(kinds, rolled, wanted, (Item(f.max(col("ends")), "last"),), metric=True)


def _summed(metrics: Iterable[str]) -> Expr:
    """The series of the sums of metrics."""
    return all_of(
        in_list(col("metric"), tuple(lit(name) for name in metrics)),
        eq(f.lower(f.arrayElement(col("dimensions"), "statistic")), "sum"),
    )


def _of_series(wanted: Expr) -> Expr:
    return InQuery(col("series"), Select((Item(col("series"), "series"),), Table(SERIES), where=wanted))


def _by_entity(
    kinds: Kinds, points: Select, wanted: Expr, amounts: tuple[Item, ...], *, metric: bool = False
) -> Select:
    """Amounts of series, whose id is in the column `of`, by what names their entities, and by metric."""
    keys = series_keys(kinds)
    named = Select(
        tuple(Item(col(name), name) for name in ("series", "metric", "dimensions")),
        Table(SERIES, final=True),
        where=wanted,
    )
    groups = (*(("metric",) if metric else ()), *(f"d{at}" for at in range(len(keys))))
    return Select(
        (*(Item(col(name), name) for name in groups), *amounts),
        Joined(JoinKind.INNER, Derived(points, "p"), Derived(named, "s"), eq(col("of"), col("series"))),
        lets=tuple(Item(f.arrayElement(col("dimensions"), key), f"d{at}") for at, key in enumerate(keys)),
        group_by=tuple(map(col, groups)),
        settings=_LIMITS,
    )


def arrivals(start: int, end: int) -> tuple[Select, Select]:
    """How many messages and how many points were received in each minute (`minute`, `found`)."""

    def counted(table: str, column: str) -> Select:
        return Select(
            (Item(col("minute"), "minute"), Item(f.count(), "found")),
            Table(table),
            lets=(Item(f.intDiv(col(column), MINUTE), "minute"),),
            where=all_of(infix(Op.GE, col(column), start), infix(Op.LT, col(column), end)),
            group_by=(col("minute"),),
            settings=_LIMITS,
        )

    return counted(LOGS, "receipt_time"), counted(POINTS, "received")


def categories(since: int) -> Select:
    """Source categories whose messages are younger than a time: how many, and when the newest was received
    (`category`, `messages`, `last`), the most first.
    """
    return Select(
        (
            Item(col("source_category"), "category"),
            Item(f.count(), "messages"),
            Item(f.max(col("receipt_time")), "last"),
        ),
        Table(LOGS),
        where=infix(Op.GE, col("message_time"), since),
        group_by=(col("source_category"),),
        order_by=(Order(col("messages"), descending=True), Order(col("category"))),
        limit=100,
        settings=_LIMITS,
    )


def _field(catalog: Catalog, name: str) -> Expr:
    """A field of messages as a text; empty where it is absent, or no field at all."""
    place = catalog.fields.get(name)
    return lit("") if place is None else f.ifNull(col(place.col.sql), "")
