"""All that Explore is made of, put together for the composition root."""

from dataclasses import dataclass

from sagescope.clock import Clock
from sagescope.explore.catalogue import Catalogue, catalogue_task
from sagescope.explore.dashboards import Cards
from sagescope.explore.home import Home
from sagescope.explore.kinds import Kinds
from sagescope.explore.measuring import Measuring
from sagescope.explore.prices import Prices
from sagescope.explore.sagemaker import SAGEMAKER
from sagescope.explore.service import Explore
from sagescope.library.service import Library
from sagescope.lookups.tables import LookupTables
from sagescope.meta.db import Database
from sagescope.monitors.alerts import Alerts
from sagescope.recurring import Recurring
from sagescope.store.schema import Store


@dataclass(frozen=True, slots=True)
class Exploring:
    """The use cases of Explore, and the task that keeps its catalogue fresh."""

    explore: Explore
    home: Home
    task: Recurring


def explored(
    database: Database,
    store: Store,
    clock: Clock,
    library: Library,
    lookups: LookupTables,
    alerts: Alerts,
    kinds: Kinds = SAGEMAKER,
) -> Exploring:
    """Explore over these stores and services."""
    catalogue = Catalogue(database, store, clock, kinds)
    explore = Explore(
        catalogue,
        Measuring(store, kinds),
        alerts,
        Cards(library),
        Prices(database, lookups),
        clock,
        kinds,
    )
    return Exploring(explore, Home(explore, store, library, alerts, clock), catalogue_task(catalogue))
