"""How the account came to be what it is: the calls that made its endpoints, feature groups and pipelines.

They are posted once, in front of the history, at the time at which that begins. Only calls that make something tell which
instances it runs on.
"""

from collections.abc import Iterator

from sagescope.demo import stamps
from sagescope.demo.account import Site, endpoints_of, feature_groups_of
from sagescope.demo.api_calls import Call, Subject
from sagescope.demo.callers import DEPLOYER
from sagescope.demo.cloudtrail import CONFIGURE, configuration, event_record
from sagescope.demo.draws import SECOND_MS, dice
from sagescope.demo.job_schedule import TEMPLATES
from sagescope.demo.wire import LogRecord


def founding_logs(seed: int, site: Site, at_ms: int) -> list[LogRecord]:
    """The CloudTrail records of a site's beginning, a second apart from `at_ms` on."""
    rng = dice(seed, "founding", site.key)
    account, region = site.account.id, site.region
    start = at_ms // 1000 * 1000 + 1000
    name = (
        f"AWSLogs/{account}/CloudTrail/{region}/{stamps.day_path(start)}/{account}_CloudTrail_{region}_"
        f"{stamps.minute_z(start)}_founding.json.gz"
    )
    return [
        LogRecord(
            start + number * SECOND_MS,
            f"demo-cloudtrail-{account}",
            name,
            event_record(rng, site, start + number * SECOND_MS, call, DEPLOYER, about, None),
        )
        for number, (call, about) in enumerate(_calls(site))
    ]


def _calls(site: Site) -> Iterator[tuple[Call, Subject]]:
    for endpoint in endpoints_of(site):
        config = f"{endpoint.name}-config-8"
        yield CONFIGURE, configuration(site, endpoint, config)
        arn = site.arn(f"endpoint/{endpoint.name}")
        yield (
            Call("CreateEndpoint", "endpoint", 1),
            Subject(arn, {"endpointName": endpoint.name, "endpointConfigName": config}, {"endpointArn": arn}),
        )
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
