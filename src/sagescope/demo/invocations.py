"""Model invocation messages: who called which model, with how many tokens.

SageMaker itself writes no such log (sagemaker.md 0); the SageMaker document's queries read one with
`accountId`, `region`, `operation`, `identity.arn` and `modelId`, so the demo account has it, as bare JSON
in a log group of its own.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import log

from sagescope.demo.account import HostedModel, Site, models_of
from sagescope.demo.callers import Person, Session, people_of, programs_of
from sagescope.demo.draws import arrivals, dice, uuid_text
from sagescope.demo.incidents import load
from sagescope.demo.stamps import iso_millis
from sagescope.demo.wire import LogRecord, compact_json

GROUP = "/aws/sagemaker/ModelInvocations"
STREAM = "aws/sagemaker/modelinvocations"


@dataclass(frozen=True, slots=True)
class Invocation:
    """One call of a hosted model."""

    at_ms: int
    model: HostedModel
    caller: Person | Session
    operation: str
    request_id: str
    status: int
    latency_ms: int
    tokens_in: int
    tokens_out: int


@lru_cache(maxsize=64)
def invocations(seed: int, site: Site, block: int) -> tuple[Invocation, ...]:
    """The invocations of a site's models within a block, in order of time."""
    # three people and the programs: in a real account too, most calls come from few callers
    callers: tuple[Person | Session, ...] = (*people_of(site)[:3], *programs_of(site))
    made = []
    for model in models_of(site):
        rng = dice(seed, "invocations", site.key, model.id, block)
        median = log(model.latency_ms)
        for at in arrivals(rng, model.per_minute * load(site, block), block):
            draw = rng.random()
            status = 429 if draw < 0.012 else 400 if draw < 0.02 else 424 if draw < 0.024 else 200
            made.append(
                Invocation(
                    at,
                    model,
                    rng.choice(callers),
                    rng.choice(model.operations),
                    uuid_text(rng),
                    status,
                    max(1, int(rng.lognormvariate(median, 0.35))) if status == 200 else rng.randrange(3, 40),
                    rng.randrange(model.tokens_in // 2, model.tokens_in * 2),
                    rng.randrange(max(1, model.tokens_out // 2), model.tokens_out * 2)
                    if status == 200
                    else 0,
                )
            )
    made.sort(key=lambda i: i.at_ms)
    return tuple(made)


def invocation_logs(seed: int, site: Site, block: int) -> list[LogRecord]:
    """The messages of a site's invocations within a block."""
    return [LogRecord(i.at_ms, GROUP, STREAM, _message(site, i)) for i in invocations(seed, site, block)]


def _message(site: Site, i: Invocation) -> bytes:
    return compact_json(
        {
            "schemaType": "ModelInvocationLog",
            "schemaVersion": "1.0",
            "timestamp": iso_millis(i.at_ms),
            "accountId": site.account.id,
            "region": site.region,
            "requestId": i.request_id,
            "operation": i.operation,
            "identity": {"arn": i.caller.arn},
            "modelId": i.model.id,
            "input": {"inputContentType": "application/json", "inputTokenCount": i.tokens_in},
            "output": {"outputContentType": "application/json", "outputTokenCount": i.tokens_out},
            "latencyMs": i.latency_ms,
            "status": i.status,
        }
    )
