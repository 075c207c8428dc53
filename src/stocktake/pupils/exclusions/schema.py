"""What the definition of the law's limits on suspension must look like."""

from __future__ import annotations

from pydantic import Field

from stocktake.standards.definitions import Definition, Source


class ExclusionLimits(Definition):
    """The limits that the law sets to suspension, in school days.

    Parameters
    ----------
    most_days_in_year : int
        A pupil may be suspended so long in an academic year, all schools together.
    provision_from_day : int
        From this day of a suspension, or of a permanent exclusion, on, somebody must arrange
        full-time education: the school, or the local authority.
    longest_code_e_days : int
        Consecutive days for which the register may say E (excluded, no provision made).
    """

    title: str
    most_days_in_year: int = Field(gt=0)
    provision_from_day: int = Field(gt=1)
    longest_code_e_days: int = Field(gt=0)
    note: str = ""
    source: tuple[Source, ...] = Field(min_length=1)
