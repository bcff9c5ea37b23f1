"""How the account came to be what it is: the calls that made its endpoints, feature groups and pipelines.

They are posted once, in front of the history, at the time at which that begins. Only calls that make something tell which
instances it runs on.
"""

from collections.abc import Iterator
from itertools import count

from sagescope.demo.account import Site, endpoints_of, feature_groups_of
from sagescope.demo.api_calls import CONFIGURE, Call, Subject, deployed
from sagescope.demo.callers import DEPLOYER
from sagescope.demo.cloudtrail import configuration_of, event_record, host_of, object_name
from sagescope.demo.draws import SECOND_MS, dice
from sagescope.demo.job_schedule import TEMPLATES
from sagescope.demo.wire import LogRecord


def founding_logs(seed: int, site: Site, at_ms: int) -> list[LogRecord]:
    """The CloudTrail records of a site's beginning, a second apart from `at_ms` on."""
    rng = dice(seed, "founding", site.key)
    start = at_ms // 1000 * 1000 + 1000
    name = object_name(site, start, start, "founding")
    return [
        LogRecord(at, host_of(site), name, event_record(rng, site, at, call, DEPLOYER, about, None))
        for at, (call, about) in zip(count(start, SECOND_MS), _calls(site), strict=False)
    ]


def _calls(site: Site) -> Iterator[tuple[Call, Subject]]:
    for endpoint in endpoints_of(site):
        config = f"{endpoint.name}-config-8"
        yield CONFIGURE, configuration_of(site, endpoint, config)
        yield Call("CreateEndpoint", "endpoint", 1), deployed(site, endpoint.name, config)
    for group in feature_groups_of(site):
        arn = site.arn(f"feature-group/{group.name}")
        request: dict[str, object] = {
            "featureGroupName": group.name,
            "recordIdentifierFeatureName": "id",
            "eventTimeFeatureName": "event_time",
            "onlineStoreConfig": {"enableOnlineStore": True},
        }
        yield (
            Call("CreateFeatureGroup", "feature-group", 1),
            Subject(arn, request, {"featureGroupArn": arn}),
        )
    for pipeline in dict.fromkeys(t.pipeline for t in TEMPLATES if t.site == site and t.pipeline):
        arn = site.arn(f"pipeline/{pipeline}")
        yield (
            Call("CreatePipeline", "pipeline", 1),
            Subject(arn, {"pipelineName": pipeline}, {"pipelineArn": arn}),
        )
