"""`geoip`: the place of an address."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.address_lookup import ADDRESS_SOURCES, locate
from sagescope.lang.operator import Bind, Operator, operator
from sagescope.plan.relation import Relation
from sagescope.syntax.cursor import Cursor, Name

_SOURCE = ADDRESS_SOURCES["geo://location"]
_ALWAYS = ("latitude", "longitude", "country_code", "country_name", "city", "state")


@operator(
    "geoip",
    family="lookup",
    syntax=("geoip <field> [<column>, …]",),
    examples=('* | json "sourceIPAddress" as ip | geoip ip | count by country_name, city',),
)
@dataclass(frozen=True, slots=True)
class GeoIp(Operator):
    """Adds the place of an address: latitude, longitude, country_code, country_name, city and state.

    Further columns of `lookup … from geo://location` are added where they are listed, or where a later stage names
    them: region, continent, postal_code, connection_type, country_cf, state_cf, city_cf.
    """

    address: Name
    more: tuple[Name, ...]

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        address = cursor.name("the field that holds the address")
        cursor.sign(",")
        more = () if cursor.at_end else cursor.names("a column of geo://location")
        return cls(cursor.span_since(mark), address, more)

    def defines(self) -> tuple[str, ...]:
        return tuple(_SOURCE.columns)

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        wanted = {name: Name(name, self.span) for name in _ALWAYS}
        wanted |= {name.text: name for name in self.more}
        # A later stage may ask for the rest without more ado, where nothing else has that name.
        asked = [n for n in _SOURCE.columns if n in cx.later and rel.find(n) is None]
        wanted |= {name: Name(name, self.span) for name in asked if name not in wanted}
        pairs = [(column, name) for name, column in wanted.items()]
        return locate(rel, _SOURCE, self.span, self.address, pairs, cx)
