"""Which programme is in which school in which term, as far as is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from stocktake.programmes.absent_values import Absence, value_or_none
from stocktake.programmes.life_cycle import PROPOSED_STAGES
from stocktake.programmes.programme import Programme
from stocktake.programmes.programme_map import ProgrammeMap
from stocktake.programmes.tables import DeliveryRow, SchoolRow
from stocktake.programmes.terms import Term

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Presence:
    """Where and when each programme is, by position.

    Parameters
    ----------
    programmes : tuple of Programme
    schools : tuple of SchoolRow
    terms : tuple of Term
    in_school : array of bool
        Programme by school by term: there, or expected there since it takes all its schools.
    in_term : array of bool
        Programme by term: running at all.
    knows_schools : array of bool
        By programme: whether it is known in which schools it is.
    theme_titles : mapping of str to str
        Of every theme, by id.
    """

    programmes: tuple[Programme, ...]
    schools: tuple[SchoolRow, ...]
    terms: tuple[Term, ...]
    in_school: Flags
    in_term: Flags
    knows_schools: Flags
    theme_titles: Mapping[str, str] = field(default_factory=dict)

    def school_terms(self, flags: Flags) -> tuple[tuple[int, Term], ...]:
        """The schools and terms of a flag for each school and term."""
        rows, columns = np.divmod(np.flatnonzero(flags), len(self.terms) or 1)
        return tuple(
            (self.schools[row].school_urn, self.terms[column])
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        )


def is_present(programme: Programme) -> bool:
    """Whether a programme has been agreed to: what is only proposed is nowhere yet."""
    return programme.stage not in (*PROPOSED_STAGES, "refused")


def programme_terms(programme: Programme, terms: Sequence[Term]) -> list[bool]:
    """In which of the terms it runs on any day; an unknown start or end is open."""
    starts, ends = value_or_none(programme.starts), value_or_none(programme.ends)
    return [
        (starts is None or starts <= term.ends) and (ends is None or term.starts <= ends)
        for term in terms
    ]


def find_presence(
    programme_map: ProgrammeMap,
    terms: Sequence[Term],
    programmes: Sequence[Programme] | None = None,
) -> Presence:
    """Say where and when each programme is.

    A programme with deliveries is where they say, save where it was declined. One without is
    expected in the schools that it lists, or in all of its phases where it takes them all, in the
    terms in which it runs.

    Parameters
    ----------
    terms : sequence of Term
        The span that is looked at; deliveries in other terms are left.
    programmes : sequence of Programme, optional
        By default those of the map that somebody has agreed to.
    """
    present = (
        [item for item in programme_map.programmes if is_present(item)]
        if programmes is None
        else programmes
    )
    schools = programme_map.schools
    numbers = {programme.id: number for number, programme in enumerate(present)}
    in_school = np.zeros((len(present), len(schools), len(terms)), dtype=np.bool_)
    in_term = np.zeros((len(present), len(terms)), dtype=np.bool_)
    has_rows = np.zeros(len(present), dtype=np.bool_)
    rows = [row for row in programme_map.deliveries if row.programme in numbers]
    _mark_deliveries(rows, numbers, schools, terms, (in_school, in_term, has_rows))
    phases = _phase_flags(schools)
    positions = {school.school_urn: number for number, school in enumerate(schools)}
    knows_schools = has_rows.copy()
    for number, programme in enumerate(present):
        if has_rows[number]:
            continue
        in_term[number] = programme_terms(programme, terms)
        places = _expected_schools(programme, phases, positions)
        if places is not None:
            knows_schools[number] = True
            in_school[number] = places[:, None] & in_term[number][None, :]
    return Presence(
        tuple(present),
        schools,
        tuple(terms),
        in_school,
        in_term,
        knows_schools,
        programme_map.themes.titles,
    )


def _mark_deliveries(
    rows: Sequence[DeliveryRow],
    numbers: dict[str, int],
    schools: Sequence[SchoolRow],
    terms: Sequence[Term],
    flags: tuple[Flags, Flags, Flags],
) -> None:
    in_school, in_term, has_rows = flags
    positions = {school.school_urn: number for number, school in enumerate(schools)}
    columns = {term: number for number, term in enumerate(terms)}
    places = np.array(
        [
            (numbers[row.programme], positions[row.school_urn], columns.get(row.term, -1))
            for row in rows
            if row.state != "declined"
        ],
        dtype=np.int64,
    ).reshape(-1, 3)
    has_rows[[numbers[row.programme] for row in rows]] = True
    places = places[places[:, 2] >= 0]
    in_school[places[:, 0], places[:, 1], places[:, 2]] = True
    in_term[places[:, 0], places[:, 2]] = True


def _phase_flags(schools: Sequence[SchoolRow]) -> dict[str, Flags]:
    flags: dict[str, Flags] = {}
    for number, school in enumerate(schools):
        for phase in school.phases:
            flags.setdefault(phase, np.zeros(len(schools), dtype=np.bool_))[number] = True
    return flags


def _expected_schools(
    programme: Programme, phases: dict[str, Flags], positions: dict[int, int]
) -> Flags | None:
    """Where a programme without deliveries is expected; None where nobody can say."""
    audience = programme.audience
    places = np.zeros(len(positions), dtype=np.bool_)
    if audience.schools == "listed":
        places[[positions[urn] for urn in audience.school_urns if urn in positions]] = True
        return places
    if audience.schools is Absence.ABSENT:
        return places
    if audience.schools != "all" or isinstance(audience.phases, Absence) or not positions:
        return None
    for phase in audience.phases:
        places |= phases.get(phase, False)
    return places


def known_places(presence: Presence) -> Iterator[tuple[Programme, SchoolRow, Term]]:
    """Every programme in every school and term in which it is."""
    for number, row, column in zip(*np.nonzero(presence.in_school), strict=True):
        yield presence.programmes[number], presence.schools[row], presence.terms[column]
