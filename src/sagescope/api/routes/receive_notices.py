"""SNS at the address of a source that reads a bucket: confirmations, and notices of new objects.

(Reference protocols.md, 4.5.) A notice is answered when it is noted; the object is read when the source wakes, and the
next listing of the bucket finds it where this process dies in between.
"""

from starlette.concurrency import run_in_threadpool

from sagescope.api.reception import Reception
from sagescope.errors import Fault, Refusal
from sagescope.ingest.metric_intake import Accepted
from sagescope.model.source_kinds import BucketSettings
from sagescope.sources.notices import Confirmation, Objects, Unknown, read_notice
from sagescope.sources.signatures import is_of_sns
from sagescope.sources.subscriptions import confirm


async def take_notice(given: Reception, settings: BucketSettings) -> Accepted:
    """Take a message of SNS.

    Raises Refusal `source.notice` for anything else, `sns.topic` for a topic that is not the source's,
    UNAUTHENTICATED for what AWS has not signed, and whatever a confirmation fails for.
    """
    # What stands in AWS's place has no key of AWS. A source without a topic takes notices that nobody signs as well, such as
    # those of EventBridge: they only say where to look.
    if not settings.access.endpoint and (settings.bucket.topic or is_of_sns(given.body)):
        await run_in_threadpool(given.services.signatures.verify, given.body)
    match read_notice(given.body):
        case Confirmation() as confirmation:
            _check_topic(settings, confirmation.topic)
            await run_in_threadpool(confirm, confirmation, settings.access.endpoint)
            return Accepted(0)
        case Objects(notices=notices, topic=topic):
            _check_topic(settings, topic)
            wanted = [notice for notice in notices if notice.bucket == settings.bucket.bucket]
            given.services.source_runner.notified(given.active.source.id, wanted)
            return Accepted(0)
        case Unknown(reason=reason):
            raise Refusal(
                Fault(
                    "source.notice",
                    f"The source {given.active.source.name!r} reads a bucket, and this is no notice of objects: {reason}.",
                    "Subscribe the address to the topic of the bucket; send messages to an HTTP source.",
                )
            )


def _check_topic(settings: BucketSettings, topic: str) -> None:
    wanted = settings.bucket.topic
    if wanted and topic and not (topic == wanted or wanted.startswith(f"{topic}:")):
        raise Refusal(
            Fault(
                "sns.topic",
                f"The source does not listen to the topic {topic}.",
                "Correct the source's topic.",
            )
        )
