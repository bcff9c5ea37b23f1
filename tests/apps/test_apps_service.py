"""Apps on an installation: every change said before, done whole or not at all, and nobody's work lost."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sagescope.apps.catalog import Catalog, packed
from sagescope.apps.choices import Choices
from sagescope.apps.convert import convert
from sagescope.apps.planning import Verb
from sagescope.apps.service import Apps, Change
from sagescope.apps.skeleton import write_skeleton
from sagescope.apps.state import Installation
from sagescope.clock import FixedClock
from sagescope.errors import Cause, Refusal
from sagescope.ingest.metric_rules import MetricRules
from sagescope.ingest.schema import SchemaService
from sagescope.library.service import Library, root_id
from sagescope.meta.db import Database
from sagescope.model.library import ItemKind
from sagescope.monitors.tree import MonitorTree
from sagescope.store.fields import Schema
from store_world import world

ANA = "A" * 16
SAGEMAKER = "amazon-sagemaker"


@dataclass
class Place:
    """An installation with a catalog."""

    apps: Apps
    catalog: Catalog
    library: Library
    monitors: MonitorTree
    schema: SchemaService
    metric_rules: MetricRules
    database: Database
    clock: FixedClock

    def again(self) -> Apps:
        """The apps of a new process over the same stores."""
        installation = Installation(self.library, self.monitors, self.schema, self.metric_rules)
        return Apps(self.database, self.clock, self.catalog, installation)

    def items(self) -> list[str]:
        """Names of what is in the folders of apps."""
        [folder] = self.library.children(root_id("Installed Apps"))
        return [item.name for item in self.library.children(folder.id)]

    def all_there(self) -> dict[str, Any]:
        """Everything but fields, by kind."""
        return {
            "items": [
                (item.name, item.owner)
                for folder in self.library.children(root_id("Installed Apps"))
                for item in (folder, *self.library.children(folder.id))
            ],
            "monitors": [(m.name, m.body.get("queries")) for m in self.monitors.listed()],
            "rules": sorted((r.name, r.parse_expression) for r in self.schema.rules()),
            "metric rules": sorted((r.name, r.match) for r in self.metric_rules.rules()),
        }


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A fresh installation over the store of this process."""
    here = world()
    clock = FixedClock(1_767_268_800_000)
    database = Database(f"sqlite:///{tmp_path / 'meta.db'}")
    database.migrate()
    library = Library(database, clock)
    library.prepare()
    monitors = MonitorTree(database, clock)
    monitors.prepare()
    schema = SchemaService(database, here.store, clock)
    schema.load()
    metric_rules = MetricRules(database, clock)
    catalog = Catalog(tmp_path / "apps")
    installation = Installation(library, monitors, schema, metric_rules)
    apps = Apps(database, clock, catalog, installation)
    yield Place(apps, catalog, library, monitors, schema, metric_rules, database, clock)
    database.close()
    here.apply(Schema())


@pytest.fixture
def shop(place: Place, tmp_path: Path) -> Path:
    """Three versions of a small app in the catalog; its folder."""
    folder = tmp_path / "shop"
    write_skeleton(folder, "shop", "Shop")
    place.catalog.add(packed(folder))
    for version, dashboard in (("1.1.0", "Orders"), ("2.0.0", "Baskets")):
        manifest = folder / "manifest.yaml"
        manifest.write_text(manifest.read_text().replace("version: 1", f"version: {version}\n#", 1))
        overview = folder / "dashboards" / "overview.yaml"
        text = overview.read_text()
        overview.write_text(text.replace("name: Shop - Overview", f"name: Shop - {dashboard}", 1))
        monitors = folder / "monitors.yaml"
        watched = monitors.read_text()
        monitors.write_text(watched.replace("above: 5", f"above: {version[0]}5", 1))
        place.catalog.add(packed(folder))
        overview.write_text(text)
        monitors.write_text(watched)
    return folder


def verbs(change: Change) -> dict[str, str]:
    """What happened to what, but for what stayed."""
    return {a.key: a.verb.value for a in change.actions if a.verb is not Verb.UNCHANGED}


def test_the_sagemaker_app_goes_through_its_life(place: Place) -> None:
    before = place.all_there()
    planned = place.apps.plan_install(SAGEMAKER, "1.0.0", Choices())
    assert place.all_there() == before and place.apps.instances() == []
    done = place.apps.install(SAGEMAKER, "1.0.0", Choices(), by=ANA)
    assert verbs(done) == verbs(planned)
    first = place.all_there()
    assert [name for name in place.items() if name.startswith("Amazon SageMaker - ")] == [
        "Amazon SageMaker - Overview",
        "Amazon SageMaker - CloudTrail Audit Overview",
        "Amazon SageMaker - Model Invocation Log Analysis",
        "Amazon SageMaker - Runtime Performance Monitoring",
    ]
    assert len(first["monitors"]) == 5 and len(first["rules"]) == 3
    assert {"training_job", "operationname"} <= {f.name.lower() for f in place.schema.fields()}
    # Owned by the app, so nobody else changes it.
    [folder] = place.library.children(root_id("Installed Apps"))
    with pytest.raises(Refusal, match="belongs to an installed app"):
        place.library.change(place.library.children(folder.id)[0].id, by=ANA, name="mine")
    place.library.copy(place.library.children(folder.id)[0].id, root_id("Shared"), "mine", by=ANA)

    up = place.apps.change(SAGEMAKER, "", by=ANA)
    assert (up.doing, up.before, up.version) == ("upgrade", "1.0.0", "2.0.0")
    assert len([n for n in place.items() if "SageMaker" in n and n[19:21].isdigit()]) == 10
    assert len(place.all_there()["monitors"]) == 18
    [rule] = [r for r in place.schema.rules() if r.name.endswith("CloudTrailLogsFER")]
    assert "requestParameters.endpointName" in rule.parse_expression
    assert place.apps.change(SAGEMAKER, "2.0.0", by=ANA).doing == "configure"

    down = place.apps.change(SAGEMAKER, "1.0.0", by=ANA)
    assert down.doing == "downgrade" and place.all_there() == first
    assert place.apps.instance(SAGEMAKER).previous == "2.0.0"

    planned = place.apps.plan_uninstall(SAGEMAKER)
    assert {a.verb for a in planned.actions} == {Verb.REMOVE, Verb.STAY}
    assert all(a.kind.value == "field" for a in planned.actions if a.verb is Verb.STAY)
    assert verbs(place.apps.uninstall(SAGEMAKER, by=ANA)) == verbs(planned)
    assert place.all_there() == before and place.apps.instances() == []
    [copy] = place.library.children(root_id("Shared"))
    assert copy.name == "mine"


def test_edits_are_kept_and_told(place: Place, shop: Path) -> None:
    place.apps.install("shop", "1.0.0", Choices(monitors=True), by=ANA)
    [monitor] = [m for m in place.monitors.listed() if m.kind == "monitor"]
    assert monitor.enabled
    body = {**monitor.body, "triggers": [{**t, "threshold": 99} for t in monitor.body["triggers"]]}
    place.monitors.change(monitor.id, by=ANA, name="Mine", body={**body, "name": "Mine"})
    [rule] = place.schema.rules()
    place.schema.change_rule(rule.id, rule.name, rule.scope, rule.parse_expression, enabled=False, by=ANA)
    up = place.apps.change("shop", "2.0.0", by=ANA)
    kept = {a.key: a.reason for a in up.actions if a.verb is Verb.KEEP}
    assert set(kept) == {"Shop - Server Errors", "Shop service"}
    assert all("was edited" in reason for reason in kept.values())
    assert place.monitors.item(monitor.id).name == "Mine" and not place.schema.rules()[0].enabled
    gone = place.apps.uninstall("shop", by=ANA)
    assert {a.key for a in gone.actions if a.verb is Verb.KEEP} == set(kept)
    assert place.monitors.item(monitor.id).name == "Mine" and len(place.schema.rules()) == 1


def test_a_switch_and_notifications_come_along(place: Place, shop: Path) -> None:
    place.apps.install("shop", "1.0.0", Choices(), by=ANA)
    [monitor] = [m for m in place.monitors.listed() if m.kind == "monitor"]
    place.monitors.set_enabled([monitor.id], enabled=True, by=ANA)
    up = place.apps.change("shop", "2.0.0", by=ANA)
    assert verbs(up)["Shop - Server Errors"] == "change"
    changed = place.monitors.item(monitor.id)
    assert changed.enabled and changed.body["triggers"][0]["threshold"] == 25


def test_what_was_there_before_is_found_and_left(place: Place, shop: Path) -> None:
    place.schema.add_rule("Shop service", "", 'json "x" as x nodrop | fields x', by=ANA)
    done = place.apps.install("shop", "1.0.0", Choices(), by=ANA)
    [left] = [a for a in done.actions if a.verb is Verb.LEAVE]
    assert left.key == "Shop service" and "somebody else" in left.reason
    place.apps.uninstall("shop", by=ANA)
    assert [r.name for r in place.schema.rules()] == ["Shop service"]


def test_an_app_stands_in_two_folders_and_parts_without_harm(place: Place, shop: Path) -> None:
    place.apps.install("shop", "1.0.0", Choices(scopes={"logs": "_sourceCategory=dev"}), by=ANA, folder="Dev")
    place.apps.install(
        "shop", "1.0.0", Choices(scopes={"logs": "_sourceCategory=prod"}), by=ANA, folder="Prod"
    )
    with pytest.raises(Refusal, match="installed 2 times"):
        place.apps.instance("shop")
    with pytest.raises(Refusal, match="something named 'Dev'") as taken:
        place.apps.install("shop", "1.0.0", Choices(), by=ANA, folder="Dev")
    assert taken.value.cause is Cause.CONFLICT
    place.apps.uninstall("Dev", by=ANA)
    assert len(place.schema.rules()) == 1
    place.apps.uninstall("Prod", by=ANA)
    assert place.schema.rules() == [] and place.monitors.listed() == []


def test_directions_are_kept_apart(place: Place, shop: Path) -> None:
    place.apps.install("shop", "1.1.0", Choices(), by=ANA)
    with pytest.raises(Refusal, match="comes before"):
        place.apps.change("shop", "1.0.0", by=ANA, only="upgrade")
    with pytest.raises(Refusal, match="No app 'shpo' is installed"):
        place.apps.uninstall("shpo", by=ANA)


def test_other_answers_change_what_is_installed(place: Place, shop: Path) -> None:
    place.apps.install("shop", "1.0.0", Choices(), by=ANA)
    done = place.apps.change("shop", "1.0.0", Choices(scopes={"logs": "_sourceCategory=x"}), by=ANA)
    assert done.doing == "configure" and verbs(done)["Shop - Overview"] == "change"
    [folder] = place.library.children(root_id("Installed Apps"))
    [item] = place.library.children(folder.id)
    [variable] = [v for v in item.body["variables"] if v["name"] == "logs"]
    assert variable["defaultValue"] == "x"
    assert place.library.versions(item.id)[0].number == 1


def test_two_at_once_are_not(place: Place, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place.apps.install("shop", "1.0.0", Choices(), by=ANA)
    inside, go = threading.Event(), threading.Event()
    change = place.monitors.change

    def slow(*args: Any, **named: Any) -> Any:
        inside.set()
        assert go.wait(30)
        return change(*args, **named)

    monkeypatch.setattr(place.monitors, "change", slow)
    first = threading.Thread(target=place.apps.change, args=("shop", "2.0.0"), kwargs={"by": ANA})
    first.start()
    assert inside.wait(30)
    for apps, version in ((place.apps, "1.1.0"), (place.apps, ""), (place.again(), "1.1.0")):
        with pytest.raises(Refusal, match="is being changed") as busy:
            apps.change("shop", version, by=ANA) if version else apps.uninstall("shop", by=ANA)
        assert busy.value.cause is Cause.CONFLICT
    go.set()
    first.join()
    assert place.apps.instance("shop").version == "2.0.0"


class Crash(BaseException):
    """What a process dies of."""


@pytest.mark.parametrize(
    ("doing", "step"),
    [
        ("install", "add_rule"),
        ("install", "monitor"),
        ("upgrade", "item"),
        ("upgrade", "monitor"),
        ("uninstall", "item"),
        ("uninstall", "remove_rule"),
    ],
)
def test_a_crash_is_gone_on_from(
    place: Place, shop: Path, monkeypatch: pytest.MonkeyPatch, doing: str, step: str
) -> None:
    def change(apps: Apps) -> None:
        match doing:
            case "install":
                apps.install("shop", "1.0.0", Choices(), by=ANA)
            case "upgrade":
                apps.change("shop", "2.0.0", by=ANA)
            case _:
                apps.uninstall("shop", by=ANA)

    if doing != "install":
        place.apps.install("shop", "1.0.0", Choices(), by=ANA)
    with monkeypatch.context() as patch:

        def die(*_: Any, **__: Any) -> None:
            raise Crash

        match step:
            case "item":
                patch.setattr(place.library, "add" if doing != "uninstall" else "remove", die)
            case "monitor":
                patch.setattr(
                    place.monitors, {"install": "add", "upgrade": "change"}.get(doing, "remove"), die
                )
            case _:
                patch.setattr(place.schema, step, die)
        with pytest.raises(Crash):
            change(place.apps)
    again = place.again()
    again.resume()
    instances = again.instances()
    if doing == "uninstall":
        assert instances == [] and place.schema.rules() == [] and place.monitors.listed() == []
        assert place.library.children(root_id("Installed Apps")) == []
        return
    [instance] = instances
    assert instance.pending is None and instance.version == ("1.0.0" if doing == "install" else "2.0.0")
    assert place.items() == ["Shop - Overview" if doing == "install" else "Shop - Baskets"]
    [monitor] = [m for m in place.monitors.listed() if m.kind == "monitor"]
    assert monitor.body["triggers"][0]["threshold"] == (5 if doing == "install" else 25)
    # Once more there is nothing to do: it is as if it had not died.
    assert not any(a.changes for a in again.plan_change("shop", instance.version).actions)


def test_of_two_changes_at_once_the_second_is_refused(
    place: Place, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else upgrades, goes back and uninstalls while an upgrade is under way, from another process."""
    place.apps.install("shop", "1.0.0", Choices(), by=ANA)
    other = place.again()
    refused: list[tuple[str, Cause]] = []
    attempts: tuple[Callable[[], object], ...] = (
        lambda: other.change("shop", "2.0.0", by=ANA),
        lambda: other.change("shop", "1.0.0", by=ANA),
        lambda: other.uninstall("shop", by=ANA),
    )
    change = place.monitors.change

    def meanwhile(*given: Any, **named: Any) -> Any:
        for attempt in attempts:
            with pytest.raises(Refusal) as found:
                attempt()
            refused.append((found.value.faults[0].code, found.value.cause))
        return change(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(place.monitors, "change", meanwhile)
        place.apps.change("shop", "2.0.0", by=ANA)
    assert set(refused) == {("app.busy", Cause.CONFLICT)} and len(refused) >= 3
    instance = place.apps.instance("shop")
    assert (instance.version, instance.pending) == ("2.0.0", None)
    other.uninstall("shop", by=ANA)


def test_what_is_not_taken_is_taken_back(place: Place, shop: Path) -> None:
    place.apps.install("shop", "1.0.0", Choices(), by=ANA)
    before = place.all_there()
    rules = shop / "extraction-rules.yaml"
    manifest = shop / "manifest.yaml"
    manifest.write_text(manifest.read_text().replace("version: 2.0.0", "version: 3.0.0", 1))
    rules.write_text(
        rules.read_text().replace("Shop service", "Another")
        + '  - name: Broken\n    scope: ""\n    expression: "count by x"\n'
    )
    place.catalog.add(packed(shop))
    with pytest.raises(Refusal, match="The extraction rule 'Broken'"):
        place.apps.change("shop", "3.0.0", by=ANA)
    assert place.all_there() == before
    instance = place.apps.instance("shop")
    assert (instance.version, instance.pending) == ("1.0.0", None)
    with pytest.raises(Refusal, match="'Broken'"):
        place.apps.install("shop", "3.0.0", Choices(), by=ANA, folder="Other")
    assert place.all_there() == before and len(place.apps.instances()) == 1


def test_a_classic_package_is_installed_with_its_folders(place: Place, tmp_path: Path) -> None:
    inner = {"type": "FolderSyncDefinition", "name": "a/b", "description": "", "children": [
        {"type": "DashboardV2SyncDefinition", "name": "D", "title": "D", "panels": [],
         "layout": {"layoutType": "Grid", "layoutStructures": []}}]}  # fmt: skip
    (tmp_path / "App.json").write_text(
        json.dumps({"type": "FolderSyncDefinition", "name": "Old", "description": "x", "children": [inner]})
    )
    convert(tmp_path / "App.json", None, tmp_path / "old")
    place.catalog.add(packed(tmp_path / "old"))
    place.apps.install("old", "", Choices(), by=ANA)
    assert place.library.at(["Installed Apps", "Old", "a/b", "D"]).kind is ItemKind.DASHBOARD
    place.apps.uninstall("old", by=ANA)
    assert place.library.children(root_id("Installed Apps")) == []
