"""Panels and monitors of an installed app, asked on the installation that it is on."""

from collections.abc import Iterator

from sagescope.apps.panel_checks import DashboardCheck, check_dashboard
from sagescope.apps.reading import Package
from sagescope.apps.service import Apps
from sagescope.dashboards.service import DashboardData
from sagescope.errors import Refusal
from sagescope.library.exchange import dashboard_of
from sagescope.library.service import Library
from sagescope.model.app import AppInstance
from sagescope.model.library import Item, ItemKind


def dashboards_of(apps: Apps, library: Library, instance: AppInstance) -> list[Item]:
    """The dashboards of an installed app, in their order."""
    folder = apps.folder(instance)
    return list(_dashboards(library, folder)) if folder is not None else []


def check_app(
    apps: Apps, library: Library, data: DashboardData, instance: AppInstance, only: str = ""
) -> Iterator[DashboardCheck]:
    """Ask every panel of an installed app, or of the dashboard of a name."""
    try:
        package = apps.catalog.package(instance.package, instance.version)
    except Refusal:
        package = None
    for item in dashboards_of(apps, library, instance):
        if only and item.name != only:
            continue
        optional = _optional_panels(package, item.name) if package is not None else frozenset()
        yield check_dashboard(item.name, dashboard_of(item.body), data, optional)


def _optional_panels(package: Package, dashboard: str) -> frozenset[str]:
    """Titles of the panels of a dashboard that may be empty."""
    return frozenset(
        panel.title
        for held in package.dashboards
        if held.name == dashboard
        for panel in held.panels
        if panel.data == "optional"
    )


def _dashboards(library: Library, folder: Item) -> Iterator[Item]:
    for item in library.children(folder.id):
        if item.kind is ItemKind.FOLDER:
            yield from _dashboards(library, item)
        elif item.kind is ItemKind.DASHBOARD:
            yield item
