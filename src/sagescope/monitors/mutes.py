"""Muting schedules as people use them."""

from collections.abc import Mapping
from typing import Any

from sagescope.clock import Clock
from sagescope.ids import hex_id
from sagescope.meta.db import Database
from sagescope.meta.repositories import monitors, mutes
from sagescope.model.mute import Mute


class MutingSchedules:
    """The muting schedules of one installation; `by` is the id of a user."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def listed(self) -> list[Mute]:
        """All schedules, by name."""
        with self._database.reading() as session:
            return mutes.listed(session)

    def schedule(self, mute_id: str) -> Mute:
        """One schedule. Raises Refusal NOT_FOUND."""
        with self._database.reading() as session:
            return mutes.get(session, mute_id)

    def add(self, values: Mapping[str, Any], *, by: str) -> Mute:
        """A new schedule. Raises Refusal where it is broken, its name is taken, or a monitor is not there."""
        now = self._clock.now()
        made = Mute.model_validate(
            {
                "id": hex_id(),
                **values,
                "created_at": now,
                "created_by": by,
                "modified_at": now,
                "modified_by": by,
            }
        )
        with self._database.session() as session:
            for one in made.monitors:
                monitors.get(session, one)
            mutes.add(session, made)
        return made

    def change(self, mute_id: str, values: Mapping[str, Any], *, by: str) -> Mute:
        """Replace a schedule. Raises Refusal as `add` does."""
        with self._database.session() as session:
            changed = mutes.get(session, mute_id).changed(
                **values, modified_at=self._clock.now(), modified_by=by
            )
            for one in changed.monitors:
                monitors.get(session, one)
            mutes.save(session, changed)
            return changed

    def remove(self, mute_id: str) -> None:
        """Delete a schedule. Raises Refusal NOT_FOUND."""
        with self._database.session() as session:
            mutes.remove(session, mute_id)
