"""Metric rules (reference protocols.md, 5.3).

A rule is named by its name, as Sumo Logic's clients do.
"""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from sagescope.api.envelope import fault_json
from sagescope.api.security import CollectionViewer, FieldManager, UseCases
from sagescope.api.services import Services
from sagescope.api.times import iso_time
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ingest.metric_rules import compile_rule, outcomes, try_rule
from sagescope.model.metric_rule import MetricRule

router = APIRouter(prefix="/api/v1/metricsRules", tags=["metric rules"])


class VariableBody(BaseModel):
    """A dimension to derive, and its value, such as `$Host._1`."""

    name: str
    tagSequence: str


class MetricRuleBody(BaseModel):
    """A rule as it is to be."""

    name: str
    matchExpression: str
    variablesToExtract: list[VariableBody]
    enabled: bool = True

    @property
    def dimensions(self) -> dict[str, str]:
        """Names and values of the dimensions. Raises Refusal where one is there twice."""
        names = [v.name.lower() for v in self.variablesToExtract]
        if len(set(names)) < len(names):
            raise Refusal(Fault("rule.invalid", "A rule derives a dimension twice.", "Keep one of them."))
        return {v.name: v.tagSequence for v in self.variablesToExtract}


class SeriesBody(BaseModel):
    """A series to try rules on, and a rule that need not be stored; without one, the enabled rules are tried."""

    metric: str = ""
    dimensions: dict[str, str] = Field(default_factory=dict)
    rule: MetricRuleBody | None = None


class PreviewBody(BaseModel):
    """A rule that is being written."""

    matchExpression: str = ""
    variablesToExtract: list[VariableBody] = Field(default_factory=list)


TRIED_SERIES = 2_000
"""Series that a rule is tried on, the newest."""
SHOWN_SERIES = 50


@router.get("")
def list_metric_rules(services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """All rules, in the order in which they apply."""
    return {"data": [_shown(rule) for rule in services.metric_rules.rules()], "next": None}


@router.post("")
def create_metric_rule(
    body: MetricRuleBody, request: Request, services: UseCases, principal: FieldManager
) -> dict[str, Any]:
    """Add a rule; it takes effect with the next request of metrics."""
    try:
        rule = services.metric_rules.add(
            body.name, body.matchExpression, body.dimensions, enabled=body.enabled, by=principal.user.id
        )
    except Refusal as refused:
        if refused.cause is Cause.CONFLICT:
            # The code that clients of this call look for.
            request.state.openapi_code = "metrics:rule_name_already_exists"
        raise
    return _shown(rule)


@router.post("/test")
def test_metric_rules(body: SeriesBody, services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """What rules do to a series, without storing anything."""
    candidate = None
    if body.rule is not None:
        wanted = [(v.name, v.tagSequence) for v in body.rule.variablesToExtract]
        candidate = compile_rule(body.rule.name, body.rule.matchExpression, wanted)
    found = services.metric_rules.test(body.metric, body.dimensions, candidate)
    return {
        "data": [
            {
                "rule": outcome.rule,
                "matches": not outcome.failed,
                "failed": outcome.failed,
                "derived": dict(outcome.derived),
                "shadowed": dict(outcome.shadowed),
            }
            for outcome in found
        ]
    }


@router.post("/preview")
def preview_metric_rule(body: PreviewBody, services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """What a rule that is being written does to the newest series, or what is wrong with it; nothing is stored."""
    wanted = [(v.name, v.tagSequence) for v in body.variablesToExtract]
    tried = try_rule(body.matchExpression, wanted)
    found = services.metrics.newest_series(TRIED_SERIES) if tried.rule is not None else []
    rules = () if tried.rule is None else (tried.rule,)
    every = [(metric, held, outcomes(rules, metric, held)[0]) for metric, held in found]
    matched = [one for one in every if not one[2].failed]
    return {
        "matchExpression": [fault_json(fault, body.matchExpression) for fault in tried.match],
        "variablesToExtract": [
            {"index": at, "fault": fault_json(fault, wanted[at][1])} for at, fault in tried.values
        ],
        "total": len(every),
        "matched": len(matched),
        "data": [
            {
                "metric": metric,
                "dimensions": held,
                "derived": dict(outcome.derived),
                "shadowed": dict(outcome.shadowed),
                "failed": outcome.failed,
            }
            for metric, held, outcome in (matched or every)[:SHOWN_SERIES]
        ],
    }


@router.get("/{name:path}")
def get_metric_rule(name: str, services: UseCases, principal: CollectionViewer) -> dict[str, Any]:
    """One rule."""
    return _shown(_named(services, name))


@router.put("/{name:path}")
def change_metric_rule(
    name: str, body: MetricRuleBody, services: UseCases, principal: FieldManager
) -> dict[str, Any]:
    """Replace a rule; the new one takes effect with the next request of metrics."""
    rule = services.metric_rules.change(
        _named(services, name).id,
        body.name,
        body.matchExpression,
        body.dimensions,
        enabled=body.enabled,
        by=principal.user.id,
    )
    return _shown(rule)


@router.delete("/{name:path}", status_code=204)
def delete_metric_rule(name: str, services: UseCases, principal: FieldManager) -> Response:
    """Remove a rule; what it gave to stored series stays."""
    services.metric_rules.remove(_named(services, name).id)
    return Response(status_code=204)


def _named(services: Services, name: str) -> MetricRule:
    rule = services.metric_rules.named(name)
    if rule is None:
        raise Refusal(
            Fault(
                "rule.missing",
                f"There is no metric rule named {name!r}.",
                "List them with `sagescope metric-rules list`.",
            ),
            Cause.NOT_FOUND,
        )
    return rule


def _shown(rule: MetricRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "matchExpression": rule.match,
        "variablesToExtract": [{"name": d.name, "tagSequence": d.value} for d in rule.dimensions],
        "enabled": rule.enabled,
        "createdAt": iso_time(rule.created_at),
        "createdBy": rule.created_by,
        "modifiedAt": iso_time(rule.modified_at),
        "modifiedBy": rule.modified_by,
    }
