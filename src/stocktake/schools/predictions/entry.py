"""One prediction, and its entry in a ledger: the shape that a file and a database share."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from stocktake.statistics.schema import AcademicYear

GRADES = ("9", "8", "7", "6", "5", "4", "3", "2", "1", "U")
"""Grades of a GCSE; a U counts as 0."""
GRADE_POINTS = {grade: 0 if grade == "U" else int(grade) for grade in GRADES}

NOTHING_DECIDED = (
    "No prediction and no early indication sets a category, a letter or pay by itself; an early "
    "indication only adds support."
)
"""Said wherever predictions and what follows from them are shown."""
READERS = ("the school", "its trust", "the council's officers")
"""Who may see how accurate a school's predictions were; no other school, board or public."""

FIRST_LINK = "0" * 64
"""What the first entry of a ledger follows."""


class Prediction(BaseModel):
    """What a school predicted for a cohort.

    Parameters
    ----------
    school_urn : int
    measure : str
        Id of a measure.
    subject : str
        For grades; empty otherwise.
    group : str
        ``all``, ``disadvantaged`` ...
    time_period : str
        Academic year of the results.
    cohort_count : int
        Pupils in the cohort, or in the group, when it was predicted.
    value : float or None
        Percent or points; None for grades.
    grade_counts : dict of str to int
        Pupils by predicted grade; empty for values.
    predicted_on : date
    author_role : str
        A role, never a name.
    note : str
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    school_urn: int
    measure: str
    subject: str = ""
    group: str = "all"
    time_period: AcademicYear
    cohort_count: Annotated[int, Field(ge=1)]
    value: float | None = Field(default=None, allow_inf_nan=False)
    grade_counts: dict[str, Annotated[int, Field(ge=0)]] = {}
    predicted_on: date
    author_role: str
    note: str = ""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if (self.value is None) == (not self.grade_counts):
            raise ValueError("a prediction is a value or pupils by grade, and one of them")
        if unknown := sorted(set(self.grade_counts) - set(GRADES)):
            raise ValueError(f"{', '.join(unknown)}: no grade of a GCSE")
        return self

    @property
    def key(self) -> tuple[int, str, str, str, str]:
        """What it is about: school, measure, subject, group, cohort."""
        return self.key_of(self.school_urn)

    def key_of(self, school_urn: int) -> tuple[int, str, str, str, str]:
        """What it is about, with the school under another of its numbers."""
        return (school_urn, self.measure, self.subject, self.group, self.time_period)

    @property
    def mean_points(self) -> float | None:
        """The value, or the mean grade of a distribution."""
        if not self.grade_counts:
            return self.value
        total = sum(self.grade_counts.values())
        points = sum(GRADE_POINTS[grade] * count for grade, count in self.grade_counts.items())
        return points / total if total else None


class LedgerEntry(BaseModel):
    """A prediction as it stands in a ledger, linked to the entry before it.

    Parameters
    ----------
    number : int
        From 1.
    recorded_on : date
        The day on which it was entered.
    corrects : int or None
        The number of the entry that it takes the place of. That entry stays.
    prediction : Prediction
    previous : str
        Digest of the entry before; zeros for the first.
    digest : str
        Of everything above.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: Annotated[int, Field(ge=1)]
    recorded_on: date
    corrects: int | None = None
    prediction: Prediction
    previous: str
    digest: str


def link_entry(
    prediction: Prediction,
    *,
    number: int,
    previous: str,
    recorded_on: date,
    corrects: int | None = None,
) -> LedgerEntry:
    """The entry of a prediction, with its digest.

    Examples
    --------
    >>> prediction = Prediction(school_urn=100001, measure="ks4-attainment-8",
    ...     time_period="202526", cohort_count=150, value=41.2,
    ...     predicted_on=date(2026, 1, 30), author_role="deputy head")
    >>> entry = link_entry(prediction, number=1, previous=FIRST_LINK,
    ...     recorded_on=date(2026, 2, 2))
    >>> entry.digest == digest_of(entry)
    True
    """
    unsigned = LedgerEntry(
        number=number,
        recorded_on=recorded_on,
        corrects=corrects,
        prediction=prediction,
        previous=previous,
        digest="",
    )
    return unsigned.model_copy(update={"digest": digest_of(unsigned)})


def digest_of(entry: LedgerEntry) -> str:
    """SHA-256 of an entry's content and of the digest before it."""
    content = entry.model_dump(mode="json", exclude={"digest"})
    # Grades in one order, however they came.
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
