"""Which addresses notifications may go to: not into the network that the server itself stands in, unless allowed.

A name is resolved once, every address that it has is checked, and the connection is made to the one that was checked, so
a name that changes its address in between leads nowhere else.
"""

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sagescope.errors import Cause, Fault, Refusal

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to connect: `url` has the address in place of the name, `host` is the name with its port."""

    url: str
    host: str
    name: str


def destination(url: str, allowed: Sequence[str] = ()) -> Destination:
    """The checked destination of a URL.

    `allowed` are names of hosts, addresses and networks that are not checked further; `*` allows all.

    Raises Refusal `notify.url` for what is no URL of the web, FORBIDDEN where it leads into a network that is not
    allowed, UNAVAILABLE where its name is not found.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
        name = parts.hostname or ""
    except ValueError:
        raise _no_url(url) from None
    if parts.scheme not in ("http", "https") or not name or parts.username is not None:
        raise _no_url(url)
    found = _resolved(name, port or (443 if parts.scheme == "https" else 80))
    for address in found:
        if not _is_allowed(name, address, allowed):
            raise Refusal(
                Fault(
                    "notify.address",
                    f"{name} leads into the server's own network ({address}).",
                    "Where that is meant, name it in monitors.allowed_hosts.",
                ),
                Cause.FORBIDDEN,
            )
    first = found[0]
    literal = f"[{first}]" if first.version == 6 else str(first)
    ending = f":{port}" if port else ""
    shown = f"[{name}]" if ":" in name else name
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Destination(f"{parts.scheme}://{literal}{ending}{path}", f"{shown}{ending}", name)


def _no_url(url: str) -> Refusal:
    scheme = url.partition("://")[0][:10]
    fault = Fault(
        "notify.url", f"The address of the connection ({scheme}…) is none.", "Write https://host/path."
    )
    return Refusal(fault)


def _resolved(name: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refusal(
            Fault("notify.name", f"There is no host {name}.", "Is it spelled as it should be?"),
            Cause.UNAVAILABLE,
        ) from None
    return [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]


def _is_allowed(name: str, address: Address, allowed: Sequence[str]) -> bool:
    for entry in allowed:
        if entry == "*" or entry.lower() == name.lower():
            return True
        try:
            if address in ipaddress.ip_network(entry, strict=False):
                return True
        except (ValueError, TypeError):
            continue
    return _is_public(address)


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        # Addresses that hold an IPv4 one lead where that leads.
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return _is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved
