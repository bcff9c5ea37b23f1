"""SageMaker's jobs, endpoints and the rest by List and Describe (reference sagemaker.md, 3.6).

A message is written for whatever is new or has another state. It has the shape of an event of EventBridge, with
what Describe tells as its `detail`, so that queries and rules over those events read it as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from sagescope.durations import UNITS
from sagescope.ids import stable_id
from sagescope.ingest.streams import Decoded, Stream
from sagescope.meta.repositories.source_objects import Done
from sagescope.model.source_kinds import InventorySettings
from sagescope.sources.accounts import Account, Accounts
from sagescope.sources.checkpoints import Checkpoints, Item
from sagescope.sources.faults import AwsRefusal, Trouble, calling
from sagescope.sources.inflow import Inflow
from sagescope.sources.places import in_each_place
from sagescope.sources.pull import Outcome, Pull, cutoff_of
from sagescope.sources.resources import KINDS, ResourceKind, instances_of, status_of

FIRST = 14 * UNITS["d"]
"""Milliseconds before its first run from which on jobs are listed, where a source has no cut-off."""

OVERLAP = UNITS["h"]
"""Milliseconds that are listed again, since AWS's lists are not complete at once."""

AT_ONCE = 50

HOST = "sagemaker"
"""The `_sourceHost` of messages of the inventory; `_sourceName` is the ARN."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a run is: an account, a region, and a client of SageMaker there."""

    pull: Pull
    account: Account
    region: str
    client: Any


class InventoryPuller:
    """Fetches the states of resources, each region of each account for itself."""

    def __init__(self, accounts: Accounts, checkpoints: Checkpoints, inflow: Inflow) -> None:
        self._accounts = accounts
        self._checkpoints = checkpoints
        self._inflow = inflow

    def pull(self, pull: Pull, settings: InventorySettings) -> Outcome:
        """Write messages of what is new or has changed.

        Raises the first Refusal of AWS after everything has had its turn.
        """
        outcome = Outcome()

        def work(account: Account, region: str, name: str) -> None:
            place = _Place(pull, account, region, account.client("sagemaker", region))
            self._resources(place, settings, name, outcome)

        in_each_place(pull, self._accounts.of(settings.access), self._checkpoints, work)
        return outcome

    def _resources(self, place: _Place, settings: InventorySettings, name: str, outcome: Outcome) -> None:
        refused: list[AwsRefusal] = []
        for resource in settings.resources:
            try:
                self._resource(place, KINDS[resource], f"{name}/{resource}", outcome)
            except AwsRefusal as wrong:
                refused.append(wrong)
            self._checkpoints.keep_place(place.pull.source.id, name)
        if refused:
            raise refused[0]

    def _resource(self, place: _Place, kind: ResourceKind, name: str, outcome: Outcome) -> None:
        pull = place.pull
        now = pull.clock.now()
        position = self._checkpoints.position(pull.source.id, name)
        since = (cutoff_of(pull.source) or now - FIRST) if position is None else position - OVERLAP
        listed: dict[str, tuple[Item, Mapping[str, Any]]] = {}
        for summary in _listed(place, kind, since):
            item = Item(str(summary[kind.arn]), "", _identity(kind, summary))
            listed[item.key] = item, summary
        new = self._checkpoints.new_of(pull.source.id, [item for item, _ in listed.values()])
        for start in range(0, len(new), AT_ONCE):
            if pull.stopped():
                return
            claimed = self._checkpoints.claim(pull.source.id, new[start : start + AT_ONCE])
            done: list[Done] = []
            try:
                for item in claimed:
                    outcome.messages += self._write(place, kind, item, listed[item.key][1])
                    outcome.objects += 1
                    done.append(Done(item.key, "", item.identity, "stored", 1))
            finally:
                self._checkpoints.finish(pull.source.id, claimed, done)
        self._checkpoints.advance(pull.source.id, name, now)

    def _write(self, place: _Place, kind: ResourceKind, item: Item, summary: Mapping[str, Any]) -> int:
        """Store the message of one resource; 0 where it was gone before it could be described."""
        try:
            detail = {**summary, **_described(place, kind, summary)}
        except AwsRefusal as refused:
            if refused.trouble is not Trouble.GONE:
                raise
            return 0
        detail.pop("ResponseMetadata", None)
        time = _modified(detail) or place.pull.clock.now()
        fields = {"account": place.account.alias, "accountid": place.account.number, "region": place.region}
        envelope = place.pull.envelope(
            host=HOST, name=item.key, fields={key: value for key, value in fields.items() if value}
        )
        text = message_of(kind, item.key, place.account.number, place.region, time, detail)
        stream = Stream([text], [time])
        self._inflow.logs(
            place.pull.active,
            envelope,
            Decoded([stream], len(text)),
            f"inventory/{item.key}/{item.identity}",
        )
        return 1


def message_of(
    kind: ResourceKind, arn: str, account: str, region: str, time: int, detail: Mapping[str, Any]
) -> str:
    """The message of a resource; `time` is milliseconds, `detail` what Describe told."""
    status, reason = status_of(detail)
    told = {
        "version": "0",
        "id": stable_id(arn, str(time), status),
        "detail-type": f"SageMaker {kind.title} Inventory",
        "source": "aws.sagemaker",
        "account": account,
        "time": datetime.fromtimestamp(time / 1_000, UTC),
        "region": region,
        "resources": [arn],
        "status": status,
        "failureReason": reason,
        "instances": instances_of(detail),
        "detail": detail,
    }
    return orjson.dumps(told, default=str, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS).decode()


def _listed(place: _Place, kind: ResourceKind, since: int) -> Iterator[Mapping[str, Any]]:
    after = {kind.after: datetime.fromtimestamp(since / 1_000, UTC)} if kind.after else {}
    action = f"sagemaker:{kind.list_action}"
    with calling(action, f"SageMaker in {place.region}"):
        parent = kind.parent
        if parent is None:
            yield from _pages(place.client, kind, {}, after)
            return
        for one in list(_pages(place.client, parent, {}, {})):
            yield from _pages(place.client, kind, {parent.name: one[parent.name]}, after)


def _pages(
    client: Any, kind: ResourceKind, of: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    more: dict[str, Any] = {}
    while True:
        page = getattr(client, kind.list_call)(**of, **after, **more)
        yield from page.get(kind.summaries, ())
        if not page.get("NextToken"):
            return
        more = {"NextToken": page["NextToken"]}


def _described(place: _Place, kind: ResourceKind, summary: Mapping[str, Any]) -> dict[str, Any]:
    name = summary[kind.name]
    with calling(f"sagemaker:{kind.describe_action}", f"{kind.title} {name}"):
        detail: dict[str, Any] = getattr(place.client, kind.describe_call)(**{kind.name: name})
    configuration = detail.get("EndpointConfigName")
    if configuration:
        with calling("sagemaker:DescribeEndpointConfig", f"endpoint configuration {configuration}"):
            told = place.client.describe_endpoint_config(EndpointConfigName=configuration)
        detail["ProductionVariants"] = _merged(told, detail)
    return detail


def _merged(configuration: Mapping[str, Any], endpoint: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The variants of an endpoint: what is configured, with the instance type, and what is there at the moment."""
    present = {v.get("VariantName"): v for v in endpoint.get("ProductionVariants", ())}
    return [
        {**variant, **present.get(variant.get("VariantName"), {})}
        for variant in configuration.get("ProductionVariants", ())
    ]


def _identity(kind: ResourceKind, summary: Mapping[str, Any]) -> str:
    return f"{summary.get(kind.status, '') if kind.status else ''}/{_modified(summary) or ''}"


def _modified(held: Mapping[str, Any]) -> int | None:
    for key in ("LastModifiedTime", "CreationTime", "StartTime"):
        if isinstance(found := held.get(key), datetime):
            return round(found.timestamp() * 1_000)
    return None
