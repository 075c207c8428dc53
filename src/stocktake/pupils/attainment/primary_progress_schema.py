"""A table of national key stage 2 averages by key stage 1, or the reason why there is none."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from stocktake.pupils.attainment.schema import Text, Year
from stocktake.standards.definitions import Definition, Source

Subject = Literal["read", "writ", "math"]

SUBJECTS: dict[str, Subject] = {"READ": "read", "WRIT": "writ", "MATH": "math"}
LOWEST, HIGHEST = 55.0, 125.0
"""Scaled scores run from 80 to 120; nominal scores of pupils below the tests begin at 59."""


class PrimaryGroup(Definition):
    """The average scores, nationally, of pupils up to one level of prior attainment."""

    number: int = Field(ge=1)
    upper: float
    read: float
    writ: float
    math: float


class PrimaryDeviations(Definition):
    """National standard deviations of pupils' progress, in scaled score points."""

    read: float = Field(gt=1, lt=20)
    writ: float = Field(gt=1, lt=20)
    math: float = Field(gt=1, lt=20)


class PrimaryProgress(Definition):
    """How progress from key stage 1 to key stage 2 is measured in one year.

    Parameters
    ----------
    year : six-digit academic year
    absent : str
        Why there is no table; then nothing else is given but the source.
    results : dict of component to result to points
        Teacher assessments and results below the tests: ``WRIT``'s are all of this kind.
    bands : dict of subject to id
        Schemes in ``definitions/progress_bands`` by ``read``, ``writ``, ``math``; left out where
        none is known.
    """

    year: Year
    absent: str = ""
    results: dict[str, dict[str, float]] = {}
    bands: dict[Subject, Text] = {}
    group: tuple[PrimaryGroup, ...] = ()
    sd: PrimaryDeviations | None = None
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_plausible(self) -> Self:
        if self.absent:
            if self.group or self.sd or self.results:
                raise ValueError("a year without a table holds nothing but the reason")
            return self
        if not (self.group and self.sd and self.results.get("WRIT")):
            raise ValueError("group, sd and results.WRIT are needed")
        wrong = [
            f"group {group.number}, column {column}: {value:g} is not between {LOWEST:g} and "
            f"{HIGHEST:g}; is a decimal point lost?"
            for group in self.group
            for column, value in _figures(group).items()
            if not LOWEST <= value <= HIGHEST
        ]
        for at, (before, after) in enumerate(zip(self.group, self.group[1:], strict=False), 2):
            if after.number != at or after.upper <= before.upper:
                wrong.append(f"group {after.number} does not follow group {before.number}")
        if wrong:
            raise ValueError("; ".join(wrong))
        return self


def _figures(group: PrimaryGroup) -> dict[str, float]:
    return {subject: getattr(group, subject) for subject in SUBJECTS.values()}
