"""The objects that a package gives an installation, for one set of choices."""

from collections.abc import Iterator, Mapping
from typing import Any

from sagescope.apps.choices import Choices
from sagescope.apps.format import Search
from sagescope.apps.monitor_rendering import monitor_document
from sagescope.apps.planning import Kind, Wanted
from sagescope.apps.reading import Package
from sagescope.apps.rendering import dashboard_document, range_document, scope_variable
from sagescope.apps.wiring import Kind as QueryKind
from sagescope.apps.wiring import Wiring
from sagescope.library.exchange import Branch, read_export
from sagescope.model.library import ItemKind


def wiring_of(package: Package, choices: Choices) -> Wiring:
    """How the queries of a package read for these choices."""
    return Wiring(package.manifest, package.snippets, choices)


def objects_of(package: Package, choices: Choices) -> list[Wanted]:
    """All objects of a package."""
    wiring = wiring_of(package, choices)
    found = [Wanted(Kind.FIELD, f.name.lower(), {"name": f.name}) for f in package.fields]
    found += [
        Wanted(
            Kind.EXTRACTION_RULE,
            rule.name,
            {
                "scope": rule.scope.strip(),
                "expression": wiring.expression(rule.expression).strip(),
                "enabled": rule.enabled,
            },
        )
        for rule in package.extraction_rules
    ]
    found += [
        Wanted(
            Kind.METRIC_RULE,
            rule.name,
            {"match": rule.match.strip(), "dimensions": dict(rule.set), "enabled": True},
        )
        for rule in package.metric_rules
    ]
    found += items_of(package, wiring)
    for document in monitors_of(package, wiring):
        held = {key: value for key, value in document.items() if key != "type"}
        found.append(Wanted(Kind.MONITOR, str(document["name"]), held))
    return found


def branch_of(package: Package, choices: Choices, name: str) -> Branch:
    """The folder of an app, as an export has it."""
    wiring = wiring_of(package, choices)
    return Branch(
        ItemKind.FOLDER,
        name,
        package.manifest.summary,
        {"type": "FolderSyncDefinition"},
        tuple(_tops(package, wiring)),
    )


def items_of(package: Package, wiring: Wiring) -> list[Wanted]:
    """The items of the library, each folder before what is in it."""
    found: list[Wanted] = []

    def put(branch: Branch, above: str, position: int) -> None:
        key = f"{above}/{escaped(branch.name)}" if above else escaped(branch.name)
        found.append(Wanted(Kind.ITEM, key, item_document(branch, position)))
        for at, child in enumerate(branch.children):
            put(child, key, at)

    for at, branch in enumerate(_tops(package, wiring)):
        put(branch, "", at)
    return found


def item_document(branch: Branch, position: int) -> dict[str, Any]:
    """What an item of the library is compared by."""
    return {
        "kind": branch.kind.value,
        "description": branch.description,
        "body": dict(branch.body),
        "position": position,
    }


def escaped(name: str) -> str:
    """A name as it stands in a key: a slash of its own parts no folders."""
    return name.replace("%", "%25").replace("/", "%2F")


def unescaped(name: str) -> str:
    """The name of a part of a key."""
    return name.replace("%2F", "/").replace("%25", "%")


def monitors_of(package: Package, wiring: Wiring) -> Iterator[dict[str, Any]]:
    """The exports of all monitors."""
    for monitor in package.monitors:
        yield monitor_document(monitor, wiring, enabled=wiring.choices.monitors)
    for export in package.monitor_exports:
        yield from _monitors_in(export, wiring)


def _monitors_in(export: Mapping[str, Any], wiring: Wiring) -> Iterator[dict[str, Any]]:
    """The monitors of an export; its folders are left out, since an app has one of its own."""
    if "monitorType" in export:
        logs = export.get("monitorType") == "Logs"
        queries = [
            {**row, "query": wiring.plain_query(str(row.get("query", "")), "logs" if logs else "metrics")}
            for row in export.get("queries") or ()
        ]
        yield {
            **export,
            "queries": queries,
            "isDisabled": not wiring.choices.monitors,
            "monitorTemplateId": f"{wiring.manifest.uuid}/{export.get('name')}",
        }
    for child in export.get("children") or ():
        yield from _monitors_in(child, wiring)


def _tops(package: Package, wiring: Wiring) -> Iterator[Branch]:
    for dashboard in package.dashboards:
        yield read_export(dashboard_document(dashboard, wiring))[0]
    for branch in package.content:
        # The top folder of a classic package is the app itself.
        tops = branch.children if branch.kind is ItemKind.FOLDER else (branch,)
        for top in tops:
            yield _wired(top, wiring)
    for search in package.searches:
        yield read_export(_search(search, wiring))[0]


def _wired(branch: Branch, wiring: Wiring) -> Branch:
    """An item of an export with its queries wired."""
    body = _wired_value(branch.body, wiring)
    assert isinstance(body, dict)
    if branch.kind is ItemKind.DASHBOARD:
        used = [v for v in wiring.variables() if f"{{{{{v.name}}}}}" in str(body)]
        body["variables"] = [*(body.get("variables") or ()), *map(scope_variable, used)]
    return Branch(
        branch.kind,
        branch.name,
        branch.description,
        body,
        tuple(_wired(child, wiring) for child in branch.children),
    )


def _wired_value(value: Any, wiring: Wiring) -> Any:
    match value:
        case {"queryString": str() as text, **rest}:
            kind: QueryKind = "metrics" if rest.get("queryType") == "Metrics" else "logs"
            inner = {key: _wired_value(one, wiring) for key, one in rest.items()}
            return {**inner, "queryString": wiring.dashboard_query(text, kind)}
        case {"queryText": str() as text, **rest}:
            inner = {key: _wired_value(one, wiring) for key, one in rest.items()}
            return {**inner, "queryText": wiring.plain_query(text, "logs")}
        case {"variableSourceType": "LogQueryVariableSourceDefinition", "query": str() as text, **rest}:
            return {
                **rest,
                "variableSourceType": "LogQueryVariableSourceDefinition",
                "query": wiring.dashboard_query(text, "logs"),
            }
        case Mapping():
            return {key: _wired_value(one, wiring) for key, one in value.items()}
        case list() | tuple():
            return [_wired_value(one, wiring) for one in value]
        case _:
            return value


def _search(search: Search, wiring: Wiring) -> dict[str, Any]:
    range_ = range_document(search.range)
    if search.metrics:
        return {
            "type": "MetricsSearchSyncDefinition",
            "name": search.name,
            "title": search.name,
            "description": search.description,
            "timeRange": range_,
            "queries": [
                {
                    "queryString": wiring.plain_query(search.metrics, "metrics"),
                    "queryType": "Metrics",
                    "queryKey": "A",
                }
            ],
        }
    return {
        "type": "SavedSearchWithScheduleSyncDefinition",
        "name": search.name,
        "search": {
            "queryText": wiring.plain_query(search.logs, "logs"),
            "defaultTimeRange": search.range,
            "byReceiptTime": False,
            "viewName": "",
            "viewStartTime": None,
            "queryParameters": [],
            "parsingMode": "Manual",
        },
        "searchSchedule": None,
        "description": search.description,
    }
