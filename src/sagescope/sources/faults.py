"""What AWS refuses, as faults with a next step, and whether trying again helps."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    HTTPClientError,
    IncompleteReadError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    ResponseStreamingError,
)

from sagescope.errors import Cause, Fault, Refusal

_TRY_AGAIN = "It is tried again by itself."


class Trouble(Enum):
    """What kind of failure a call met."""

    PASSING = "passing"
    """Throttling, an outage, a network: it is tried again soon."""
    STANDING = "standing"
    """Somebody has to do something: a permission, a key, a name."""
    GONE = "gone"
    """What was asked for is not there any more."""


class AwsRefusal(Refusal):
    """AWS did not do what was asked; `trouble` says whether it may later."""

    def __init__(self, fault: Fault, trouble: Trouble) -> None:
        super().__init__(fault, Cause.UNAVAILABLE if trouble is Trouble.PASSING else Cause.CONFLICT)
        self.trouble = trouble


_THROTTLED = frozenset(
    {
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottled",
        "RequestThrottledException",
        "TooManyRequestsException",
        "RequestLimitExceeded",
        "LimitExceeded",
        "LimitExceededException",
        "SlowDown",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
    }
)
_DENIED = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "AllAccessDisabled",
        "AuthorizationError",
        "UnauthorizedOperation",
        "UnauthorizedAccess",
        "403",
        "Forbidden",
    }
)
_EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"})
_WRONG_KEY = frozenset(
    {
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
        "InvalidToken",
        "AuthFailure",
        "IncompleteSignature",
    }
)
_CLOCK = frozenset({"RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture"})
_NOT_FOUND = "could not find"
"""What SageMaker says, as a wrong argument, of something that is not there."""
_NO_OBJECT = frozenset(
    {
        "ResourceNotFound",
        "ResourceNotFoundException",
        "NoSuchKey",
        "NoSuchVersion",
        "404",
        "NotFound",
        "ObjectNotInActiveTierError",
    }
)
_NO_QUEUE = frozenset({"AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"})
_ELSEWHERE = frozenset(
    {"PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"}
)
_FROZEN = frozenset({"InvalidObjectState"})


@contextmanager
def calling(action: str, what: str) -> Iterator[None]:
    """Turn what AWS's client raises into an AwsRefusal.

    `action` is the IAM action that the call needs, such as `s3:GetObject`; `what` names what it is done to.
    """
    try:
        yield
    except ClientError as error:
        raise _refused(error, action, what) from error
    except (NoCredentialsError, PartialCredentialsError, ProfileNotFound) as error:
        raise AwsRefusal(
            Fault(
                "aws.credentials",
                "The server has no credentials for AWS.",
                "Give the source an access key, or run the server with an instance profile or AWS's environment "
                "variables.",
            ),
            Trouble.STANDING,
        ) from error
    except NoRegionError as error:
        raise AwsRefusal(
            Fault("aws.region", "The source names no region.", "Give it one, such as us-east-1."),
            Trouble.STANDING,
        ) from error
    except (EndpointConnectionError, HTTPClientError, IncompleteReadError, ResponseStreamingError) as error:
        raise AwsRefusal(
            Fault("aws.unreachable", f"AWS was not reached for {what}.", _TRY_AGAIN), Trouble.PASSING
        ) from error
    except BotoCoreError as error:
        raise AwsRefusal(
            Fault(
                "aws.call",
                f"AWS's client could not do {action} on {what}: {error}.",
                "Check the source's settings.",
            ),
            Trouble.STANDING,
        ) from error


def _refused(error: ClientError, action: str, what: str) -> AwsRefusal:
    told = error.response.get("Error", {})
    code = str(told.get("Code", ""))
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    if code in _THROTTLED or status in (429, 503):
        return _passing(Fault("aws.throttled", f"AWS throttles {action} on {what}.", _TRY_AGAIN))
    if code in _EXPIRED:
        return _standing(
            Fault(
                "aws.expired",
                "The session token of the source's access key has expired.",
                "Give a new key, or better a role, which does not expire.",
            )
        )
    if code in _WRONG_KEY:
        return _standing(
            Fault(
                "aws.key",
                f"AWS does not know the access key of the source, or its secret is another ({code}).",
                "Create a new access key in IAM and give it to the source.",
            )
        )
    if code in _CLOCK:
        return _standing(
            Fault("aws.clock", "The clock of this machine is wrong, says AWS.", "Set it, best by NTP.")
        )
    if code == "NoSuchBucket":
        return _standing(
            Fault("aws.bucket", f"There is no {what}.", "Correct the bucket's name in the source.")
        )
    if code in _NO_QUEUE:
        return _standing(
            Fault("aws.queue", f"There is no {what}.", "Correct the queue's address in the source.")
        )
    if code in _ELSEWHERE:
        region = error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get(
            "x-amz-bucket-region"
        ) or told.get("Region", "another region")
        return _standing(
            Fault("aws.elsewhere", f"The {what} is in {region}.", "Give the source that region.")
        )
    if code in _FROZEN:
        return AwsRefusal(
            Fault(
                "aws.archived", f"The {what} is archived in Glacier.", "Restore it, and have it read again."
            ),
            Trouble.GONE,
        )
    if code in _NO_OBJECT or _NOT_FOUND in str(told.get("Message", "")).lower():
        return AwsRefusal(
            Fault(
                "aws.gone", f"The {what} is not there any more.", "It was deleted before it could be read."
            ),
            Trouble.GONE,
        )
    if code in _DENIED:
        if action == "sts:AssumeRole":
            return _standing(
                Fault(
                    "aws.role",
                    f"AWS does not let the source assume {what}.",
                    "Its trust policy has to name the server's account or user, and the external id of the source.",
                )
            )
        return _standing(
            Fault(
                "aws.denied",
                f"AWS denies {action} on {what}.",
                f"Allow {action} to the source's role or user.",
            )
        )
    if status >= 500 or code in ("InternalError", "InternalFailure", "ServiceUnavailable", "RequestTimeout"):
        return _passing(
            Fault("aws.outage", f"AWS failed at {action} on {what} ({code or status}).", _TRY_AGAIN)
        )
    return _standing(
        Fault(
            "aws.refused",
            f"AWS refused {action} on {what}: {code} {str(told.get('Message', ''))[:300]}".rstrip(),
            "Check the source's settings.",
        )
    )


def _passing(fault: Fault) -> AwsRefusal:
    return AwsRefusal(fault, Trouble.PASSING)


def _standing(fault: Fault) -> AwsRefusal:
    return AwsRefusal(fault, Trouble.STANDING)
