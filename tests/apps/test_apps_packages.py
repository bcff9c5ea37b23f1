"""Packages: what is read of a folder, what is said of mistakes, and what becomes of it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beside import CORPUS, needs
from sagescope.apps.catalog import BUILT_IN, Catalog, packed
from sagescope.apps.choices import Choices, checked
from sagescope.apps.convert import convert
from sagescope.apps.format import FILES, json_schema
from sagescope.apps.objects import branch_of, monitors_of, objects_of, wiring_of
from sagescope.apps.planning import Kind
from sagescope.apps.reading import read_package
from sagescope.apps.skeleton import write_skeleton
from sagescope.apps.validating import faults_of
from sagescope.errors import Refusal
from sagescope.ingest.sagemaker_rules import RULES
from sagescope.library.exchange import dashboard_of, read_export, written
from sagescope.model.dashboard import COLUMNS
from sagescope.model.monitor import Monitor
from sagescope.search.document_queries import LOG_QUERIES, METRIC_QUERIES

SAGEMAKER = BUILT_IN / "amazon-sagemaker"
VERSIONS = ("1.0.0", "2.0.0")
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "app-package.schema.json"


def said(folder: Path) -> list[str]:
    """The sentences of what is wrong with a package."""
    try:
        return [f.sentence for f in faults_of(read_package(folder))]
    except Refusal as refused:
        return [f.sentence for f in refused.faults]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A new package."""
    folder = tmp_path / "shop"
    write_skeleton(folder, "shop", "Shop")
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_new_package_has_no_faults(package: Path) -> None:
    assert said(package) == []
    with pytest.raises(Refusal, match="not empty"):
        write_skeleton(package, "shop", "Shop")
    with pytest.raises(Refusal, match="no name of an app"):
        write_skeleton(package.parent / "other", "My Shop", "Shop")


def test_mistakes_are_told_by_file_line_and_key(package: Path) -> None:
    dashboard = package / "dashboards" / "overview.yaml"
    line = dashboard.read_text().split("\n").index("      - title: Requests") + 1
    edit(dashboard, "      - title: Requests\n", "      - titel: Requests\n")
    found = said(package)
    assert (
        f"dashboards/overview.yaml, line {line}: it has an unknown key 'rows.0.panels.0.titel'" in found[-1]
    )
    assert "Did it mean 'title'?" in found[-1]
    assert any("lacks the key 'rows.0.panels.0.title'" in one for one in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "said_of_it"),
    [
        ("manifest.yaml", "version: 1.0.0", "version: one", "manifest.yaml, line 3: it has at 'version'"),
        ("manifest.yaml", "name: shop", "name: Shop!", "manifest.yaml, line 2: it has at 'name'"),
        ("dashboards/overview.yaml", "bands: green 1", "bands: pink 1", "write colours"),
        ("dashboards/overview.yaml", "range: -24h", "range: soon", "dashboards/overview.yaml, line 3"),
        (
            "dashboards/overview.yaml",
            "title: Latency\n",
            "title: Latency\n        width: 30\n",
            "at 'rows.1.panels.1.width'",
        ),
        ("dashboards/overview.yaml", "| count\n", "| cuont\n", "Did you mean"),
        (
            "dashboards/overview.yaml",
            "$$logs service={{service}} | count",
            "x @{nothing} | count",
            "no snippet 'nothing'",
        ),
        ("monitors.yaml", "above: 5", "above: 5, below: 1", "one of above, at_least, below and at_most"),
        ("monitors.yaml", "name:", "name: Twice\n    name:", "stands twice"),
        ("extraction-rules.yaml", 'json "service"', 'jsn "service"', "Shop service"),
        ("fields.yaml", "name: service,", "name: _raw,", "leading underscore"),
    ],
)
def test_every_kind_of_mistake_is_told(package: Path, file: str, old: str, new: str, said_of_it: str) -> None:
    edit(package / file, old, new)
    found = said(package)
    assert any(said_of_it in one for one in found), found


def test_broken_yaml_names_its_line(package: Path) -> None:
    (package / "fields.yaml").write_text("fields:\n  - {name: a\n  - name: b\n")
    [found] = said(package)
    assert re.match(r"fields.yaml, line \d: it is no YAML: ", found)
    (package / "fields.yaml").write_bytes(b"fields: \xff\xfe")
    assert "cannot be read as text" in said(package)[0]


def test_a_misspelt_file_is_told(package: Path) -> None:
    (package / "feilds.yaml").write_text("fields: []\n")
    [found] = said(package)
    assert found == "feilds.yaml is no file of a package. Is it fields.yaml?"


def test_aliases_that_grow_without_an_end_are_refused(package: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (package / "snippets.yaml").write_text("\n".join(lines))
    assert "more than 200,000 parts" in said(package)[0]


def test_a_folder_outside_is_no_part(package: Path) -> None:
    edit(package / "manifest.yaml", "categories: []", "categories: []\nparts: [../../..]")
    assert "no folder beside or in the package" in said(package)[0]
    with pytest.raises(Refusal, match=r"has no manifest\.yaml"):
        read_package(package / "dashboards")


@given(
    st.sampled_from(sorted(f for f in FILES if f.endswith(".yaml") and "*" not in f)), st.binary(max_size=300)
)
def test_bytes_from_outside_are_refused_and_do_no_harm(
    tmp_path_factory: pytest.TempPathFactory, file: str, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("fuzz") / "shop"
    write_skeleton(folder, "shop", "Shop")
    (folder / file).write_bytes(content)
    said(folder)


def test_the_published_schema_is_that_of_the_models() -> None:
    assert json.loads(SCHEMA.read_text()) == json_schema(), "run docs/generate.py"


# --- the SageMaker app


@pytest.mark.parametrize("version", VERSIONS)
def test_the_sagemaker_app_has_no_faults(version: str) -> None:
    assert said(SAGEMAKER / version) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_rendered_documents_are_read_placed_and_exported_again(version: str) -> None:
    package = Catalog().package("amazon-sagemaker", version)
    export = written(branch_of(package, Choices(), "app"))
    branch, report = read_export(json.loads(json.dumps(export)))
    assert report.notes == [] and written(branch) == export
    for child in branch.children:
        if child.kind.value != "dashboard":
            continue
        dashboard = dashboard_of(child.body)
        taken: set[tuple[int, int]] = set()
        for place in dashboard.layout.layout_structures:
            left, top, width, height = place.box
            cells = {(x, y) for x in range(left, left + width) for y in range(top, top + height)}
            assert left + width <= COLUMNS and not cells & taken
            taken |= cells
        assert all(panel.description for panel in dashboard.panels), child.name
        names = [panel.title for panel in dashboard.panels]
        assert len(set(names)) == len(names)
    wiring = wiring_of(package, Choices())
    for document in monitors_of(package, wiring):
        monitor = Monitor.model_validate({k: v for k, v in document.items() if k != "type"})
        kinds = {t.trigger_type for t in monitor.triggers}
        assert all(f"Resolved{k}" in kinds for k in kinds if not k.startswith("Resolved"))


def _queries(version: str, choices: Choices) -> list[str]:
    package = Catalog().package("amazon-sagemaker", version)
    items = [o for o in objects_of(package, choices) if o.kind is Kind.ITEM]
    return [
        query["queryString"]
        for item in items
        for panel in item.document["body"].get("panels") or ()
        for query in panel.get("queries") or ()
    ]


def _plain(query: str) -> str:
    return re.sub(r"\s+", " ", query).strip()


def test_the_eight_queries_of_the_document_stand_in_their_panels_unchanged() -> None:
    held = _queries("1.0.0", Choices())
    spaced = [_plain(query) for query in held]
    for query in [*LOG_QUERIES.values(), *METRIC_QUERIES.values()]:
        assert spaced.count(_plain(query)) == 1
    # Blanks at the end of lines are part of it.
    assert any("by eventName \n" in query for query in held)
    assert any(query.endswith("| avg by modelid ") for query in held)


def test_the_document_has_its_dashboards_rules_monitors_and_fields() -> None:
    package = Catalog().package("amazon-sagemaker", "1.0.0")
    assert [d.name.partition(" - ")[2] for d in package.dashboards] == [
        "Overview",
        "CloudTrail Audit Overview",
        "Model Invocation Log Analysis",
        "Runtime Performance Monitoring",
    ]
    assert {m.name for m in package.monitors} == {
        "Amazon Sagemaker - Delete Action Detected",
        "Amazon Sagemaker - High Model Invocation Latency",
        "Amazon Sagemaker - High Number of Access Denied Errors",
        "Amazon Sagemaker - Model Invocation Server Error Detection",
    }
    assert {r.name for r in package.extraction_rules} == {
        "AwsObservabilitySagemakerCloudTrailLogsFER",
        "AwsObservabilitySagemakerCloudWatchLogsFER",
        "AWS Accounts",
    }
    assert {
        "account", "region", "accountid", "namespace", "endpointname", "transform_job", "instance_id",
        "training_job", "algo_name", "Processing_job", "pipelinename", "stepname", "OperationName",
        "featuregroupname",
    } <= {f.name for f in package.fields}  # fmt: skip


def test_the_metric_rules_are_those_of_the_server() -> None:
    package = Catalog().package("amazon-sagemaker", "2.0.0")
    assert {r.name: (r.match, dict(r.set)) for r in package.metric_rules} == {
        name: (match, dict(dimensions)) for name, (match, dimensions) in RULES.items()
    }


def test_utilisation_is_of_the_instance_and_latency_in_milliseconds() -> None:
    for query in _queries("2.0.0", Choices()):
        if re.search(r"metric=(CPU|GPU|GPUMemory)Utilization\b", query):
            raise AssertionError(f"100 for each core: {query}")
        if re.search(r"metric=\w*(Latency|ModelSetupTime|ModelLoading\w+|ModelDownloadingTime)\b", query):
            assert "_value / 1000" in query, query
        if "metric=ExecutionDuration" in query or "metric=StepDuration" in query:
            assert "_value / 60000" in query, query
        if re.search(r"metric=(Invocation|Operation)\w*Errors|metric=Invocations\b", query):
            assert "quantize" in query and "using sum" in query, query


# --- what is chosen at install


def test_a_scope_is_put_in_front_of_queries_that_name_none() -> None:
    choices = Choices(
        scopes={"logs": "_sourceCategory=a or _sourceCategory=b", "metrics": "_sourceCategory=m"}
    )
    for query in _queries("1.0.0", choices):
        if query.lstrip().startswith("#"):
            continue
        assert query.startswith(("(_sourceCategory=a or _sourceCategory=b) ", "_sourceCategory=m "))
    alternatives = [q for q in _queries("1.0.0", choices) if "Traceback" in q]
    assert alternatives and all("(account={{account}}" in q for q in alternatives)


def test_a_scope_of_one_pair_is_a_variable_of_dashboards_and_text_in_monitors() -> None:
    package = Catalog().package("amazon-sagemaker", "2.0.0")
    choices = Choices(
        scopes={"logs": "_sourceCategory=prod/sagemaker", "metrics": "a=1 or b=2"}, region="eu-west-1"
    )
    objects = objects_of(package, choices)
    audit = next(o for o in objects if o.key.endswith("CloudTrail Audit")).document["body"]
    queries = [q["queryString"] for p in audit["panels"] for q in p["queries"]]
    assert all(q.startswith("_sourceCategory={{logs}} ") for q in queries)
    variables = {v["name"]: v for v in audit["variables"]}
    assert variables["logs"]["defaultValue"] == "prod/sagemaker"
    assert variables["region"]["defaultValue"] == "eu-west-1"
    monitors = [o.document for o in objects if o.kind is Kind.MONITOR]
    for document in monitors:
        text = document["queries"][0]["query"]
        logs = document["monitorType"] == "Logs"
        assert text.startswith("_sourceCategory=prod/sagemaker " if logs else "a=1 or b=2 ")
        assert document["isDisabled"]


def test_accounts_and_region_are_mapped() -> None:
    package = Catalog().package("amazon-sagemaker", "1.0.0")

    def rule(choices: Choices) -> str:
        [found] = [o for o in objects_of(package, choices) if o.key == "AWS Accounts"]
        return str(found.document["expression"])

    assert '| if (recipientAccountId = "956882123456",  "dev", account) as account' in rule(Choices())
    mapped = rule(Choices(accounts={"123456789012": "shop"}))
    assert '| if (recipientAccountId = "123456789012",  "shop", account) as account' in mapped
    assert "956882123456" not in mapped
    pinned = [q for q in _queries("1.0.0", Choices(region="ap-south-1")) if "region=ap-south-1" in q]
    assert len(pinned) == 3


@pytest.mark.parametrize(
    "choices",
    [
        Choices(scopes={"lgs": "a=b"}),
        Choices(scopes={"logs": "a=b | count"}),
        Choices(accounts={"12": "x"}),
        Choices(accounts={"123456789012": 'x"'}),
        Choices(region="{{x}}"),
    ],
)
def test_answers_that_cannot_be_are_refused(choices: Choices) -> None:
    with pytest.raises(Refusal):
        checked(Catalog().package("amazon-sagemaker", "1.0.0").manifest, choices)


def test_choices_are_read_as_they_were_written() -> None:
    choices = Choices({"logs": "a=b"}, {"123456789012": "x"}, "x", "eu-west-1", True)
    assert Choices.of(json.loads(json.dumps(choices.document()))) == choices


# --- the catalog


def test_the_catalog_names_versions_and_what_was_meant(tmp_path: Path, package: Path) -> None:
    catalog = Catalog(tmp_path / "own")
    [listed] = catalog.listed()
    assert (listed.name, listed.versions, listed.newest) == ("amazon-sagemaker", VERSIONS, "2.0.0")
    assert catalog.app(catalog.package("amazon-sagemaker").manifest.uuid) == listed
    with pytest.raises(Refusal, match="no app 'amazon-sagemakr'"):
        catalog.app("amazon-sagemakr")
    with pytest.raises(Refusal, match=r"no version '3\.0\.0'"):
        catalog.package("amazon-sagemaker", "3.0.0")
    catalog.add(packed(package))
    edit(package / "manifest.yaml", "version: 1.0.0", "version: 1.10.0")
    catalog.add(packed(package))
    edit(package / "manifest.yaml", "version: 1.10.0", "version: 1.9.0")
    catalog.add(packed(package))
    assert catalog.app("shop").versions == ("1.0.0", "1.9.0", "1.10.0")
    assert catalog.package("shop").manifest.version == "1.10.0"


@pytest.mark.parametrize("name", ["../x", "/etc/x", "package/../../x", "package\\..\\x"])
def test_paths_out_of_a_package_are_refused(tmp_path: Path, package: Path, name: str) -> None:
    files = packed(package) | {name: b"x"}
    with pytest.raises(Refusal, match="no path in a package"):
        Catalog(tmp_path / "own").add(files)
    assert not list((tmp_path / "own").rglob("*")) if (tmp_path / "own").exists() else True


def test_shared_folders_come_along(tmp_path: Path) -> None:
    files = packed(SAGEMAKER / "1.0.0")
    assert "package/manifest.yaml" in files and "shared/fields.yaml" in files
    with pytest.raises(Refusal, match="comes with the program"):
        Catalog(tmp_path / "own").add(files)


# --- classic packages


CLASSIC: dict[str, Any] = {
    "type": "FolderSyncDefinition",
    "name": "Shop",
    "description": "A shop.",
    "children": [
        {
            "type": "FolderSyncDefinition",
            "name": "Inner/most",
            "description": "",
            "children": [
                {
                    "type": "SavedSearchWithScheduleSyncDefinition",
                    "name": "Errors",
                    "search": {"queryText": "$$logsrc error | count"},
                }
            ],
        },
        {
            "type": "DashboardV2SyncDefinition",
            "name": "Shop - Overview",
            "title": "Shop - Overview",
            "theirs": {"kept": True},
            "panels": [
                {
                    "key": "p1",
                    "title": "Requests",
                    "panelType": "SumoSearchPanel",
                    "queries": [{"queryString": "$$logsrc | count", "queryType": "Logs", "queryKey": "A"}],
                }
            ],
            "layout": {"layoutType": "Grid", "layoutStructures": []},
        },
    ],
}


def test_a_classic_package_keeps_its_documents_and_parameters(tmp_path: Path) -> None:
    (tmp_path / "App.json").write_text(json.dumps(CLASSIC))
    manifest = {
        "name": "Shop",
        "uuid": "11111111-2222-3333-4444-555555555555",
        "version": "1.0",
        "parameters": [{"parameterType": "DATA_SOURCE", "parameterId": "logsrc", "dataSourceType": "LOG"}],
    }
    (tmp_path / "App.manifest.json").write_text(json.dumps(manifest))
    assert convert(tmp_path / "App.json", None, tmp_path / "shop") == []
    package = read_package(tmp_path / "shop")
    assert (package.manifest.version, package.manifest.uuid) == ("1.0.0", manifest["uuid"])
    objects = {
        o.key: o.document for o in objects_of(package, Choices(scopes={"logsrc": "_sourceCategory=x y"}))
    }
    assert list(objects) == ["Inner%2Fmost", "Inner%2Fmost/Errors", "Shop - Overview"]
    assert (
        objects["Inner%2Fmost/Errors"]["body"]["search"]["queryText"] == "_sourceCategory=x y error | count"
    )
    overview = objects["Shop - Overview"]["body"]
    assert overview["panels"][0]["queries"][0]["queryString"] == "_sourceCategory=x y | count"
    assert overview["theirs"] == {"kept": True}


def test_what_is_no_classic_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[]")
    (tmp_path / "b.json").write_text('{"type": "DashboardV2SyncDefinition", "name": "x"}')
    (tmp_path / "c.json").write_text("{")
    for name in "abc":
        with pytest.raises(Refusal):
            convert(tmp_path / f"{name}.json", None, tmp_path / "out")


@needs(CORPUS / "exports")
def test_published_exports_become_packages(tmp_path: Path) -> None:
    count = 0
    for path in sorted((CORPUS / "exports").glob("*.json")):
        if json.loads(path.read_text(encoding="utf-8-sig")).get("type") != "FolderSyncDefinition":
            continue
        convert(path, None, tmp_path / path.stem)
        package = read_package(tmp_path / path.stem)
        assert objects_of(package, Choices())
        count += 1
    assert count > 5
