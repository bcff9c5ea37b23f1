"""The queries that show what is known of an entity: each as text, to be run, changed and shared like any other."""

from dataclasses import dataclass

from sagescope.explore.kinds import Chart, Kind
from sagescope.explore.labels import Path
from sagescope.explore.names import scope_value
from sagescope.syntax.literals import string_literal

_LABELS_OF_LOGS = ("account", "region")


@dataclass(frozen=True, slots=True)
class EntityQueries:
    """Charts with their rows, the scope of its logs (empty where it has none), and the query for its callers."""

    charts: tuple[Chart, ...]
    logs: str
    callers: str


def queries_of(kind: Kind, path: Path, parent: str) -> EntityQueries:
    """The queries of the entity at a path; `parent` is the name of what it is a part of."""
    name = path[-1].value
    scope = selector(path)
    charts = tuple(
        Chart(
            chart.title,
            tuple(row.replace("{scope}", scope) for row in chart.rows),
            tuple(row.replace("{scope}", scope) for row in chart.otherwise),
        )
        for chart in kind.charts
    )
    return EntityQueries(charts, log_scope(kind, path, name, parent), callers(kind, path, name))


def selector(path: Path) -> str:
    """The selector of metrics of a node: namespaces are left out, as one entity has metrics in several."""
    return " ".join(
        f"{step.key}={scope_value(step.value)}" for step in path if step.key != "namespace" and step.value
    )


def log_scope(kind: Kind, path: Path, name: str, parent: str) -> str:
    """The scope of the logs of an entity; empty for a kind that has none."""
    if not kind.logs:
        return ""
    terms = [
        f"{step.key}={scope_value(step.value)}" for step in path if step.key in _LABELS_OF_LOGS and step.value
    ]
    for field, text in kind.logs:
        value = text.replace("{name}", name).replace("{parent}", parent)
        if not field:
            terms.append(string_literal(value))
        else:
            # The wildcards are those of the row; those of names are rare enough to be taken for wildcards, too.
            plain = scope_value(value.replace("*", "")) == value.replace("*", "")
            terms.append(f"{field}={value if plain else string_literal(value)}")
    return " ".join(terms)


def callers(kind: Kind, path: Path, name: str) -> str:
    """The query for who has called something on an entity, and how that went; empty for a kind that no call names."""
    if not kind.calls:
        return ""
    calls = kind.calls[0]
    where = [
        f"{step.key}={scope_value(step.value)}" for step in path if step.key in _LABELS_OF_LOGS and step.value
    ]
    return "\n".join(
        (
            " ".join((*where, string_literal(f'"eventSource":"{calls.source}"'), string_literal(name))),
            f'| json "eventName", "userIdentity.arn", "sourceIPAddress", "errorCode", {string_literal(calls.parameters[0])}'
            " as call, caller, address, error, resource nodrop",
            f"| where resource = {string_literal(name)}",
            "| count as calls by caller, address, call, error",
            "| sort by calls",
        )
    )
