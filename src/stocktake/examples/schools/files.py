"""All files of the invented schools, with the day on which each was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from stocktake.examples.pupils import Borough, invented_pupils
from stocktake.examples.schools import (
    attendance,
    census,
    destinations,
    finance,
    inspection_files,
    key_stage_2,
    key_stage_4_files,
    register_files,
)
from stocktake.examples.schools.key_stage_4 import key_stage_4_results
from stocktake.examples.schools.levels import Levels, invent_levels
from stocktake.examples.schools.own_pupils import OwnFigures, own_figures
from stocktake.examples.schools.roster import Roster, invent_roster
from stocktake.examples.schools.years import (
    LAST_OF_A_YEAR,
    LAST_START,
    PUPIL_PERIODS,
    REGISTER_DATE,
    STARTS,
    label,
)
from stocktake.standards.period import six_digits


@dataclass(frozen=True)
class SchoolFile:
    """One file as a producer publishes it.

    Parameters
    ----------
    name : str
    text : str
    published : date
    year : str
        Academic year of the edition, for a file that does not say; else empty.
    is_record : bool
        Of the register or of inspections; else a table of figures.
    """

    name: str
    text: str
    published: date
    year: str = ""
    is_record: bool = False


@dataclass(frozen=True)
class InventedSchools:
    """The files of the schools of an invented country.

    Parameters
    ----------
    seed : int
    files : tuple of SchoolFile
        In the order of publication.
    roster : Roster
        Which schools there are.
    """

    seed: int
    files: tuple[SchoolFile, ...]
    roster: Roster = field(repr=False)


def invented_schools(seed: int, borough: Borough | None = None) -> InventedSchools:
    """Make the files of a seed: the same seed makes the same files, byte for byte.

    About 800 primary and 250 secondary schools in 150 authorities, and Eastmere's others. The
    results, absence, suspensions and census of Eastmere's schools in 2022/23 to 2024/25 are those
    of its invented pupils; all others differ by deprivation, their own lasting level and chance.
    Results change as back-tests of real ones say: much by chance, and without momentum. What is
    planted is in ``definitions/story/planted.toml``.

    Parameters
    ----------
    seed : int
    borough : Borough, optional
        The pupils whose figures the files shall have: of the same seed, in 2022/23 to 2024/25 at
        least. By default they are made in those years.

    Examples
    --------
    >>> schools = invented_schools(1)
    >>> sum(file.name.startswith("2025-26_") for file in schools.files)
    5
    """
    pupils = borough or invented_pupils(seed, years=PUPIL_PERIODS)
    pupil_figures = own_figures(pupils, PUPIL_PERIODS)
    roster = invent_roster(seed, pupil_figures)
    levels = invent_levels(seed, roster, pupil_figures)
    files = [*_records(seed, roster, levels), *_tables(seed, roster, levels, pupil_figures)]
    files_by_date = sorted(files, key=lambda file: (file.published, file.year))
    return InventedSchools(seed, tuple(files_by_date), roster)


def _records(seed: int, roster: Roster, levels: Levels) -> Iterator[SchoolFile]:
    inspected = inspection_files.inspected_schools(roster, levels)
    listed_on = inspection_files.LISTED_ON
    for name, text, published in (
        ("invented_register.csv", register_files.register_file(seed, roster), REGISTER_DATE),
        ("invented_links.csv", register_files.links_file(roster), REGISTER_DATE),
        ("invented_group_links.csv", register_files.group_links_file(roster), REGISTER_DATE),
        ("invented_groups.csv", register_files.groups_file(roster), REGISTER_DATE),
        ("invented_history.csv", inspection_files.history_file(seed, inspected), listed_on),
        ("invented_latest.csv", inspection_files.latest_file(seed, inspected), listed_on),
        ("invented_cards.csv", inspection_files.report_cards_file(seed, inspected), REGISTER_DATE),
    ):
        yield SchoolFile(f"{published}_{name}", text, published, is_record=True)


def _tables(
    seed: int, roster: Roster, levels: Levels, pupil_figures: dict[str, OwnFigures]
) -> Iterator[SchoolFile]:
    last = date(LAST_OF_A_YEAR + 2, 7, 16)
    text = attendance.exclusions_file(seed, roster, levels, pupil_figures)
    yield SchoolFile(f"{last}_invented_exclusions.csv", text, last)
    text = finance.finance_file(seed, roster)
    published = date(LAST_OF_A_YEAR + 1, 12, 18)
    yield SchoolFile(f"{published}_invented_finance.csv", text, published)
    for start in STARTS:
        yield from _of_year(seed, start, roster, levels, pupil_figures)


def _of_year(
    seed: int, start: int, roster: Roster, levels: Levels, pupil_figures: dict[str, OwnFigures]
) -> Iterator[SchoolFile]:
    year, next_year = label(start), start + 1
    of_year = pupil_figures.get(six_digits(start))
    results = key_stage_4_results(
        seed, start, roster, levels, of_year.key_stage_4 if of_year else None
    )
    primary = key_stage_2.key_stage_2_results(
        seed, start, roster, levels, of_year.key_stage_2 if of_year else None
    )
    counts = census.census_counts(seed, start, roster, pupil_figures)

    def table(name: str, text: str, published: date, edition: str = year) -> SchoolFile:
        return SchoolFile(f"{edition}_invented_{name}.csv", text, published, edition)

    yield table("census", census.census_file(counts, roster, start), date(next_year, 6, 11))
    staff = census.workforce_file(seed, start, counts, roster)
    yield table("swf", staff, date(next_year, 6, 18))
    if start == LAST_START:
        text = key_stage_4_files.provisional_file(results, roster, start)
        yield table("ks4provisional", text, date(next_year, 10, 22))
        text = key_stage_2.final_file(primary, roster, start)
        yield table("ks2final", text, date(next_year, 11, 19))
        return
    text = key_stage_4_files.final_file(results, roster, start)
    yield table("ks4final", text, date(next_year + 1, 2, 5))
    text = key_stage_4_files.cohort_file(results, roster, start)
    name = f"{year}_invented_information_about_schools.csv"
    yield SchoolFile(name, text, date(next_year + 1, 2, 5))
    text = key_stage_2.final_file(primary, roster, start)
    yield table("ks2final", text, date(next_year, 12, 11))
    text = attendance.absence_file(
        seed, start, roster, levels, of_year.absence if of_year else None
    )
    yield table("abs", text, date(next_year + 1, 3, 19))
    if start + destinations.EDITION_LAG <= LAST_START:
        text = destinations.destinations_file(seed, start, results, roster)
        edition = label(start + destinations.EDITION_LAG)
        yield table("ks4-pupdest", text, date(next_year + 2, 10, 15), edition)
