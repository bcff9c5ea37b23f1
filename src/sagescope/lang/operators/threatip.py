"""`threatip`: what is known of an address as a threat."""

from dataclasses import dataclass
from typing import Self

from sagescope.lang.operator import Bind, Operator, operator
from sagescope.lang.threats import address_threats
from sagescope.plan.relation import Relation
from sagescope.syntax.cursor import Cursor, Name

_COLUMNS = {"actor": "actor", "threatlevel": "malicious_confidence", "raw": "raw_threat", "type": "type"}


@operator(
    "threatip",
    family="lookup",
    syntax=("threatip <field>",),
    examples=('* | json "sourceIPAddress" as ip | threatip ip | where !isNull(malicious_confidence)',),
)
@dataclass(frozen=True, slots=True)
class ThreatIp(Operator):
    """Adds what is known of an address as a threat: actor, malicious_confidence, raw_threat and type.

    It looks into the threat indicators that have been uploaded, those of addresses that are valid now. Of several for
    one address the one of the highest confidence counts, of those the newest. malicious_confidence is `high` from 85
    on, `medium` from 50, `low` from 15, else `unverified`. Rows without a match stay, with the columns absent.
    """

    address: Name

    @classmethod
    def parse(cls, cursor: Cursor) -> Self:
        mark = cursor.mark()
        address = cursor.name("the field that holds the address")
        return cls(cursor.span_since(mark), address)

    def defines(self) -> tuple[str, ...]:
        return tuple(_COLUMNS.values())

    def bind(self, rel: Relation, cx: Bind) -> Relation:
        return address_threats(rel, self.span, self.address, _COLUMNS, cx)
