"""Whom the data is owed to: the licence asks for these words and links wherever results are shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Credit:
    """The words that name a source of data, and the address to link them to, which may be empty."""

    text: str
    url: str


CREDIT = "IP geolocation by DB-IP"
CREDIT_URL = "https://db-ip.com"

NETWORK_CREDIT = "IP to ASN by RouteViews and DB-IP"
NETWORK_CREDIT_URL = "https://www.routeviews.org"

LICENSE = "CC BY 4.0"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"

NOTICE = f"""\
The files in this folder hold two data sets in a compact form. Both are under {LICENSE}
({LICENSE_URL}).

Locations: DB-IP City Lite. {CREDIT}: {CREDIT_URL}
Networks: RouteViews ({NETWORK_CREDIT_URL}) and DB-IP ASN Lite ({CREDIT_URL}), with registry data of the
Number Resource Organization (https://www.nro.net).

Changed from the originals: coordinates are rounded to two decimals; IPv6 ranges finer than a /64 are
joined into one with what its first range has; reserved address ranges have no location and no network;
time zones, postal codes and second subdivisions are left out.
"""
"""The notice that accompanies the data: its sources, its licence and what was changed."""
