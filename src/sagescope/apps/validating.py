"""What the format alone cannot say of a package: whether its queries are understood, and its parts fit together."""

from collections.abc import Iterator

from sagescope.apps.choices import Choices
from sagescope.apps.objects import items_of, monitors_of, wiring_of
from sagescope.apps.reading import Package
from sagescope.apps.rendering import rows_of
from sagescope.apps.wiring import Wiring
from sagescope.errors import Fault, Refusal
from sagescope.ingest.metric_rules import compile_rule
from sagescope.model.checks import check_field_name
from sagescope.model.monitor import Monitor
from sagescope.search.report import Found, report
from sagescope.store.rules import Rule, rule_fields


def faults_of(package: Package) -> list[Fault]:
    """Everything that is wrong with a package that could be read."""
    wiring = wiring_of(package, Choices())
    return [
        *_named_twice(package),
        *_snippets(package, wiring),
        *_links(package),
        *_queries(package, wiring),
        *_content(package, wiring),
        *_monitors(package, wiring),
        *_rules(package, wiring),
    ]


def checked_package(package: Package) -> Package:
    """The package where nothing is wrong with it. Raises Refusal with all faults."""
    if faults := faults_of(package):
        raise Refusal(faults)
    return package


def _named_twice(package: Package) -> Iterator[Fault]:
    for noun, names in (
        ("dashboards", [d.name for d in package.dashboards]),
        ("monitors", [m.name for m in package.monitors]),
        ("extraction rules", [r.name for r in package.extraction_rules]),
        ("metric rules", [r.name for r in package.metric_rules]),
        ("searches", [s.name for s in package.searches]),
    ):
        for name in dict.fromkeys(n for n in names if names.count(n) > 1):
            yield Fault("package.twice", f"Two {noun} are named {name!r}.", "Give each a name of its own.")


def _texts(package: Package) -> Iterator[tuple[str, str]]:
    """Every query with where it is."""
    for dashboard in package.dashboards:
        for panel in dashboard.panels:
            where = f"{dashboard.name} / {panel.title}"
            yield from ((where, text) for text in (panel.logs, panel.text, *rows_of(panel.metrics).values()))
        for variable in dashboard.variables:
            yield from ((f"{dashboard.name} / {variable.name}", t) for t in (variable.logs, variable.filter))
    for monitor in package.monitors:
        yield from ((monitor.name, text) for text in (monitor.logs, *rows_of(monitor.metrics).values()))
    for search in package.searches:
        yield from ((search.name, text) for text in (search.logs, search.metrics))


def _snippets(package: Package, wiring: Wiring) -> Iterator[Fault]:
    for where, text in _texts(package):
        expanded = wiring.expanded(text)
        if "@{" in expanded:
            name = expanded.partition("@{")[2].partition("}")[0]
            yield Fault(
                "package.snippet", f"{where}: there is no snippet {name!r}.", "Write it in snippets.yaml."
            )


def _links(package: Package) -> Iterator[Fault]:
    names = {dashboard.name for dashboard in package.dashboards}
    for dashboard in package.dashboards:
        for panel in dashboard.panels:
            for link in panel.links:
                if link.dashboard not in names:
                    yield Fault(
                        "package.link",
                        f"{dashboard.name} / {panel.title} leads to {link.dashboard!r}, which is not there.",
                        "Name a dashboard of the package.",
                    )


def _queries(package: Package, wiring: Wiring) -> Iterator[Fault]:
    found: list[Found] = []
    for dashboard in package.dashboards:
        for panel in dashboard.panels:
            where = f"{dashboard.name} / {panel.title}"
            if panel.logs:
                found.append(Found(where, "log", wiring.dashboard_query(panel.logs, "logs")))
            found += [
                Found(where, "metrics", wiring.dashboard_query(text, "metrics"), where, letter)
                for letter, text in rows_of(panel.metrics).items()
            ]
        found += [
            Found(f"{dashboard.name} / {v.name}", "log", wiring.dashboard_query(v.logs, "logs"))
            for v in dashboard.variables
            if v.logs
        ]
    for monitor in package.monitors:
        if monitor.logs:
            found.append(Found(monitor.name, "log", wiring.plain_query(monitor.logs, "logs")))
        found += [
            Found(monitor.name, "metrics", wiring.plain_query(text, "metrics"), monitor.name, letter)
            for letter, text in rows_of(monitor.metrics).items()
        ]
    for search in package.searches:
        if search.logs:
            found.append(Found(search.name, "log", wiring.plain_query(search.logs, "logs")))
        if search.metrics:
            found.append(Found(search.name, "metrics", wiring.plain_query(search.metrics, "metrics")))
    for checked in report(found):
        for fault in checked.faults:
            yield Fault("package.query", f"{checked.id}: {fault.message}", fault.hint)


def _content(package: Package, wiring: Wiring) -> Iterator[Fault]:
    try:
        items_of(package, wiring)
    except Refusal as refused:
        yield from refused.faults


def _monitors(package: Package, wiring: Wiring) -> Iterator[Fault]:
    for document in monitors_of(package, wiring):
        try:
            Monitor.model_validate({key: value for key, value in document.items() if key != "type"})
        except Refusal as refused:
            for fault in refused.faults:
                yield Fault("package.monitor", f"{document['name']}: {fault.message}", fault.hint)


def _rules(package: Package, wiring: Wiring) -> Iterator[Fault]:
    for field in package.fields:
        try:
            check_field_name(field.name)
        except ValueError as wrong:
            yield Fault("package.field", f"The field {field.name!r}: {wrong}.", "Give it another name.")
    for rule in package.extraction_rules:
        try:
            rule_fields(Rule(rule.name, rule.scope, wiring.expression(rule.expression)))
        except Refusal as refused:
            for fault in refused.faults:
                yield Fault("package.rule", f"{rule.name}: {fault.message}", fault.hint)
    for metric_rule in package.metric_rules:
        try:
            compile_rule(metric_rule.name, metric_rule.match, list(metric_rule.set.items()))
        except Refusal as refused:
            for fault in refused.faults:
                yield Fault("package.rule", f"{metric_rule.name}: {fault.message}", fault.hint)
