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


def address_lets(address: Expr, kind: str, outputs: Sequence[tuple[Col, str]], ids: Ids) -> list[Item]:
    """Expressions that work out `outputs`, pairs of new column and attribute, for an address.

    `kind` is `location` or `network`.
    """
    number, family, key, block, place = (ids.name("a") for _ in range(5))
    mapped = eq(f.bitShiftRight(col(number), 32), _MAPPED_IPV4)
    key_value = f.if_(mapped, f.bitAnd(col(number), 0xFFFFFFFF), f.bitShiftRight(col(number), 64))
    at = f.arrayLastIndex(
        fn("s", infix(Op.LE, col("s"), col(key))), f.dictGet(f"{kind}_range", "starts", col(block))
    )
    return [
        # IPv4 addresses are mapped into IPv6, so one conversion serves both.
        Item(f.toUInt128(f.toIPv6OrNull(f.toString(address))), number),
        Item(f.multiIf(f.isNull(col(number)), f.toUInt64(0), mapped, f.toUInt64(4), f.toUInt64(6)), family),
        Item(f.toUInt64(f.ifNull(key_value, 0)), key),
        Item(f.dictGet(f"{kind}_block", "block", col(family), col(key)), block),
        Item(f.toUInt64(f.arrayElement(f.dictGet(f"{kind}_range", "places", col(block)), at)), place),
        *(Item(f.dictGet(f"{kind}_place", source, col(place)), made.sql) for made, source in outputs),
    ]
