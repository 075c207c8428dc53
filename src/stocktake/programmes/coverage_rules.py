"""What a plan promises about how many schools are reached: one class for each kind of rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from stocktake.programmes.programme import Participant, Phase, Programme
from stocktake.programmes.tables import SchoolRow
from stocktake.standards.definitions import Definition
from stocktake.statistics.schema import Text
from stocktake.targets.fields import Id


@dataclass(frozen=True)
class Reach:
    """One programme that has begun in one school, or was promised there."""

    programme: Programme
    school_urn: int
    is_delivered: bool


@dataclass(frozen=True)
class Requirement:
    """A part of a rule: how many of which schools, and which of them are reached.

    Parameters
    ----------
    text : str
        What it is about: a theme, a phase, the mark.
    required_count : int
    school_urns : tuple of int
        The schools among which it counts.
    delivered_urns, promised_urns : frozenset of int
        Those in which something has begun, and those where it was only offered, agreed or said.
    """

    text: str
    required_count: int
    school_urns: tuple[int, ...]
    delivered_urns: frozenset[int]
    promised_urns: frozenset[int]

    @property
    def is_met(self) -> bool:
        """Whether enough schools are reached; never of none."""
        return bool(self.school_urns) and len(self.delivered_urns) >= self.required_count

    @property
    def missing_urns(self) -> tuple[int, ...]:
        """Schools that are not reached."""
        return tuple(urn for urn in self.school_urns if urn not in self.delivered_urns)


class BaseRule(Definition):
    """What every rule has.

    Parameters
    ----------
    themes : tuple of str
        Which programmes count: those with one of the themes; all where none is named.
    programmes : tuple of str
        Which programmes count, by id, in place of themes.
    starts, due : date
        Deliveries in terms that begin in this span count.
    """

    id: Id
    text: Text
    themes: tuple[Text, ...] = ()
    programmes: tuple[Id, ...] = ()
    starts: date | None = None
    due: date | None = None
    source_page: int | None = None

    def counts(self, programme: Programme) -> bool:
        """Whether a programme counts towards the rule."""
        if self.programmes:
            return programme.id in self.programmes
        return not self.themes or bool(set(self.themes) & set(programme.themes))

    def requirements(
        self, schools: Iterable[SchoolRow], reaches: Iterable[Reach]
    ) -> list[Requirement]:
        """What has to hold, with what does."""
        raise NotImplementedError


class ThemesInAllSchools(BaseRule):
    """Every school of some phases is reached, in each of the themes."""

    kind: Literal["themes_in_all_schools"]
    themes: tuple[Text, ...] = Field(min_length=1)
    phases: tuple[Phase, ...] = Field(min_length=1)

    def requirements(
        self, schools: Iterable[SchoolRow], reaches: Iterable[Reach]
    ) -> list[Requirement]:
        """One part for each theme."""
        urns = _urns_of(schools, self.phases)
        rows = list(reaches)
        return [
            _requirement(theme, len(urns), urns, [r for r in rows if theme in r.programme.themes])
            for theme in self.themes
        ]


class MarkedSchools(BaseRule):
    """Every school with a mark takes part in at least one; what earns the mark is the register's.

    ``mark`` is a word in the column ``marks`` of ``schools.csv``: whoever keeps it applies the
    definition in force, or that which succeeds it.
    """

    kind: Literal["marked_schools"]
    mark: Text

    def requirements(
        self, schools: Iterable[SchoolRow], reaches: Iterable[Reach]
    ) -> list[Requirement]:
        """One part."""
        urns = tuple(school.school_urn for school in schools if self.mark in school.marks)
        return [_requirement(self.mark, len(urns), urns, reaches)]


class SchoolsCount(BaseRule):
    """At least so many schools are reached."""

    kind: Literal["schools_count"]
    level: int = Field(gt=0)

    def requirements(
        self, schools: Iterable[SchoolRow], reaches: Iterable[Reach]
    ) -> list[Requirement]:
        """One part."""
        urns = tuple(school.school_urn for school in schools)
        return [_requirement("schools", self.level, urns, reaches)]


class SchoolsByPhase(BaseRule):
    """At least so many schools of each of several phases are reached."""

    kind: Literal["schools_by_phase"]
    levels: dict[Phase, int] = Field(min_length=1)

    def requirements(
        self, schools: Iterable[SchoolRow], reaches: Iterable[Reach]
    ) -> list[Requirement]:
        """One part for each phase."""
        school_rows, rows = list(schools), list(reaches)
        return [
            _requirement(phase, level, _urns_of(school_rows, (phase,)), rows)
            for phase, level in self.levels.items()
        ]


class StaffInAllSchools(BaseRule):
    """A role of staff takes part in every school of some phases."""

    kind: Literal["staff_in_all_schools"]
    participant: Participant
    phases: tuple[Phase, ...] = Field(min_length=1)

    def requirements(
        self, schools: Iterable[SchoolRow], reaches: Iterable[Reach]
    ) -> list[Requirement]:
        """One part."""
        urns = _urns_of(schools, self.phases)
        rows = [
            reach for reach in reaches if self.participant in reach.programme.audience.participants
        ]
        return [_requirement(self.participant, len(urns), urns, rows)]


CoverageRule = (
    ThemesInAllSchools | MarkedSchools | SchoolsCount | SchoolsByPhase | StaffInAllSchools
)


def _urns_of(schools: Iterable[SchoolRow], phases: tuple[Phase, ...]) -> tuple[int, ...]:
    return tuple(school.school_urn for school in schools if set(phases) & set(school.phases))


def _requirement(
    text: str, required_count: int, urns: tuple[int, ...], reaches: Iterable[Reach]
) -> Requirement:
    known_urns = set(urns)
    delivered_urns: set[int] = set()
    promised_urns: set[int] = set()
    for reach in reaches:
        if reach.school_urn in known_urns:
            (delivered_urns if reach.is_delivered else promised_urns).add(reach.school_urn)
    return Requirement(
        text,
        required_count,
        urns,
        frozenset(delivered_urns),
        frozenset(promised_urns - delivered_urns),
    )
