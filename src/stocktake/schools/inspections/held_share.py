"""The share of pupils by grade from what a warehouse holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from stocktake.schools.inspections.carry_forward import Carry
from stocktake.schools.inspections.held import held_inspections
from stocktake.schools.inspections.pupil_counts import EVER_6, PUPILS, pupil_counts
from stocktake.schools.inspections.share import GradeShare, share_by_grade
from stocktake.schools.inspections.share_rows import GROUP, LA, PHASE
from stocktake.schools.register.held import held_register
from stocktake.schools.register.places import ENGLAND, place_name
from stocktake.schools.register.record import CLOSED_STATUS, URN, SchoolRegister
from stocktake.standards import PlaceRegister
from stocktake.standards.errors import Fault, StoreError
from stocktake.standards.period import period_label
from stocktake.statistics.schools import school_figures
from stocktake.statistics.store import Warehouse

THURSDAY = 3
WHOLE_COUNTRY = 100
"""A file of schools of more authorities than this is one of all England."""


@dataclass(frozen=True)
class HeldShare:
    """A share of pupils by grade, with what counted the pupils.

    Parameters
    ----------
    place_name : str
    counted_on : date
        The day on which the pupils were counted.
    counted_by : str
        ``January census of 2016/17``, ``register of schools of 21 August 2026``.
    """

    share: GradeShare
    place_name: str
    counted_on: date
    counted_by: str


@dataclass(frozen=True)
class ShareInputs:
    """What shares of pupils by grade are counted from, read once for any number of days.

    Parameters
    ----------
    counts : mapping of date to str
        The academic year of each school census, by its day.
    places : PlaceRegister or None
        Places to know an area by; the shipped register where None.
    """

    register: SchoolRegister
    inspections: pl.DataFrame
    figures: pl.DataFrame
    counts: Mapping[date, str]
    places: PlaceRegister | None = None

    def share(
        self,
        on: date,
        *,
        by: Sequence[str] = (LA, PHASE, GROUP),
        carry: Carry = "converters",
        place: str = ENGLAND,
    ) -> HeldShare:
        """Count pupils by the grade of their school on a day.

        Raises
        ------
        UsageError
            For an unknown place.
        """
        days = [*self.counts, *_register_days(self.register)]
        day = min(days, key=lambda counted_on: (abs(counted_on - on), counted_on))
        period = self.counts.get(day)
        pupils = (
            pupil_counts(self.figures, period) if period else _register_pupils(self.register, day)
        )
        share = share_by_grade(
            self.register,
            self.inspections,
            pupils,
            on=on,
            counted_on=day,
            by=by,
            carry=carry,
            place=place,
            places=self.places,
        )
        counted_by = (
            f"January census of {period_label(period)}"
            if period
            else f"register of schools of {day.day} {day:%B %Y}"
        )
        name = place_name(self.register, place, places=self.places)
        return HeldShare(share, name, day, counted_by)


def held_share_inputs(
    warehouse: Warehouse, *, as_of: date, places: PlaceRegister | None = None
) -> ShareInputs:
    """Read what shares are counted from, as known on a day.

    Raises
    ------
    StoreError
        Nothing that counts pupils is held.
    """
    register = held_register(warehouse, as_of=as_of)
    figures = school_figures(warehouse, as_of=as_of, measures=(PUPILS, EVER_6))
    counted_rows = figures.filter(pl.col("measure") == PUPILS)["time_period"]
    counts = {census_day(period): period for period in sorted(set(counted_rows))}
    if not counts and not _register_days(register):
        raise StoreError(
            "pupils cannot be counted by the grade of their school",
            [Fault(str(warehouse.path), "holds no school census, and no register with pupils", "",
                   "load a census first: stocktake load schools 2016-17_england_census.csv.gz")],
        )  # fmt: skip
    inspections = held_inspections(warehouse, as_of=as_of)
    return ShareInputs(register, inspections, figures, counts, places)


def held_share(
    warehouse: Warehouse,
    *,
    on: date,
    as_of: date,
    by: Sequence[str] = (LA, PHASE, GROUP),
    carry: Carry = "converters",
    place: str = ENGLAND,
    places: PlaceRegister | None = None,
) -> HeldShare:
    """Count pupils by the grade of their school from the releases known on a day.

    Pupils are those of the school census nearest to the day, or of a register that counts pupils
    where one is nearer; a register counts no groups.

    Parameters
    ----------
    on : date
        The day on which grades are looked at.
    as_of : date
        Releases that became known later are not read.
    by, carry, place, places
        As in ``share_by_grade``.

    Raises
    ------
    StoreError
        Nothing that counts pupils is held.
    UsageError
        For an unknown place.
    """
    inputs = held_share_inputs(warehouse, as_of=as_of, places=places)
    return inputs.share(on, by=by, carry=carry, place=place)


def census_day(time_period: str) -> date:
    """The day of the January census of an academic year: the third Thursday.

    Examples
    --------
    >>> census_day("201617"), census_day("202122")
    (datetime.date(2017, 1, 19), datetime.date(2022, 1, 20))
    """
    first = date(int(time_period[:4]) + 1, 1, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 14)


def _register_days(register: SchoolRegister) -> list[date]:
    """Days of the registers of all England that count pupils; one of two authorities does not."""
    with_pupils = register.schools.filter(pl.col("pupils").is_not_null())
    authorities = with_pupils.group_by("as_of").agg(pl.col("la_code").n_unique().alias("n"))
    whole = authorities.filter(pl.col("n") > WHOLE_COUNTRY).drop_nulls("as_of")
    return whole["as_of"].to_list()


def _register_pupils(register: SchoolRegister, day: date) -> pl.DataFrame:
    # A register goes on printing the pupils of a school that closed.
    is_closed = (pl.col("status") == CLOSED_STATUS).fill_null(value=False)
    counted_rows = register.schools.filter((pl.col("as_of") == day) & ~is_closed)
    counted_rows = counted_rows.drop_nulls("pupils").unique(URN)
    return counted_rows.select(URN, group=pl.lit("all"), pupil_count="pupils")
