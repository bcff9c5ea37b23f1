"""Apps: the catalog, what is installed, and what an install, upgrade, downgrade or uninstall does."""

import base64
import binascii
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from sagescope.api.security import AppManager, LibraryViewer, UseCases
from sagescope.api.services import Services
from sagescope.api.times import iso_millis
from sagescope.apps.catalog import Listed
from sagescope.apps.choices import Choices
from sagescope.apps.objects import objects_of
from sagescope.apps.planning import Kind
from sagescope.apps.reading import Package
from sagescope.apps.running import check_app, dashboards_of
from sagescope.apps.service import Change
from sagescope.errors import Fault, Refusal
from sagescope.model.app import AppInstance

router = APIRouter(prefix="/api/v1/apps", tags=["apps"])


class ChoicesBody(BaseModel):
    """The answers to what a package asks; what is left out stays as it is, or is the package's default."""

    scopes: dict[str, str] | None = None
    accounts: dict[str, str] | None = None
    account: str | None = None
    region: str | None = None
    monitors: bool | None = None

    def over(self, held: Choices) -> Choices:
        """These answers over those that there are."""
        return Choices(
            held.scopes if self.scopes is None else self.scopes,
            held.accounts if self.accounts is None else self.accounts,
            held.account if self.account is None else self.account,
            held.region if self.region is None else self.region,
            held.monitors if self.monitors is None else self.monitors,
        )

    @property
    def says_something(self) -> bool:
        """Whether anything is answered."""
        return any(
            value is not None
            for value in (self.scopes, self.accounts, self.account, self.region, self.monitors)
        )


class InstallBody(ChoicesBody):
    """An app to install; with `dryRun` it is only said what that would do."""

    app: str
    version: str = ""
    folder: str = ""
    parentId: str = ""
    dryRun: bool = False


class ChangeBody(ChoicesBody):
    """Another version of an installed app, the newest where none is named; `only` refuses the other direction."""

    version: str = ""
    only: Literal["", "upgrade", "downgrade"] = ""
    dryRun: bool = False


class PackageBody(BaseModel):
    """The files of a package by their paths, Base64; its own are below `package/`, shared folders beside it."""

    files: dict[str, str] = Field(min_length=1)


@router.get("/catalog")
def catalog(services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """The apps that there are, with their versions and installations."""
    instances = services.apps.instances()
    return {"apps": [_app_json(services, listed, instances) for listed in services.apps.catalog.listed()]}


@router.get("/catalog/{name}")
def catalog_app(name: str, services: UseCases, principal: LibraryViewer, version: str = "") -> dict[str, Any]:
    """An app with everything that a version of it includes."""
    listed = services.apps.catalog.app(name)
    package = services.apps.catalog.package(listed.name, version)
    return {
        **_app_json(services, listed, services.apps.instances()),
        "version": package.manifest.version,
        "readme": package.readme,
        "parameters": [p.model_dump() for p in package.manifest.parameters],
        "requirements": list(package.manifest.requirements),
        "includes": includes(package),
    }


@router.post("/packages")
def add_package(body: PackageBody, services: UseCases, principal: AppManager) -> dict[str, Any]:
    """Take a package into the catalog."""
    try:
        files = {name: base64.b64decode(text, validate=True) for name, text in body.files.items()}
    except (binascii.Error, ValueError):
        raise Refusal(
            Fault("package.encoding", "A file of the package is no Base64.", "Encode each file.")
        ) from None
    manifest = services.apps.catalog.add(files).manifest
    return {"name": manifest.name, "version": manifest.version, "uuid": manifest.uuid}


@router.get("/instances")
def list_instances(services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """The installed apps."""
    newest = _newest(services)
    return {"instances": [_instance_json(services, i, newest) for i in services.apps.instances()]}


@router.post("/instances")
def install(body: InstallBody, services: UseCases, principal: AppManager) -> dict[str, Any]:
    """Install an app, or say what that would do."""
    choices = body.over(Choices())
    if body.dryRun:
        planned = services.apps.plan_install(
            body.app, body.version, choices, folder=body.folder, parent=body.parentId
        )
        return _change_json(planned)
    done = services.apps.install(
        body.app, body.version, choices, by=principal.user.id, folder=body.folder, parent=body.parentId
    )
    return _change_json(done)


@router.get("/instances/{name}")
def get_instance(name: str, services: UseCases, principal: LibraryViewer) -> dict[str, Any]:
    """An installed app."""
    return _instance_json(services, services.apps.instance(name), _newest(services))


@router.get("/instances/{name}/check")
def check(name: str, services: UseCases, principal: LibraryViewer, dashboard: str = "") -> dict[str, Any]:
    """Ask every panel of an app, or of one dashboard of it, with all values of variables and with one of each."""
    instance = services.apps.instance(name)
    checks = check_app(services.apps, services.library, services.dashboards, instance, dashboard)
    return {
        "app": instance.package,
        "version": instance.version,
        "dashboards": [
            {
                "dashboard": one.dashboard,
                "panels": len(one.panels),
                "withData": one.with_data,
                "variables": dict(one.variables),
                "empty": [
                    {"panel": p.panel, "reason": p.lacks, "optional": p.optional}
                    for p in one.panels
                    if not p.shows
                ],
            }
            for one in checks
        ],
    }


@router.post("/instances/{name}/change")
def change(name: str, body: ChangeBody, services: UseCases, principal: AppManager) -> dict[str, Any]:
    """Upgrade or downgrade an app, or change its answers; or say what that would do."""
    held = Choices.of(services.apps.instance(name).choices)
    choices = body.over(held) if body.says_something else None
    if body.dryRun:
        return _change_json(services.apps.plan_change(name, body.version, choices))
    done = services.apps.change(name, body.version, choices, by=principal.user.id, only=body.only)
    return _change_json(done)


@router.delete("/instances/{name}")
def uninstall(
    name: str,
    services: UseCases,
    principal: AppManager,
    dry_run: Annotated[bool, Query(alias="dryRun")] = False,
) -> dict[str, Any]:
    """Take an app away, or say what that would remove and what would stay."""
    if dry_run:
        return _change_json(services.apps.plan_uninstall(name))
    return _change_json(services.apps.uninstall(name, by=principal.user.id))


def _app_json(services: Services, listed: Listed, instances: Iterable[AppInstance]) -> dict[str, Any]:
    """An app of the catalog, with those of the instances that are of it."""
    manifest = services.apps.catalog.package(listed.name, listed.newest).manifest
    return {
        "name": listed.name,
        "uuid": manifest.uuid,
        "title": manifest.title,
        "summary": manifest.summary,
        "author": manifest.author,
        "website": manifest.website,
        "categories": list(manifest.categories),
        "versions": list(listed.versions),
        "latestVersion": listed.newest,
        "own": listed.own,
        "instances": [
            _instance_json(services, i, {listed.name: listed.newest})
            for i in instances
            if i.package == listed.name
        ],
    }


def _newest(services: Services) -> dict[str, str]:
    """The newest version of each app of the catalog, by its name."""
    return {one.name: one.newest for one in services.apps.catalog.listed()}


def _instance_json(services: Services, instance: AppInstance, newest: Mapping[str, str]) -> dict[str, Any]:
    """An installed app; `newest` are the versions of `_newest`, of its app at least."""
    folder = services.apps.folder(instance)
    return {
        "id": instance.id,
        "app": instance.package,
        "uuid": instance.app,
        "title": instance.title,
        "version": instance.version,
        "previousVersion": instance.previous,
        "latestVersion": newest.get(instance.package, instance.version),
        "name": instance.name,
        "folderId": folder.id if folder else None,
        "dashboards": [
            {"id": item.id, "name": item.name}
            for item in dashboards_of(services.apps, services.library, instance)
        ],
        "choices": dict(instance.choices),
        "pending": (instance.pending or {}).get("doing"),
        "createdAt": iso_millis(instance.created_at),
        "modifiedAt": iso_millis(instance.modified_at),
    }


def _change_json(change: Change) -> dict[str, Any]:
    """What was done, or would be."""
    return {
        "doing": change.doing,
        "app": change.package,
        "title": change.title,
        "version": change.version,
        "before": change.before,
        "instance": change.instance.id if change.instance else None,
        "actions": [
            {"verb": a.verb.value, "kind": _kind(a.kind, a.document), "name": a.key, "reason": a.reason}
            for a in change.actions
        ],
    }


def _kind(kind: Kind, document: Mapping[str, Any]) -> str:
    """What an object is; of items of the library, which of them."""
    return str(document.get("kind", kind.value)) if kind is Kind.ITEM else kind.value


def includes(package: Package) -> list[dict[str, str]]:
    """What a package brings: kind, name and description of each object."""
    return [
        {
            "kind": _kind(o.kind, o.document),
            "name": str(o.document.get("name") or o.key),
            "description": str(o.document.get("description") or ""),
        }
        for o in objects_of(package, Choices())
    ]
