"""The lookup of an address in the engine's dictionaries, as expressions of one row.

An address becomes a family and a number (IPv4: 32 bits, IPv6: its top 64); the block that covers it and the
last range of the block that starts at or below it give the place. What is no address has no family, and
finds nothing.
"""

from collections.abc import Sequence

from sagescope.plan.schema import Col, Ids
from sagescope.sql.build import col, eq, f, fn, infix
from sagescope.sql.nodes import Expr, Item, Op

_MAPPED_IPV4 = 0xFFFF
_START, _PLACE = 8, 4
"""Bytes of a start and of a place in the packed blocks."""


def address_lets(address: Expr, kind: str, outputs: Sequence[tuple[Col, str]], ids: Ids) -> list[Item]:
    """Expressions that work out `outputs`, pairs of new column and attribute, for an address.

    `kind` is `location` or `network`.
    """
    number, family, key, block, starts, at, place = (ids.name("a") for _ in range(7))
    mapped = eq(f.bitShiftRight(col(number), 32), _MAPPED_IPV4)
    key_value = f.if_(mapped, f.bitAnd(col(number), 0xFFFFFFFF), f.bitShiftRight(col(number), 64))
    ranges = f.range(1, infix(Op.ADD, f.intDiv(f.length(col(starts)), _START), 1))
    start = f.substring(col(starts), infix(Op.SUB, infix(Op.MUL, col("i"), _START), _START - 1), _START)
    wanted = f.reverse(f.reinterpretAsFixedString(col(key)))
    offset = infix(Op.SUB, infix(Op.MUL, col(at), _PLACE), _PLACE - 1)
    held = f.substring(f.dictGet(f"{kind}_range", "places", col(block)), f.greatest(offset, 1), _PLACE)
    return [
        # IPv4 addresses are mapped into IPv6, so one conversion serves both.
        Item(f.toUInt128(f.toIPv6OrNull(f.toString(address))), number),
        Item(f.multiIf(f.isNull(col(number)), f.toUInt64(0), mapped, f.toUInt64(4), f.toUInt64(6)), family),
        Item(f.toUInt64(f.ifNull(key_value, 0)), key),
        Item(f.dictGet(f"{kind}_block", "block", col(family), col(key)), block),
        Item(f.dictGet(f"{kind}_range", "starts", col(block)), starts),
        Item(f.toInt64(f.arrayLastIndex(fn("i", infix(Op.LE, start, wanted)), ranges)), at),
        Item(f.toUInt64(f.if_(eq(col(at), 0), f.toUInt32(0), f.reinterpretAsUInt32(held))), place),
        *(Item(f.dictGet(f"{kind}_place", source, col(place)), made.sql) for made, source in outputs),
    ]
