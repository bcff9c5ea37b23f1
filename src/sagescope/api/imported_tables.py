"""Lookup tables of an import: made where queries look for them, empty, since exports have no rows of them."""

from collections.abc import Iterator

from pydantic import ValidationError

from sagescope.access.principal import Principal
from sagescope.api.routes.lookups import TableBody, make_table
from sagescope.api.services import Services
from sagescope.errors import Refusal
from sagescope.library.exchange import LOOKUP_TABLE, Branch, Report
from sagescope.model.library import Item
from sagescope.model.paths import path_of


def make_tables(services: Services, item: Item, principal: Principal, report: Report) -> None:
    """Make the tables that an imported item is or holds; the report says where, or why not.

    One that is there already stays as it is, with its rows.
    """
    *above, _ = services.library.path(item.id)
    folders = [one.name for one in above]
    for path, branch in _tables(services.library.branch(item.id), folders):
        _make(services, path, branch, principal, report)


def _tables(branch: Branch, folders: list[str]) -> Iterator[tuple[list[str], Branch]]:
    """The tables below an item, each with the names from its root to itself."""
    path = [*folders, branch.name]
    if branch.body.get("type") == LOOKUP_TABLE:
        yield path, branch
    for child in branch.children:
        yield from _tables(child, path)


def _make(services: Services, names: list[str], branch: Branch, principal: Principal, report: Report) -> None:
    where = "/".join(names)
    root, *inner = names
    # As queries of Sumo Logic call what is here Personal and Shared.
    above = {"Personal": ["Users", principal.user.email], "Shared": ["Admin Recommended"]}.get(root, [root])
    path = path_of(["Library", *above, *inner])
    if services.lookups.find(path) is not None:
        report.note(where, f"There is a lookup table {path} already; it stays as it is.")
        return
    try:
        body = TableBody.model_validate({**branch.body, "name": branch.name, "parentFolderId": ""})
        make_table(services, path, body, principal)
    except ValidationError:
        report.note(where, "It is kept, but is no lookup table: its fields and keys cannot be read.")
    except Refusal as refused:
        report.note(where, "No lookup table was made: " + "; ".join(f.sentence for f in refused.faults))
    else:
        report.note(where, f"The lookup table {path} was made, without rows.")
