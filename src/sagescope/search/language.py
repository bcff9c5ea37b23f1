"""The language of a store's queries as data."""

from typing import Any

from sagescope.lang.describe import describe
from sagescope.store.schema import Store


def language(store: Store) -> dict[str, Any]:
    """Operators, functions, keywords, and the fields that the store's messages can have."""
    return describe(store.catalog)
