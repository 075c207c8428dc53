"""Academic years and terms: of rows, and as forms offer them."""

from __future__ import annotations

from datetime import date

from django.db import models

from stocktake.standards import academic_year_of, period_label
from stocktake_web import services
from stocktake_web.schools.objectives.models import ObjectiveTerm

EASTER_MONTH, FIRST_MONTH = 4, 9


class OfAcademicYear(models.Model):
    """Is about one academic year, in six digits."""

    academic_year = models.CharField(max_length=6)

    class Meta:
        abstract = True

    @property
    def year_title(self) -> str:
        """The year as it is said."""
        return period_label(self.academic_year)


def year_choices(stored_year: str = "") -> list[tuple[str, str]]:
    """The academic year before, this one and the next, and the one that a row has."""
    first = int(academic_year_of(services.today())[:4])
    codes = {f"{year}{(year + 1) % 100:02}" for year in range(first - 1, first + 2)}
    return [(code, period_label(code)) for code in sorted(codes | {stored_year} - {""})]


def term_of(day: date) -> ObjectiveTerm:
    """The term of a day: from September, from January, and from April.

    Examples
    --------
    >>> term_of(date(2026, 12, 31)).value, term_of(date(2027, 4, 1)).value
    ('autumn', 'summer')
    """
    if day.month >= FIRST_MONTH:
        return ObjectiveTerm.AUTUMN
    return ObjectiveTerm.SPRING if day.month < EASTER_MONTH else ObjectiveTerm.SUMMER
