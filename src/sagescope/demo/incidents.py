"""What goes wrong and when: every day at the same hours (UTC), so that any last 24 hours show all of it.

* 07:30, 11:30 and 19:30: somebody deletes an endpoint that came and went, its configuration and its model, in one
  site each.
* 10:20 to 10:26: an intern tries what they may not do, a dozen calls a minute.
* 13:00 to 15:00: `prophet-energy-forecast-v1` takes 7 seconds where it took 42 milliseconds, two requests in five
  fail with a 5xx, and callers ask again; six minutes after somebody updated it.
* 16:40 to 16:50: a tool polls the API so fast that it is throttled.
* 17:20: somebody changes an endpoint of production in the console, past its delivery. At other times only the delivery
  changes what serves, and data scientists change things by programs of their own.
* The fine-tuning job runs out of GPU memory and the churn pipeline's evaluation refuses its model once
  a day each: see `job_schedule`.
"""

from math import pi, sin

from sagescope.demo.account import DEV_US, ENERGY, PROD_EU, PROD_US, Endpoint, Site
from sagescope.demo.draws import DAY_MS, HOUR_MS, MINUTE_MS

SLOW_FROM_MS = 13 * HOUR_MS
SLOW_TO_MS = 15 * HOUR_MS
SLOW_FACTOR = 160.0
SLOW_FAILING = 0.4
SLOW_CALLS = 4.0
"""How often a call is made where one was, as callers whose call fails ask again."""

CHANGE_MS = SLOW_FROM_MS - 6 * MINUTE_MS
ROLLBACK_MS = SLOW_TO_MS - 2 * MINUTE_MS

PROBED_FROM_MS = 10 * HOUR_MS + 20 * MINUTE_MS
PROBED_TO_MS = PROBED_FROM_MS + 6 * MINUTE_MS

CLEANED_MS = {
    DEV_US.key: 7 * HOUR_MS + 30 * MINUTE_MS,
    PROD_US.key: 11 * HOUR_MS + 30 * MINUTE_MS,
    PROD_EU.key: 19 * HOUR_MS + 30 * MINUTE_MS,
}

BY_HAND_MS = 17 * HOUR_MS + 20 * MINUTE_MS

THROTTLED_FROM_MS = 16 * HOUR_MS + 40 * MINUTE_MS
THROTTLED_TO_MS = THROTTLED_FROM_MS + 10 * MINUTE_MS


def is_slow(endpoint: Endpoint, at_ms: int) -> bool:
    """Whether the endpoint is in its latency incident at that moment."""
    return endpoint.name == ENERGY and SLOW_FROM_MS <= at_ms % DAY_MS < SLOW_TO_MS


def is_probed(site: Site, at_ms: int) -> bool:
    """Whether the intern tries what they may not do at that moment."""
    return site == DEV_US and PROBED_FROM_MS <= at_ms % DAY_MS < PROBED_TO_MS


def is_throttled(at_ms: int) -> bool:
    """Whether the API is refusing the polling tool at that moment."""
    return THROTTLED_FROM_MS <= at_ms % DAY_MS < THROTTLED_TO_MS


def load(site: Site, at_ms: int) -> float:
    """How busy a site is, relative to its mean over a day: 0.45 at four at night, 1.55 at four in the
    afternoon of its local time."""
    hour = (at_ms % DAY_MS) / HOUR_MS + site.utc_offset_hours
    return 1.0 + 0.55 * sin(2 * pi * (hour - 10) / 24)
