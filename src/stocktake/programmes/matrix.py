"""The map at a glance: programmes by theme and phase, and by school."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake.programmes.absent_values import Absence
from stocktake.programmes.presence import Presence, is_present
from stocktake.programmes.programme import PHASES, Programme
from stocktake.programmes.programme_map import ProgrammeMap

OUTSIDE, NOT_STATED = "outside-schools", "not-stated"
COLUMNS: tuple[str, ...] = (*PHASES, OUTSIDE, NOT_STATED)
"""Phases, then where programmes stand that name none."""


@dataclass(frozen=True)
class ThemeRow:
    """One theme, with the ids of its programmes by phase.

    A programme of several themes or phases stands in several cells.
    """

    theme: str
    title: str
    programmes: dict[str, tuple[str, ...]]

    @property
    def programme_count(self) -> int:
        """How many programmes have the theme."""
        return len({name for names in self.programmes.values() for name in names})


@dataclass(frozen=True)
class SchoolLine:
    """One school, with the number of terms in which each programme is there, by id."""

    school_urn: int
    school_name: str
    term_counts: dict[str, int]


def theme_rows(programme_map: ProgrammeMap) -> list[ThemeRow]:
    """Every theme in the order of its list, those without a programme too.

    Proposals are left out: nobody is offered them yet.
    """
    programmes = [item for item in programme_map.programmes if is_present(item)]
    return [
        ThemeRow(
            theme.id,
            theme.title,
            {
                column: names
                for column in COLUMNS
                if (names := _names_in(programmes, theme.id, column))
            },
        )
        for theme in programme_map.themes.theme
    ]


def school_lines(presence: Presence) -> list[SchoolLine]:
    """Every school with what is in it; a programme whose schools are not known is in none."""
    counts = presence.in_school.sum(axis=2)
    return [
        SchoolLine(
            school.school_urn,
            school.school_name,
            {
                programme.id: int(counts[number, row])
                for number, programme in enumerate(presence.programmes)
                if counts[number, row]
            },
        )
        for row, school in enumerate(presence.schools)
    ]


def _names_in(programmes: list[Programme], theme: str, column: str) -> tuple[str, ...]:
    return tuple(
        item.id for item in programmes if theme in item.themes and column in _columns_of(item)
    )


def _columns_of(programme: Programme) -> tuple[str, ...]:
    phases = programme.audience.phases
    if isinstance(phases, Absence):
        return (OUTSIDE,) if phases is Absence.ABSENT else (NOT_STATED,)
    return phases
