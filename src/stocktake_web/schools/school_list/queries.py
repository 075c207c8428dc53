"""Reads the schools of an area with what a reader may see of each."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake_web.accounts.models import Area, School
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.permissions.decision import Person
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.schools.agreements.footing import Footing, footings
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.categories.queries import current_categories


@dataclass(frozen=True)
class SchoolLine:
    """A school in the list.

    Parameters
    ----------
    category : CategorySetting or None
        The one in force; None where none was set or the reader may not see it.
    """

    school: School
    footing: Footing
    category: CategorySetting | None

    @property
    def category_step(self) -> int:
        """How much concern, 0 where no category is set."""
        return self.category.step + 1 if self.category else 0


def school_lines(user: Person, area: Area) -> list[SchoolLine]:
    """The open schools of an area, by name, with what the reader may see of each."""
    schools = list(open_schools(area))
    sees_judgements = has_permission(user, area, "schools.see_judgements")
    categories = current_categories(area) if sees_judgements else {}
    stances = footings(area, schools)
    return [SchoolLine(row, stances[row.pk], categories.get(row.urn)) for row in schools]
