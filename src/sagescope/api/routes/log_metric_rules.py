"""Log metric rules: points that are read from messages, learning curves first of all."""

import math
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import Response

from sagescope.api.security import CollectionViewer, FieldManager, UseCases
from sagescope.api.times import iso_time
from sagescope.ingest.log_metric_rules import missing
from sagescope.model.log_metric_rule import JOB_STREAM, TRAINING, LogMetricRule

router = APIRouter(prefix="/api/v1/logMetricRules", tags=["log metric rules"])


class LogMetricRuleBody(BaseModel):
    """A rule as it is to be."""

    name: str
    logGroup: str = TRAINING
    logStream: str = JOB_STREAM
    contains: str = ""
    lacks: str = ""
    line: str = ""
    pattern: str
    metric: str = "{metric}"
    ignore: list[str] = Field(default_factory=list)
    otherwise: bool = False
    enabled: bool = True

    def fields(self) -> dict[str, Any]:
        """The fields of the rule by their names in the model."""
        given = self.model_dump()
        return {"log_group": given.pop("logGroup"), "log_stream": given.pop("logStream"), **given}


class MessageBody(BaseModel):
    """A message to try rules on, and a rule that need not be stored; without one the enabled rules are tried."""

    message: str
    logGroup: str = TRAINING
    logStream: str = "job/algo-1-1700000000"
    rule: LogMetricRuleBody | None = None


class DefinitionBody(BaseModel):
    """A metric definition as SageMaker's API has it."""

    Name: str
    Regex: str


class DefinitionsBody(BaseModel):
    """The metric definitions of a training job, and the jobs that they hold for (`*` is any run of characters)."""

    jobs: str = "*"
    definitions: list[DefinitionBody]


@router.get("")
def list_log_metric_rules(services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """All rules, in the order in which they apply."""
    return {"data": [_shown(rule) for rule in services.log_metric_rules.rules()], "next": None}


@router.post("")
def create_log_metric_rule(
    body: LogMetricRuleBody, services: UseCases, principal: FieldManager
) -> dict[str, Any]:
    """Add a rule; it takes effect with the next request."""
    return _shown(services.log_metric_rules.add(body.fields(), principal.user.id))


@router.post("/test")
def test_log_metric_rules(
    body: MessageBody, services: UseCases, principal: CollectionViewer
) -> dict[str, Any]:
    """What rules read from a message, without storing anything."""
    rules = services.log_metric_rules
    candidate = rules.candidate(body.rule.fields(), principal.user.id) if body.rule is not None else None
    return {
        "data": [
            {
                "rule": reading.rule,
                "metric": reading.metric,
                "value": reading.value if math.isfinite(reading.value) else str(reading.value),
                "dimensions": dict(reading.dimensions),
                "position": dict(reading.position),
            }
            for reading in rules.test(body.message, body.logGroup, body.logStream, candidate)
        ]
    }


@router.post("/definitions")
def add_metric_definitions(
    body: DefinitionsBody, services: UseCases, principal: FieldManager
) -> dict[str, Any]:
    """Add the metric definitions of a training job as rules, all or none."""
    definitions = [(d.Name, d.Regex) for d in body.definitions]
    made = services.log_metric_rules.add_definitions(body.jobs, definitions, principal.user.id)
    return {"data": [_shown(rule) for rule in made]}


@router.get("/{name:path}")
def get_log_metric_rule(name: str, services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """One rule."""
    rule = services.log_metric_rules.named(name)
    if rule is None:
        raise missing(name)
    return _shown(rule)


@router.put("/{name:path}")
def change_log_metric_rule(
    name: str, body: LogMetricRuleBody, services: UseCases, principal: FieldManager
) -> dict[str, Any]:
    """Replace a rule; the new one takes effect with the next request."""
    return _shown(services.log_metric_rules.change(name, body.fields(), principal.user.id))


@router.delete("/{name:path}", status_code=204)
def delete_log_metric_rule(name: str, services: UseCases, principal: FieldManager) -> Response:
    """Remove a rule; its points stay."""
    services.log_metric_rules.remove(name)
    return Response(status_code=204)


def _shown(rule: LogMetricRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "logGroup": rule.log_group,
        "logStream": rule.log_stream,
        "contains": rule.contains,
        "lacks": rule.lacks,
        "line": rule.line,
        "pattern": rule.pattern,
        "metric": rule.metric,
        "ignore": list(rule.ignore),
        "otherwise": rule.otherwise,
        "enabled": rule.enabled,
        "createdAt": iso_time(rule.created_at),
        "createdBy": rule.created_by,
        "modifiedAt": iso_time(rule.modified_at),
        "modifiedBy": rule.modified_by,
    }
