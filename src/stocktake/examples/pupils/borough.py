"""The borough's pupils, all tables together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from stocktake.examples.pupils.making import Making, Records
from stocktake.examples.pupils.marks import marked_schools, school_marks
from stocktake.examples.pupils.registers import Register
from stocktake.examples.pupils.years import MARKED_YEARS, YEARS
from stocktake.standards.errors import Fault, UsageError


@dataclass(frozen=True)
class Borough:
    """The pupils of the invented borough: nobody in it exists.

    Parameters
    ----------
    seed : int
    years : tuple of str
        Academic years covered.
    tables : dict of str to DataFrame
        By table: schools, calendar, pupils, enrolments, attendance_terms, exclusions,
        assessments, entries, predictions, destinations, home_education, alternative_provision,
        social_care, young_carers, programmes. Marks are made on demand, by ``marks``.
    registers : dict of str to Register
        By programme.
    truth : dict
        What is planted, and what came of it.
    """

    seed: int
    years: tuple[str, ...]
    tables: dict[str, pl.DataFrame] = field(repr=False)
    registers: dict[str, Register] = field(repr=False)
    truth: dict[str, object] = field(repr=False)
    _records: Records = field(repr=False)

    @property
    def upn(self) -> pl.Series:
        """The pupil number of each child that a register's rows name by position."""
        return pl.Series("upn", self._records.numbers.upn)

    @property
    def marked_years(self) -> tuple[str, ...]:
        """The academic years that have session marks."""
        return tuple(year for year in self.years if year in MARKED_YEARS)

    def marks(
        self, time_period: str, schools: Sequence[int] | None = None
    ) -> Iterator[pl.DataFrame]:
        """The session marks of a year, one school after another.

        Parameters
        ----------
        time_period : str
            One of ``marked``.
        schools : sequence of int or None
            Unique reference numbers; ``None`` for all.

        Yields
        ------
        DataFrame
            ``upn``, ``school_urn``, ``date``, ``session``, ``code``; possible sessions and
            absences add up to the termly totals of the same school and year.
        """
        records, upn = self._records, self.upn
        for school in marked_schools(records.terms, time_period):
            urn = int(records.places.urn[school])
            if schools is None or urn in schools:
                rows = school_marks(
                    self.seed,
                    time_period,
                    school,
                    records.calendar,
                    records.terms,
                    records.suspended,
                )
                yield rows.select(
                    upn.gather(rows["child"]).alias("upn"),
                    pl.lit(urn, dtype=pl.Int64).alias("school_urn"),
                    "date",
                    "session",
                    "code",
                )


def invented_pupils(seed: int, *, years: Sequence[str] = YEARS) -> Borough:
    """Invent the pupils of Eastmere: the same seed makes the same pupils, byte for byte.

    About 20,000 pupils at a time, in the 42 schools of the invented country's borough and two
    colleges. The share of pupils at each published threshold is that of the borough's published
    figures in the same invented country; what those do not give is invented, as the definition
    files next to this module say. What is planted is in ``truth``.

    Parameters
    ----------
    seed : int
    years : sequence of str
        Academic years, in order and without a gap, from ``201819`` to ``202425``. Results of
        earlier years are included for pupils who are there in these.

    Returns
    -------
    Borough

    Raises
    ------
    UsageError
        Years that are not to be had, or with a gap.

    Examples
    --------
    >>> borough = invented_pupils(1, years=("202324",))
    >>> borough.tables["schools"].height
    44
    """
    years_asked = tuple(years)
    first = YEARS.index(years_asked[0]) if years_asked and years_asked[0] in YEARS else 0
    if not years_asked or years_asked != YEARS[first : first + len(years_asked)]:
        fault = Fault(
            "", " ".join(years_asked) or "no year", f"years in order among {' '.join(YEARS)}"
        )
        raise UsageError("the invented borough has no such years", [fault])
    records = Making(seed, years_asked).build_records()
    return Borough(
        seed=seed,
        years=years_asked,
        tables=records.tables,
        registers=records.registers,
        truth=records.truth,
        _records=records,
    )
