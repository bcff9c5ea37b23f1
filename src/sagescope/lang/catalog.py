"""What a query may read, as data: the fields of messages and where the store keeps each, tables, macros.

The store fills it in (`store.fields`), so that the place of a field is decided in one module and the
compiler stays pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sagescope.lang.lookups import TableSchema
from sagescope.lang.macros import MacroText
from sagescope.plan.schema import Col
from sagescope.sql.nodes import Expr

JsonPath = tuple[str | int, ...]
"""Keys and zero-based array indexes from the root of a document."""


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """A field of messages: its column, and how the scope compares it.

    `folded` is the lower-case text of the field, null where it is absent; `present` tells whether it has
    a value that is not blank.
    """

    col: Col
    folded: Expr
    present: Expr
    documentation: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Catalog:
    """The readable fields by lower-case name, and what of the raw text is kept in columns.

    `promoted` maps JSON paths of `_raw` to columns that hold exactly what extracting the path gives;
    `pairs` maps keys to columns with the lower-case values of all compact `"key":"value"` pairs of
    that key in the text, parted by NUL. `tables` are the lookup tables by what their paths are compared
    by, `macros` those that may be used by their lower-case names.
    """

    table: str
    raw: str
    time: str
    fields: Mapping[str, FieldPlace]
    terms: Expr
    promoted: Mapping[JsonPath, str]
    pairs: Mapping[str, str]
    geo_tables: frozenset[str] = frozenset()
    tables: Mapping[str, TableSchema] = field(default_factory=dict)
    macros: Mapping[str, MacroText] = field(default_factory=dict)

    def column(self, name: str) -> Col | None:
        """The column of a field, whatever the case of its name."""
        place = self.fields.get(name.lower())
        return place.col if place else None

    def names(self) -> Iterable[str]:
        """All field names as users know them."""
        return (place.col.label for place in self.fields.values())
