"""The languages of a store's queries as data."""

from typing import Any

from sagescope.lang.describe import describe
from sagescope.metrics.describe import describe_metrics
from sagescope.store.schema import Store


def language(store: Store) -> dict[str, Any]:
    """Operators, functions, keywords, and the fields that the store's messages can have.

    What metrics queries have is under `metrics`.
    """
    return {**describe(store.catalog), "metrics": describe_metrics()}
