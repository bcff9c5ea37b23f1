"""Objectives (SLO) as people use them: kept, changed, and how they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sagescope.clock import Clock
from sagescope.errors import Cause, Fault, Refusal
from sagescope.ids import hex_id
from sagescope.meta.db import Database
from sagescope.meta.repositories import objectives
from sagescope.model.objective import Objective, StoredObjective
from sagescope.monitors.budgets import (
    BURN_TIMES,
    Burn,
    Point,
    Slice,
    Standing,
    State,
    burns,
    course,
    period_of,
    standing,
    state_of,
)
from sagescope.monitors.measuring import ObjectiveMeter
from sagescope.timerange import TimeRange

SLO_EXPORTS = frozenset({"SlosLibrarySloExport", "SlosLibrarySlo"})
FOLDER_EXPORTS = frozenset({"SlosLibraryFolderExport", "SlosLibraryFolder"})
MOST_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Report:
    """How an objective stands, how fast its budget burns, and how it came to that over its period."""

    standing: Standing
    state: State
    burns: tuple[Burn, ...]
    course: tuple[Point, ...]


class Objectives:
    """The objectives of one installation; `by` is the id of a user."""

    def __init__(self, database: Database, clock: Clock, meter: ObjectiveMeter) -> None:
        self._database = database
        self._clock = clock
        self._meter = meter

    def listed(self) -> list[StoredObjective]:
        """All objectives, by name."""
        with self._database.reading() as session:
            return objectives.listed(session)

    def one(self, objective_id: str) -> StoredObjective:
        """One objective. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            return objectives.get(session, objective_id)

    def add(self, body: Mapping[str, Any], *, by: str) -> StoredObjective:
        """A new objective. Raises Refusal where its document is broken, or its name is taken."""
        read = Objective.model_validate(dict(body))
        now = self._clock.now()
        made = StoredObjective(hex_id(), read.name, dict(body), 1, now, by, now, by)
        with self._database.session() as session:
            objectives.add(session, made)
        return made

    def import_(self, document: object, *, by: str) -> list[StoredObjective]:
        """Put what an export holds beside the other objectives, all of it or nothing.

        Folders there are none, so that objectives of one name in several of them get the names of their folders too.
        Raises Refusal where it is no export, where an objective of it is broken, or where a name is taken.
        """
        now = self._clock.now()
        found = list(_exported(document, ()))
        names = [str(body.get("name") or "") for _, body in found]
        made: list[StoredObjective] = []
        with self._database.session() as session:
            for (folders, body), name in zip(found, names, strict=True):
                told = name if names.count(name) == 1 else " / ".join((*folders, name))
                kept = {**body, "name": told}
                read = Objective.model_validate(kept)
                made.append(StoredObjective(hex_id(), read.name, kept, 1, now, by, now, by))
                objectives.add(session, made[-1])
        return made

    def change(
        self, objective_id: str, body: Mapping[str, Any], *, by: str, version: int | None = None
    ) -> StoredObjective:
        """Replace an objective. Raises Refusal as `add` does, STALE where it is not that `version` any more."""
        read = Objective.model_validate(dict(body))
        with self._database.session() as session:
            held = objectives.get(session, objective_id)
            if version is not None and version != held.version:
                raise Refusal(
                    Fault(
                        "objective.stale",
                        f"{held.name!r} was changed in the meantime.",
                        "Load it again, and make the change to what it is now.",
                    ),
                    Cause.STALE,
                )
            changed = replace(
                held,
                name=read.name,
                body=dict(body),
                version=held.version + 1,
                modified_at=self._clock.now(),
                modified_by=by,
            )
            objectives.save(session, changed)
        return changed

    def remove(self, objective_id: str) -> None:
        """Delete an objective. Raises Refusal NOT_FOUND."""
        with self._database.session() as session:
            objectives.remove(session, objective_id)

    def measured(self, objective: Objective, period: TimeRange) -> list[Slice]:
        """What was good in each part of a period. Raises Refusal with the faults of its queries."""
        return self._meter.slices(objective, period)

    def report(self, objective: Objective, period: TimeRange | None = None) -> Report:
        """How an objective stands now, over its own period or another one. Raises Refusal with the faults of its queries."""
        period = period or period_of(objective, self._clock.now())
        slices = self._meter.slices(objective, period)
        told = standing(objective, period, slices)
        used = self._burns(objective, told)
        return Report(told, state_of(told, used), used, tuple(course(objective, told, slices)))

    def _burns(self, objective: Objective, told: Standing) -> tuple[Burn, ...]:
        """By slices of their own: those of a long period are too long to tell what the last hour used up."""
        times = [time for time in BURN_TIMES if time <= told.period.length]
        if not times:
            return ()
        end = told.period.end
        recent = self._meter.slices(objective, TimeRange(end - max(times), end))
        return tuple(burns(objective, told, recent, time) for time in times)


def _exported(document: object, folders: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """The objectives of an export, each with the names of the folders that it is in."""
    match document:
        case {"type": str(kind), **body} if kind in SLO_EXPORTS:
            yield folders, {str(key): value for key, value in body.items()}
        case {"type": str(kind), "children": list(inner), **body} if kind in FOLDER_EXPORTS:
            if len(folders) >= MOST_DEPTH:
                raise _no_export()
            for child in inner:
                yield from _exported(child, (*folders, str(body.get("name") or "")))
        case _:
            raise _no_export()


def _no_export() -> Refusal:
    return Refusal(
        Fault(
            "objective.export",
            "This is no export of objectives.",
            "Give an object of the type SlosLibraryFolderExport or SlosLibrarySloExport.",
        )
    )
