"""Who attends a review meeting of a school causing concern."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from stocktake.schools.escalation.definition import SchoolPath
from stocktake.standards.definitions import Definition, Source, load_folder

PACKAGE = "stocktake.schools"
FOLDER = "review_meetings"
DEFAULT = "default"


class Attendee(Definition):
    """Somebody who attends, by what they are to the school.

    Parameters
    ----------
    is_governor : bool
        Whether their attendance counts as the governors'.
    paths : tuple of str
        Schools of which paths they attend for. An academy's people are invited.
    """

    id: str
    title: str
    is_governor: bool = False
    paths: tuple[SchoolPath, ...] = ("maintained", "academy")


class MeetingRules(Definition):
    """Who attends the review meetings of a place."""

    title: str
    starts: date
    source: Source
    attendee: tuple[Attendee, ...] = Field(min_length=1)

    def attendees_for(self, path: SchoolPath) -> list[Attendee]:
        """Who attends for a school of a path, in the file's order."""
        return [row for row in self.attendee if path in row.paths]


def load_meeting_rules(own_folder: Path | None = None) -> MeetingRules:
    """Who attends; ``review_meetings/default.toml`` of a place replaces the shipped list.

    Raises
    ------
    DefinitionError
        All the faults of the file together.

    Examples
    --------
    >>> [row.id for row in load_meeting_rules().attendees_for("maintained") if row.is_governor]
    ['chair', 'governor']
    """
    return _shipped() if own_folder is None else _load(own_folder)


@lru_cache(maxsize=1)
def _shipped() -> MeetingRules:
    return _load(None)


def _load(own_folder: Path | None) -> MeetingRules:
    definitions = load_folder(PACKAGE, FOLDER, MeetingRules, own_folder=own_folder, only=[DEFAULT])
    return definitions[DEFAULT].value
