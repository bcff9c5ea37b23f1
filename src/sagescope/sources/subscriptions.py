"""Subscriptions of SNS at the address of a source: a new one is confirmed by a GET (reference protocols.md, 4.5)."""

from urllib.parse import urlsplit

import httpx2
import structlog

from sagescope.errors import Cause, Fault, Refusal
from sagescope.sources.notices import Confirmation
from sagescope.sources.signatures import is_at_sns

_TIMEOUT = 10.0

_log = structlog.get_logger("sagescope.sources")


def confirm(confirmation: Confirmation, endpoint: str = "") -> None:
    """Confirm a subscription.

    The address is asked only where it is one of SNS, or of the `endpoint` that the source has in AWS's place: whoever knows
    the source's address must not make the server ask others. Raises Refusal `sns.address` for another one,
    `sns.unconfirmed` where SNS does not answer well; it then sends the confirmation again.
    """
    url = urlsplit(confirmation.url)
    own = urlsplit(endpoint)
    if not is_at_sns(confirmation.url) and not (
        endpoint and (url.scheme, url.netloc) == (own.scheme, own.netloc)
    ):
        raise Refusal(
            Fault(
                "sns.address",
                f"The subscription would be confirmed at {url.hostname or 'nowhere'}, which is not SNS.",
                "Let AWS itself send the confirmation.",
            )
        )
    try:
        answer = httpx2.get(confirmation.url, timeout=_TIMEOUT, follow_redirects=False)
    except httpx2.HTTPError as wrong:
        raise _unconfirmed(str(wrong)) from wrong
    if answer.status_code != 200:
        raise _unconfirmed(f"it answered {answer.status_code}")
    _log.info("subscription confirmed", topic=confirmation.topic)


def _unconfirmed(why: str) -> Refusal:
    return Refusal(
        Fault("sns.unconfirmed", f"SNS did not take the confirmation: {why}.", "It is tried again by SNS."),
        Cause.UNAVAILABLE,
    )
