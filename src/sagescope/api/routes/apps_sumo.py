"""The catalog of apps in Sumo Logic's shapes, the older and the newer (reference apps.md, 3.3).

Their installs are jobs to be polled. Ours are done when the job's id is given.
"""

import base64
import json
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter

from sagescope.api.routes.apps import includes
from sagescope.api.security import AppManager, LibraryViewer, UseCases
from sagescope.api.services import Services
from sagescope.apps.catalog import Listed
from sagescope.apps.choices import Choices
from sagescope.apps.format import Manifest
from sagescope.apps.service import Change
from sagescope.errors import Cause, Fault, Refusal
from sagescope.model.app import AppInstance

router = APIRouter(prefix="/api", tags=["apps"])

_ANSWERS = ("account", "region")


@router.get("/v1/apps")
def list_apps(services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """All apps, in the older shape."""
    return {"apps": [_old_json(services, one) for one in services.apps.catalog.listed()]}


@router.get("/v1/apps/install/{job_id}/status")
def old_status(job_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """How an install is doing, in the older shape."""
    message = services.library_jobs.message(job_id)
    return {"status": "Success", "statusMessage": message, "error": None}


@router.get("/v1/apps/{uuid}")
def get_app(uuid: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """One app, in the older shape."""
    return _old_json(services, services.apps.catalog.app(uuid))


@router.post("/v1/apps/{uuid}/install")
def old_install(uuid: str, body: dict[str, Any], services: UseCases, principal: AppManager) -> dict[str, Any]:
    """Install the newest version into a folder: `name`, `destinationFolderId`, `dataSourceValues`."""
    scopes = body.get("dataSourceValues") or {}
    done = services.apps.install(
        services.apps.catalog.app(uuid).name,
        "",
        Choices(scopes={str(k): str(v) for k, v in scopes.items()}),
        by=principal.user.id,
        folder=str(body.get("name") or ""),
        parent=str(body.get("destinationFolderId") or ""),
    )
    return {"id": _job(services, done)}


@router.get("/v2/apps")
def list_apps_v2(
    services: UseCases, principal: LibraryViewer, name: str = "", author: str = ""
) -> dict[str, Any]:
    """All apps, or those of a name or an author, in the newer shape."""
    instances = services.apps.instances()
    found = [_new_json(services, one, instances) for one in services.apps.catalog.listed()]
    return {
        "apps": [
            one
            for one in found
            if name.lower() in one["name"].lower() and author.lower() in one["author"].lower()
        ]
    }


@router.get("/v2/apps/instances/{instance_id}")
def get_instance(instance_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """An installed app with its answers, as Terraform's provider reads them."""
    instance = services.apps.instance(instance_id)
    return {
        "id": instance.id,
        "uuid": instance.app,
        "version": instance.version,
        "configurationBlob": json.dumps({"parameters": _parameters(instance)}),
    }


@router.get("/v2/apps/{uuid}/details")
def details(uuid: str, services: UseCases, principal: LibraryViewer, version: str = "") -> dict[str, Any]:
    """The parts of a package, Base64."""
    listed = services.apps.catalog.app(uuid)
    package = services.apps.catalog.package(listed.name, version)
    files = {
        path.relative_to(package.folder).as_posix(): path.read_bytes()
        for path in sorted(package.folder.rglob("*"))
        if path.suffix in (".yaml", ".md", ".json")
    }
    return {
        "uuid": package.manifest.uuid,
        "version": package.manifest.version,
        "baseUrl": "",
        "manifest": _encoded(files.pop("manifest.yaml")),
        "config": _encoded(json.dumps([p.model_dump() for p in package.manifest.parameters]).encode()),
        "readme": _encoded(package.readme.encode()),
        "files": {name: _encoded(content) for name, content in files.items()},
    }


@router.post("/v2/apps/{uuid}/install")
def install(uuid: str, body: dict[str, Any], services: UseCases, principal: AppManager) -> dict[str, Any]:
    """Install a version, or `latest`, with `parameters`."""
    listed = services.apps.catalog.app(uuid)
    version = str(body.get("version") or "")
    manifest = services.apps.catalog.package(listed.name, version).manifest
    done = services.apps.install(
        listed.name, version, _choices(manifest, body.get("parameters")), by=principal.user.id
    )
    return {"jobId": _job(services, done)}


@router.post("/v2/apps/{uuid}/upgrade")
def upgrade(uuid: str, body: dict[str, Any], services: UseCases, principal: AppManager) -> dict[str, Any]:
    """Bring an installed app to a version, or to the latest."""
    version = str(body.get("version") or "")
    instance = services.apps.instance(uuid)
    manifest = services.apps.catalog.package(instance.package, version).manifest
    given = body.get("parameters")
    done = services.apps.change(
        instance.id, version, _choices(manifest, given) if given else None, by=principal.user.id
    )
    return {"jobId": _job(services, done)}


@router.post("/v2/apps/{uuid}/uninstall")
def uninstall(uuid: str, services: UseCases, principal: AppManager) -> dict[str, Any]:
    """Take an installed app away."""
    done = services.apps.uninstall(services.apps.instance(uuid).id, by=principal.user.id)
    return {"jobId": _job(services, done)}


@router.get("/v2/apps/install/{job_id}/status")
@router.get("/v2/apps/upgrade/{job_id}/status")
@router.get("/v2/apps/uninstall/{job_id}/status")
def status(job_id: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """How a job is doing, in the newer shape."""
    return {"status": "Success", **services.library_jobs.result(job_id), "error": None}


def _job(services: Services, done: Change) -> str:
    instance = done.instance
    folder = services.apps.folder(instance) if instance and done.doing != "uninstall" else None
    result = {
        "instanceId": instance.id if instance else None,
        "path": f"/Library/Installed Apps/{folder.name}" if folder else None,
        "folderId": folder.id if folder else None,
    }
    return services.library_jobs.done(f"{done.doing}: {instance.id if instance else done.package}", result)


def _choices(manifest: Manifest, given: object) -> Choices:
    """Parameters of Sumo Logic's kind, key and value, as choices."""
    if given is None:
        return Choices()
    if not isinstance(given, dict):
        raise Refusal(
            Fault("app.parameter", "The parameters are no object.", "Send names and values."), Cause.INVALID
        )
    known = {p.id for p in manifest.data_sources}
    answers = {name: str(given[name]) for name in _ANSWERS if name in given and name not in known}
    scopes = {str(k): str(v) for k, v in given.items() if k not in answers}
    return Choices(scopes=scopes, account=answers.get("account", ""), region=answers.get("region", ""))


def _parameters(instance: AppInstance) -> dict[str, str]:
    choices = Choices.of(instance.choices)
    answers = {"account": choices.account, "region": choices.region}
    return {**choices.scopes, **{name: value for name, value in answers.items() if value}}


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _old_json(services: Services, listed: Listed) -> dict[str, Any]:
    package = services.apps.catalog.package(listed.name, listed.newest)
    manifest = package.manifest
    return {
        "appDefinition": {
            "contentId": manifest.uuid,
            "uuid": manifest.uuid,
            "name": manifest.title,
            "appVersion": manifest.version,
            "preview": False,
            "manifestVersion": "0.1",
        },
        "appManifest": {
            "family": None,
            "description": manifest.summary,
            "categories": list(manifest.categories),
            "hoverText": manifest.summary,
            "iconURL": "",
            "screenshotURLs": [],
            "helpURL": manifest.website,
            "author": manifest.author,
            "requirements": list(manifest.requirements),
            "requiresInstallationInstructions": False,
            "installationInstructions": "",
            "parameters": [
                {
                    "parameterType": "DATA_SOURCE",
                    "parameterId": p.id,
                    "dataSourceType": "LOG" if p.kind == "logs" else "METRICS",
                    "label": p.label,
                    "description": p.description,
                    "example": p.example,
                    "hidden": False,
                }
                for p in manifest.data_sources
            ],
            "contents": includes(package),
        },
    }


def _new_json(services: Services, listed: Listed, instances: Sequence[AppInstance]) -> dict[str, Any]:
    manifest = services.apps.catalog.package(listed.name, listed.newest).manifest
    return {
        "uuid": manifest.uuid,
        "name": manifest.title,
        "description": manifest.summary,
        "latestVersion": listed.newest,
        "icon": "",
        "author": manifest.author,
        "accountTypes": [],
        "beta": False,
        "installs": sum(i.package == listed.name for i in instances),
        "attributes": {"category": list(manifest.categories), "useCase": [], "collection": []},
        "family": None,
        "installable": True,
        "showOnMarketplace": False,
        "appType": "Own" if listed.own else "BuiltIn",
        "log_analytics_filter": "",
    }
