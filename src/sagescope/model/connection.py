"""Connections: addresses that notifications go to, in Sumo Logic's shape (reference monitors.md, 4)."""

import re
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator

from sagescope.model.checks import HexId, Millis, check_text
from sagescope.model.entity import Entity, broken

WEBHOOK_TYPES = (
    "Webhook", "Slack", "MicrosoftTeams", "PagerDuty", "Opsgenie", "AWSLambda", "Azure", "Datadog", "HipChat",
    "NewRelic", "Jira", "ServiceNow", "SumoCloudSOAR", "AWSSNS",
)  # fmt: skip
MOST_HEADERS = 5
SNS_TOPIC = re.compile(r"arn:aws[a-z-]*:sns:(?P<region>[a-z0-9-]+):\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?")
"""The ARN of a topic of AWS SNS."""


def _name(text: str) -> str:
    return check_text(text.strip(), 127, empty=False, lines=False)


def _url(text: str) -> str:
    text = check_text(text.strip(), 2_048, empty=False, lines=False)
    if not text.lower().startswith(("http://", "https://", "arn:")):
        raise broken(
            "does not begin with https:// or http://",
            "Give the address of the webhook, or the ARN of a topic.",
        )
    return text


def _word(text: str) -> str:
    return check_text(text.strip(), 64, lines=False)


def _payload(text: str) -> str:
    return check_text(text, 65_536)


def _headers(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    if len(headers) > MOST_HEADERS:
        raise broken(f"are {len(headers)}, the most is {MOST_HEADERS}", "Remove some of them.")
    for name, value in headers:
        if not name or not all(c.isalnum() or c in "-_" for c in name) or not name.isascii():
            raise broken(f"have the name {name!r}", "Use letters, digits and hyphens.")
        check_text(value, 4_096, lines=False)
    return headers


class Connection(Entity):
    """An address with the payloads that go to it; empty payloads are those of its kind.

    `connection_subtype` is what ServiceNow makes of an alert, `Event` or `Incident`; it is kept for whoever manages
    connections from elsewhere, and says nothing here.
    """

    noun: ClassVar[str] = "connection"

    id: HexId
    name: Annotated[str, AfterValidator(_name)]
    description: str = ""
    webhook_type: Literal[
        "Webhook", "Slack", "MicrosoftTeams", "PagerDuty", "Opsgenie", "AWSLambda", "Azure", "Datadog", "HipChat",
        "NewRelic", "Jira", "ServiceNow", "SumoCloudSOAR", "AWSSNS",
    ]  # fmt: skip
    connection_subtype: Annotated[str, AfterValidator(_word)] = ""
    url: Annotated[str, AfterValidator(_url)]
    headers: Annotated[tuple[tuple[str, str], ...], AfterValidator(_headers)] = ()
    custom_headers: Annotated[tuple[tuple[str, str], ...], AfterValidator(_headers)] = ()
    default_payload: Annotated[str, AfterValidator(_payload)] = ""
    resolution_payload: Annotated[str, AfterValidator(_payload)] = ""
    created_at: Millis
    created_by: str
    modified_at: Millis
    modified_by: str

    def check(self) -> None:
        """A topic has its ARN, everything else an address."""
        if self.webhook_type == "AWSSNS":
            if SNS_TOPIC.fullmatch(self.url) is None:
                raise broken(
                    f"leads to {self.url[:60]!r}, which is no topic",
                    "Give an ARN such as arn:aws:sns:us-east-1:123456789012:alerts.",
                )
        elif self.url.lower().startswith("arn:"):
            raise broken("leads to an ARN", "Make it one of the kind AWSSNS, or give an address.")
