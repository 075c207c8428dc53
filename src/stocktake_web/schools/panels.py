"""What a school's people see first: their school, where it stands, and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass

from stocktake_web.accounts.dashboard.panels import Panel, Reader
from stocktake_web.accounts.models import School
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.categories.queries import current_categories
from stocktake_web.schools.own_schools import own_schools
from stocktake_web.schools.profile.queries import held_profile


@dataclass(frozen=True)
class OwnSchool:
    """A school of the reader's, with its category in force and the headline of its results.

    ``sentences`` are empty where no profile was made of the school.
    """

    school: School
    category: CategorySetting | None
    sentences: tuple[str, ...]


def panels(reader: Reader) -> list[Panel]:
    """The reader's own schools; nothing for everybody else."""
    schools = own_schools(reader.user, reader.area)
    if not schools:
        return []
    categories = current_categories(reader.area)
    values = {
        "schools": [OwnSchool(row, categories.get(row.urn), _sentences(row)) for row in schools]
    }
    return [Panel("schools/panel.html", values, order=15)]


def _sentences(school: School) -> tuple[str, ...]:
    """The headline of its results."""
    stored = held_profile(school)
    return stored.profile.sentences[1:2] if stored else ()
