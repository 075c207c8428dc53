"""Profiles and similar schools of any school, from one set of published tables."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl

from stocktake.schools.details import school_details
from stocktake.schools.measures import ProfileLayout, profile_layout
from stocktake.schools.profile.held_years import held_periods
from stocktake.schools.profile.inspections import inspection_part
from stocktake.schools.profile.measure_part import Marks, profile_parts
from stocktake.schools.profile.model import SchoolProfile
from stocktake.schools.profile.number_links import NumberLinks
from stocktake.schools.profile.row_index import RowIndex
from stocktake.schools.profile.school_part import la_title, profile_notes, school_part
from stocktake.schools.profile.table import compared_figures, profile_table
from stocktake.schools.register import school_identities
from stocktake.schools.school_data import SchoolData
from stocktake.schools.selection import select_figures
from stocktake.schools.similar.definition import Phase, load_similar_definitions
from stocktake.schools.similar.model import SimilarSchools
from stocktake.schools.similar.summary import NamedSchool, summarise_similar
from stocktake.schools.similar.table import (
    PAIRS,
    SimilarTable,
    default_pairs,
    default_tables,
    similar_table,
)
from stocktake.schools.similar.wording import no_set
from stocktake.standards.places import PlaceRegister, place_register

RESULTS = ("ks4.attainment_8", "ks2.rwm_expected")
"""Results that show two numbers to be two schools: both have one for the same year."""


class SchoolProfiles:
    """Profiles of all schools as known on a day; the tables are made once, when first needed.

    Parameters
    ----------
    data : SchoolData
        The published tables, as known on the day.
    as_of : date
    own_folder : path, optional
        A place's own definitions.
    places : PlaceRegister, optional
        Names of authorities; the shipped register by default.
    """

    def __init__(
        self,
        data: SchoolData,
        *,
        as_of: date,
        own_folder: Path | None = None,
        places: PlaceRegister | None = None,
    ) -> None:
        self.data = data
        self.as_of = as_of
        self.own_folder = own_folder
        self.places = places or place_register(own_folder)
        self._only_urn: int | None = None

    def limited_to(self, school_urn: int) -> SchoolProfiles:
        """The same for one school alone: only what its profile is compared with is computed.

        What it says of the school is the same; nothing can be asked about another.
        """
        limited = copy(self)
        limited._only_urn = self.newest_number(school_urn)
        for name in ("similar_tables", "pairs", "table", "_row_index"):
            limited.__dict__.pop(name, None)
        return limited

    @cached_property
    def layout(self) -> ProfileLayout:
        """The parts of the profile and their measures."""
        return profile_layout(self.own_folder)

    @cached_property
    def identities(self) -> pl.DataFrame:
        """The newest number of every number."""
        results = self.data.figures.filter(pl.col("measure").is_in(list(RESULTS)))
        register = self.data.register
        return school_identities(register.links, register.schools, results, as_of=self.as_of)

    @cached_property
    def details(self) -> pl.DataFrame:
        """What each school is."""
        return school_details(self.data.register, self.as_of, self.identities)

    @cached_property
    def number_links(self) -> NumberLinks:
        """The links between numbers."""
        return NumberLinks.of(self.data.register, self.identities)

    @cached_property
    def _names(self) -> dict[int, str | None]:
        return dict(self.details.select("school_urn", "name").iter_rows())

    @cached_property
    def figures(self) -> pl.DataFrame:
        """One figure for each school, measure, year and group.

        What they were chosen from is not held any longer, since it takes as much room.
        """
        identities = self.identities
        return select_figures(self._take_figures(), identities)

    def _take_figures(self) -> pl.DataFrame:
        figures = self.data.figures
        self.data = replace(self.data, figures=figures.clear())
        return figures

    @cached_property
    def similar_tables(self) -> dict[Phase, tuple[SimilarTable, ...]]:
        """The sets of similar schools used by default, by phase."""
        phases: tuple[Phase, ...] = ("primary", "secondary")
        if self._only_urn is not None:
            phases = tuple(phase for phase in phases if phase == self.phase_of(self._only_urn))
        return default_tables(
            self.figures,
            self.details,
            as_of=self.as_of,
            phases=phases,
            own_folder=self.own_folder,
        )

    @cached_property
    def pairs(self) -> pl.DataFrame:
        """The similar schools of every school, one list each.

        An all-through school has that of its counted phase.
        """
        phase_of = self.details.select("school_urn", "counted_phase")
        parts = []
        for phase, tables in self.similar_tables.items():
            pairs = default_pairs(tables).join(
                phase_of, on="school_urn", how="left", maintain_order="left"
            )
            parts.append(pairs.filter(pl.col("counted_phase") == phase).drop("counted_phase"))
        return pl.concat(parts) if parts else pl.DataFrame(schema=PAIRS)

    @cached_property
    def table(self) -> pl.DataFrame:
        """Every figure of every school in its context: columns of ``profile.table.COLUMNS``."""
        measures = self.layout.measures
        figures = self.figures
        if self._only_urn is not None:
            figures = compared_figures(figures, self.details, measures, self._only_urn)
        return profile_table(figures, self.details, self.data.place_figures, self.pairs, measures)

    @cached_property
    def held_periods(self) -> Mapping[str, list[str]]:
        """The years in which schools have figures, in order, by measure."""
        return held_periods(self.figures)

    @cached_property
    def _row_index(self) -> RowIndex:
        return RowIndex.of(self.table)

    def newest_number(self, school_urn: int) -> int:
        """The number under which a school is known on the day."""
        rows = self.identities.filter(pl.col("school_urn") == school_urn)
        return int(rows["identity_urn"][0]) if rows.height else school_urn

    def school_numbers(self, school_urn: int) -> list[int]:
        """All numbers of a school whose newest number this is."""
        rows = self.identities.filter(pl.col("identity_urn") == school_urn)
        return sorted({school_urn, *rows["school_urn"].to_list()})

    def school_names(self, urns: list[int]) -> dict[int, NamedSchool]:
        """Names and authorities of schools."""
        rows = self.details.filter(pl.col("school_urn").is_in(urns))
        return {
            urn: NamedSchool(name or "", code or "", la_title(code, self.places) or "")
            for urn, name, code in rows.select("school_urn", "name", "la_code").iter_rows()
        }

    def phase_of(self, school_urn: int) -> str | None:
        """The phase in which a school is counted; None where no register has it."""
        rows = self.details.filter(pl.col("school_urn") == school_urn)
        return rows["counted_phase"][0] if rows.height else None

    def similar(self, school_urn: int, set_id: str | None = None) -> SimilarSchools:
        """The schools similar to one.

        Parameters
        ----------
        school_urn : int
            Any of its numbers.
        set_id : str, optional
            A set of characteristics; by default the department's where it is held, else ours.

        Raises
        ------
        UsageError
            No set has the id, or it begins later than the day.
        """
        newest = self.newest_number(school_urn)
        phase = self.phase_of(newest)
        tables = self._tables(phase, set_id)
        table = next(
            (entry for entry in tables if entry.of(newest).height), tables[-1] if tables else None
        )
        partners = table.of(newest)["similar_urn"].to_list() if table is not None else []
        definition = table.definition if table is not None else None
        measure = self.layout.measures.get(definition.learn_from) if definition else None
        rows = self.rows([newest, *partners], [measure.id] if measure else [])
        return summarise_similar(
            newest,
            table,
            rows,
            measure,
            self.school_names([newest, *partners]),
            as_of=self.as_of,
            phase=phase or "",
            reason=no_set(phase),
            other_sets=self._other_sets(phase, table),
        )

    def profile(self, school_urn: int, *, marks: Marks | None = None) -> SchoolProfile:
        """The profile of one school.

        Parameters
        ----------
        school_urn : int
            Any of its numbers; an earlier one leads to the newest.
        marks : mapping, optional
            What files print for its missing figures, for the true reason.
        """
        newest = self.newest_number(school_urn)
        numbers = self.number_links.numbers_of(newest, self._names)
        school = school_part(self.details, numbers, newest, self.places)
        parts = profile_parts(
            self.rows([newest], list(self.layout.measures)),
            self.layout.sections,
            self.layout.measures,
            self.held_periods,
            self.phase_of(newest),
            marks or {},
        )
        inspections = inspection_part(
            self.data.inspections, self.school_numbers(newest), self.as_of
        )
        similar = self.similar(newest)
        headlines = [part.measures[0].sentence for part in parts if part.measures]
        return SchoolProfile(
            as_of=self.as_of,
            asked_urn=school_urn,
            school=school,
            sentences=(
                school.sentence,
                *headlines[:HEADLINES],
                inspections.sentence,
                similar.learn_from_sentence or similar.sentence,
            ),
            parts=parts,
            inspections=inspections,
            similar=similar,
            notes=profile_notes(school_urn, newest, school.numbers),
        )

    def rows(self, urns: list[int], measures: list[str]) -> pl.DataFrame:
        """Rows of the table of some schools, texts as plain text."""
        return self._row_index.rows(urns, measures)

    def _tables(self, phase: str | None, set_id: str | None) -> tuple[SimilarTable, ...]:
        if set_id is None:
            return dict(self.similar_tables).get(phase, ())  # type: ignore[call-overload,no-any-return]
        return (
            similar_table(
                set_id,
                self.figures,
                self.details,
                as_of=self.as_of,
                minimum_share=0.0,
                own_folder=self.own_folder,
            ),
        )

    def _other_sets(self, phase: str | None, table: SimilarTable | None) -> list[str]:
        return [
            name
            for name, entry in load_similar_definitions(self.own_folder).items()
            if entry.value.phase == phase and (table is None or name != table.id)
        ]


HEADLINES = 2
"""How many results stand among the first sentences."""
