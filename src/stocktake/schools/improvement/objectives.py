"""Termly interim objectives in leadership, teaching, behaviour and achievement."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from stocktake.schools.improvement.statement import StatementPart

ObjectiveArea = Literal["leadership", "teaching", "behaviour", "achievement"]
OBJECTIVE_AREAS: tuple[ObjectiveArea, ...] = (
    "leadership",
    "teaching",
    "behaviour",
    "achievement",
)
Term = Literal["autumn", "spring", "summer"]

TERM_MONTHS: dict[Term, tuple[int, ...]] = {
    "autumn": (9, 10, 11, 12),
    "spring": (1, 2, 3, 4),
    "summer": (4, 5, 6, 7, 8),
}
"""Months in which an objective of a term may fall due; Easter moves, and April is in two."""


def term_of(day: date) -> Term:
    """The term of a day; April counts as summer, and holidays as the term before them.

    Examples
    --------
    >>> term_of(date(2026, 12, 1)), term_of(date(2027, 3, 31)), term_of(date(2027, 8, 20))
    ('autumn', 'spring', 'summer')
    """
    if day.month >= TERM_MONTHS["autumn"][0]:
        return "autumn"
    return "summer" if day.month >= TERM_MONTHS["summer"][0] else "spring"


class InterimObjective(StatementPart):
    """What is to be different by a day of a term, and how anybody can tell.

    Parameters
    ----------
    text : str
        What will be different.
    evidence : str
        What will show it, precise enough to be met or not.
    """

    area: ObjectiveArea
    term: Term
    academic_year: str = Field(pattern=r"^\d{6}$")
    due: date
    text: str = Field(min_length=1)
    evidence: str = Field(min_length=1)
    outcome: Literal["open", "met", "partly_met", "not_met"] = "open"

    @model_validator(mode="after")
    def _must_fall_due_in_its_term(self) -> Self:
        first = int(self.academic_year[:4])
        year = first if self.term == "autumn" else first + 1
        if self.due.year != year or self.due.month not in TERM_MONTHS[self.term]:
            raise ValueError(
                f"due {self.due.isoformat()} is not in the {self.term} term of "
                f"{self.academic_year[:4]}/{self.academic_year[4:]}"
            )
        return self


class InterimObjectives(StatementPart):
    """A school's objectives of one term on the way to its level: at least one in each area."""

    school_urn: int
    level_by: date
    objectives: tuple[InterimObjective, ...]

    @model_validator(mode="after")
    def _must_cover_every_area_before_the_level(self) -> Self:
        terms = {(item.academic_year, item.term) for item in self.objectives}
        if len(terms) > 1:
            raise ValueError("objectives are of one term")
        missing = [
            area for area in OBJECTIVE_AREAS if area not in {item.area for item in self.objectives}
        ]
        if missing:
            raise ValueError(f"no objective in {', '.join(missing)}")
        late = sorted(
            {item.due.isoformat() for item in self.objectives if item.due > self.level_by}
        )
        if late:
            raise ValueError(f"due {', '.join(late)} is after the level's own day")
        return self
