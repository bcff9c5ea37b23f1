"""Functions of IP addresses: whether they are some, of which blocks, their networks.

Texts that are no IPv4 address have no answer; where a question about their block is a stage of its own, their
rows are dropped, as the documentation says (reference search-language.md, 2, isPrivateIP).
"""

from collections.abc import Callable
from ipaddress import IPv4Network

from sagescope.errors import Fault
from sagescope.lang.address_blocks import PRIVATE, RESERVED
from sagescope.lang.coercion import Typed
from sagescope.lang.function import Function, Lower, Param, declare, literal_integer
from sagescope.lang.operator import Bind
from sagescope.plan.schema import Kind
from sagescope.sql.build import NULL, all_of, any_of, eq, f, infix, lit, not_, once
from sagescope.sql.nodes import Expr, Op
from sagescope.syntax.cursor import StageFault


def _within(networks: tuple[IPv4Network, ...], *, inside: bool) -> Lower:
    def lower(args: list[Typed], cx: Bind) -> Typed:
        text = args[0].expr
        found = once("n", _number(text), question)
        keeps = any_of(f.isNull(text), f.isNotNull(_number(text)))
        return Typed(found, Kind.BOOL, args[0].span, keeps)

    def question(number: Expr) -> Expr:
        within = any_of(*(_in_block(number, network) for network in networks))
        return within if inside else not_(within)

    return lower


def _in_block(number: Expr, network: IPv4Network) -> Expr:
    host_bits = 32 - network.prefixlen
    return eq(f.bitShiftRight(number, host_bits), int(network.network_address) >> host_bits)


def _number(text: Expr) -> Expr:
    """The address as a number, null where it is none. Blanks around it do not matter."""
    return f.IPv4StringToNumOrNull(f.trimBoth(text))


def _to_number(args: list[Typed], cx: Bind) -> Typed:
    return Typed(f.toInt64(_number(args[0].expr)), Kind.LONG, args[0].span)


def _is_four(text: Expr) -> Expr:
    return f.isIPv4String(f.trimBoth(text))


def _is_six(text: Expr) -> Expr:
    # The engine's reader also takes several runs of colons, and a run that stands for no group.
    groups = infix(Op.ADD, f.countMatches(text, "[^: ]+"), f.match(text, "[.]"))
    one_run = all_of(not_(f.match(text, ":::|::.*::")), infix(Op.LT, groups, 8))
    return all_of(f.isIPv6String(f.trimBoth(text)), any_of(not_(f.match(text, "::")), one_run))


def _valid(*tests: Callable[[Expr], Expr]) -> Lower:
    def lower(args: list[Typed], cx: Bind) -> Typed:
        valid = once("v", f.ifNull(args[0].expr, ""), lambda v: any_of(*(test(v) for test in tests)))
        return Typed(valid, Kind.BOOL, args[0].span)

    return lower


def _prefix(args: list[Typed], cx: Bind) -> Typed:
    address = _number(args[0].expr)
    network = _by_length(args[1], lambda bits: _to_text(_without(_wide(address), bits)))
    return Typed(network, Kind.TEXT, args[0].span)


def _same_prefix(args: list[Typed], cx: Bind) -> Typed:
    one, other = _wide(_number(args[0].expr)), _wide(_number(args[1].expr))
    same = _by_length(args[2], lambda bits: eq(f.bitShiftRight(one, bits), f.bitShiftRight(other, bits)))
    return Typed(same, Kind.BOOL, args[0].span)


def _mask(args: list[Typed], cx: Bind) -> Typed:
    mask = _by_length(args[0], lambda bits: _to_text(_without(_wide(lit(2**32 - 1)), bits)))
    return Typed(mask, Kind.TEXT, args[0].span)


def _wide(number: Expr) -> Expr:
    """In 64 bits, since a shift by all bits of a number does not empty it."""
    return f.toUInt64(number)


def _without(number: Expr, bits: Expr) -> Expr:
    return f.bitShiftLeft(f.bitShiftRight(number, bits), bits)


def _to_text(number: Expr) -> Expr:
    return f.IPv4NumToString(f.toUInt32(number))


def _by_length(length: Typed, body: Callable[[Expr], Expr]) -> Expr:
    """`body` of the bits behind a prefix of that length; null where it is none of 0 to 32."""
    known = literal_integer(length)
    if known is not None and not 0 <= known <= 32:
        raise StageFault(
            Fault(
                "address.prefix",
                f"An IPv4 address has no prefix of {known} bits.",
                "Write a length from 0 to 32.",
                length.span,
            )
        )
    if known is not None:
        return body(lit(32 - known))

    def within(p: Expr) -> Expr:
        # The engine shifts where the outcome is not wanted too, and a shift has bounds.
        bits = f.toUInt8(infix(Op.SUB, lit(32), f.greatest(f.least(f.ifNull(p, 0), 32), 0)))
        return f.if_(all_of(infix(Op.GE, p, 0), infix(Op.LE, p, 32)), once("b", bits, body), NULL)

    return once("p", length.expr, within)


_ADDRESS = Param("address", Kind.TEXT)
_LENGTH = Param("length", Kind.INT)
_DROPS = (
    " A text that is no IPv4 address has no answer, and where this is a stage of its own its row is dropped; "
    "an absent value stays absent."
)

declare(
    Function(
        "isPrivateIP",
        (_ADDRESS,),
        Kind.BOOL,
        _within(PRIVATE, inside=True),
        f"Whether an IPv4 address is of a private network (RFC 1918).{_DROPS}",
        ('isPrivateIP("192.168.0.1") as yes', "where isPrivateIP(_sourceHost)"),
    ),
    Function(
        "isReservedIP",
        (_ADDRESS,),
        Kind.BOOL,
        _within(RESERVED, inside=True),
        f"Whether an IPv4 address is of a block that RFC 5735 reserves, private networks among them.{_DROPS}",
        ('isReservedIP("169.254.0.0") as yes', "where isReservedIP(_sourceHost)"),
    ),
    Function(
        "isPublicIP",
        (_ADDRESS,),
        Kind.BOOL,
        _within(RESERVED, inside=False),
        f"Whether an IPv4 address is neither private nor reserved.{_DROPS}",
        ('isPublicIP("10.255.255.255") as no', "where isPublicIP(_sourceHost)"),
    ),
    Function(
        "isValidIP",
        (_ADDRESS,),
        Kind.BOOL,
        _valid(_is_four, _is_six),
        "Whether the text is an IPv4 or an IPv6 address; an absent one is not.",
        ('isValidIP("127.0.500.1") as no', "where isValidIP(_sourceHost)"),
    ),
    Function(
        "isValidIPv4",
        (_ADDRESS,),
        Kind.BOOL,
        _valid(_is_four),
        "Whether the text is an IPv4 address; an absent one is not.",
        ('isValidIPv4("10.0.0.1") as yes',),
    ),
    Function(
        "isValidIPv6",
        (_ADDRESS,),
        Kind.BOOL,
        _valid(_is_six),
        "Whether the text is an IPv6 address; an absent one is not.",
        ('isValidIPv6("2001:db8::1") as yes',),
    ),
    Function(
        "ipv4ToNumber",
        (_ADDRESS,),
        Kind.LONG,
        _to_number,
        "An IPv4 address as a number; absent for any other text.",
        ('ipv4ToNumber("10.0.0.1") as n',),
    ),
    Function(
        "getCIDRPrefix",
        (_ADDRESS, _LENGTH),
        Kind.TEXT,
        _prefix,
        "The network of an IPv4 address, whose prefix is of that length, 0 to 32.",
        ('getCIDRPrefix("10.10.1.35", "27") as net', "getCIDRPrefix(_sourceHost, 24) as net"),
    ),
    Function(
        "compareCIDRPrefix",
        (_ADDRESS, Param("other", Kind.TEXT), _LENGTH),
        Kind.BOOL,
        _same_prefix,
        "Whether two IPv4 addresses are of one network with a prefix of that length, 0 to 32.",
        (
            'compareCIDRPrefix("10.10.1.32", "10.10.1.63", "27") as same',
            'where compareCIDRPrefix("10.0.0.0", _sourceHost, toInt(8))',
        ),
    ),
    Function(
        "maskFromCIDR",
        (_LENGTH,),
        Kind.TEXT,
        _mask,
        "The subnet mask for a prefix of that length, 0 to 32.",
        ('maskFromCIDR("29") as mask',),
    ),
)
