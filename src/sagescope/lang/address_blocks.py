"""Blocks of IPv4 addresses that are not for public use."""

from ipaddress import IPv4Network

PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
"""The blocks of RFC 1918."""

SPECIAL = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
        ),
    )
)
"""The other blocks in the summary of RFC 5735; multicast, future use and broadcast are one block here."""

RESERVED = PRIVATE + SPECIAL
