"""Apps over HTTP and on the command line, on running servers."""

import base64
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from running_server import RunningServer
from sagescope.apps.catalog import packed
from sagescope.apps.skeleton import write_skeleton

APPS = "/api/v1/apps"
SAGEMAKER = "amazon-sagemaker"


def told(server: RunningServer, *arguments: str) -> tuple[int, str, str]:
    """Exit code and outputs of `sagescope apps …`."""
    done = server.command("apps", *arguments)
    return done.returncode, done.stdout, done.stderr


def test_a_package_is_written_checked_tried_and_installed(server: RunningServer, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    code, out, _ = told(server, "new", str(folder), "--title", "Shop")
    assert code == 0 and "manifest.yaml" in out
    assert told(server, "validate", str(folder))[0] == 0
    code, out, err = told(server, "test", str(folder))
    assert (code, "4" in out, "1 of 1 monitors work" in err) == (0, True, True), (out, err)
    code, out, err = told(server, "install", str(folder), "--scope", "logs=_sourceCategory=a", "--dry-run")
    assert code == 0 and "would install, nothing → 1.0.0" in err
    code, out, err = told(server, "install", str(folder), "--scope", "logs=_sourceCategory=a")
    assert code == 0 and "Shop - Overview" in out and "Shop - Server Errors" in out
    code, out, _ = told(server, "list", "--format", "json")
    [shop] = [one for one in json.loads(out) if one["name"] == "shop"]
    assert shop["installed"] == "1.0.0 as 'Shop'"
    code, _, err = told(server, "install", str(folder))
    assert code == 2 and "something named 'Shop'" in err
    code, out, err = told(server, "uninstall", "shop")
    assert code == 0 and "stored messages carry it" in out and "removed" in err
    assert told(server, "uninstall", "shop")[0] == 2


def test_mistakes_fail_with_file_and_line(server: RunningServer, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    write_skeleton(folder, "shop", "Shop")
    text = (folder / "monitors.yaml").read_text()
    (folder / "monitors.yaml").write_text(text.replace("critical:", "critcal:"))
    code, _, err = told(server, "validate", str(folder))
    assert code == 2 and "monitors.yaml, line" in err and "Did it mean 'critical'?" in err
    (folder / "monitors.yaml").write_text(text.replace("status >= 500", "status = 123"))
    code, _, err = told(server, "test", str(folder))
    assert code == 1 and "Shop - Server Errors: finds nothing" in err


def test_a_package_is_rendered_in_sumo_logics_shapes(server: RunningServer, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    write_skeleton(folder, "shop", "Shop")
    assert told(server, "render", str(folder), "--output", str(tmp_path / "out"))[0] == 0
    app = json.loads((tmp_path / "out" / "app.json").read_text())
    assert app["type"] == "FolderSyncDefinition"
    assert app["children"][0]["type"] == "DashboardV2SyncDefinition"
    # What is rendered is a classic package again.
    (tmp_path / "App.json").write_text(json.dumps(app))
    assert told(server, "convert", str(tmp_path / "App.json"), str(tmp_path / "again"))[0] == 0
    assert told(server, "validate", str(tmp_path / "again"))[0] == 0


def test_sumo_logics_calls_install_upgrade_and_uninstall(server: RunningServer, tmp_path: Path) -> None:
    folder = tmp_path / "stall"
    write_skeleton(folder, "stall", "Stall")
    manifest = folder / "manifest.yaml"
    with server.client() as http:

        def call(method: str, path: str, body: Any = None) -> Any:
            answer = http.request(method, f"/api{path}", json=body)
            assert answer.status_code == 200, answer.text
            return answer.json()

        for version in ("1.0.0", "2.0.0"):
            manifest.write_text(manifest.read_text().replace("version: 1.0.0", f"version: {version}", 1))
            files = {name: base64.b64encode(content).decode() for name, content in packed(folder).items()}
            uuid = call("POST", "/v1/apps/packages", {"files": files})["uuid"]
        [new] = call("GET", "/v2/apps?name=stall")["apps"]
        assert (new["uuid"], new["latestVersion"]) == (uuid, "2.0.0")
        details = call("GET", f"/v2/apps/{uuid}/details?version=1.0.0")
        assert b"name: stall" in base64.b64decode(details["manifest"])
        job = call("POST", f"/v2/apps/{uuid}/install", {"version": "1.0.0", "parameters": {"logs": "a=b"}})
        status = call("GET", f"/v2/apps/install/{job['jobId']}/status")
        assert status["status"] == "Success" and status["path"] == "/Library/Installed Apps/Stall"
        instance = call("GET", f"/v2/apps/instances/{status['instanceId']}")
        assert json.loads(instance["configurationBlob"]) == {"parameters": {"logs": "a=b"}}
        job = call("POST", f"/v2/apps/{uuid}/upgrade", {"version": "latest"})
        assert call("GET", f"/v2/apps/upgrade/{job['jobId']}/status")["instanceId"] == instance["id"]
        assert call("GET", f"/v2/apps/instances/{instance['id']}")["version"] == "2.0.0"
        job = call("POST", f"/v2/apps/{uuid}/uninstall")
        assert call("GET", f"/v2/apps/uninstall/{job['jobId']}/status")["status"] == "Success"
        [old] = [a for a in call("GET", "/v1/apps")["apps"] if a["appDefinition"]["uuid"] == uuid]
        assert old["appManifest"]["parameters"][0]["dataSourceType"] == "LOG"
        assert call("GET", f"/v1/apps/{uuid}") == old
        personal = call("GET", "/v2/content/folders/personal")["id"]
        body = {"name": "Mine", "destinationFolderId": personal, "dataSourceValues": {"logs": "a=b"}}
        job = call("POST", f"/v1/apps/{uuid}/install", body)
        assert call("GET", f"/v1/apps/install/{job['id']}/status")["status"] == "Success"
        names = [c["name"] for c in call("GET", f"/v2/content/folders/{personal}")["children"]]
        assert "Mine" in names
        call("DELETE", "/v1/apps/instances/Mine")


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"package/manifest.yaml": "!"}, "package.encoding"),
        ({"manifest.yaml": "eA=="}, "package.manifest"),
        ({"package/manifest.yaml": "eA==", "../x": "eA=="}, "package.path"),
        ({"package/manifest.yaml": "eA=="}, "package.invalid"),
    ],
)
def test_what_is_no_package_is_refused(server: RunningServer, files: dict[str, str], code: str) -> None:
    with server.client() as http:
        answer = http.post(f"{APPS}/packages", json={"files": files})
        assert answer.status_code == 400 and answer.json()["faults"][0]["code"] == code


def test_who_may_not_manage_apps_may_look_only(server: RunningServer) -> None:
    with server.client() as http:
        assert http.get(f"{APPS}/catalog/{SAGEMAKER}?version=1.0.0").json()["version"] == "1.0.0"
        assert http.get(f"{APPS}/catalog/nothing").status_code == 404
    body = {"app": SAGEMAKER, "dryRun": True}
    unsigned = httpx2.post(f"{server.url}{APPS}/instances", json=body, timeout=60, trust_env=False)
    assert unsigned.status_code == 401


def test_every_panel_of_the_sagemaker_app_shows_the_demo_and_it_changes_on_the_live_account(
    demo_server: RunningServer,
) -> None:
    """2.0.0 as the demo installs it, then 1.0.0, then 2.0.0 again, each with every panel asked."""
    for version, change in (("2.0.0", ()), ("1.0.0", ("downgrade",)), ("2.0.0", ("upgrade",))):
        if change:
            code, out, err = told(demo_server, *change, SAGEMAKER, "--version", version)
            assert code == 0 and "removed" in err and "made" in err, (out, err)
        if change == ("upgrade",):
            break
        path = f"{APPS}/instances/{SAGEMAKER}"
        with demo_server.client() as http:
            instance = http.get(path).json()
            checks = [
                http.get(f"{path}/check", params={"dashboard": held["name"]}, timeout=600).json()[
                    "dashboards"
                ][0]
                for held in instance["dashboards"]
            ]
        assert instance["version"] == version
        assert sum(one["panels"] for one in checks) == (159 if version == "2.0.0" else 54)
        empty = [
            f"{one['dashboard']} / {panel['panel']}: {panel['reason']}"
            for one in checks
            for panel in one["empty"]
            if not panel["optional"]
        ]
        assert empty == []
        assert not any(one["variables"] for one in checks)
    with demo_server.client() as http:
        instance = http.get(f"{APPS}/instances/{SAGEMAKER}").json()
    assert (instance["version"], instance["previousVersion"]) == ("2.0.0", "1.0.0")
