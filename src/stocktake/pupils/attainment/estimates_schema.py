"""A table of national estimates, and the checks that find a lost decimal point in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from stocktake.pupils.attainment.schema import Text, Year
from stocktake.standards.definitions import Definition, Source
from stocktake.standards.errors import DefinitionError

ELEMENTS = ("attainment_8", "english", "maths", "ebacc", "open")
MOST = {"attainment_8": 90.0, "english": 18.0, "maths": 18.0, "ebacc": 27.0, "open": 27.0}
"""The most that each element can be worth, in points."""

GREATEST_FALL = 0.85
GREATEST_RISE = 1.40
"""Against the group below. In the tables of 2022 to 2024 an element falls by at most 2 per cent
from one group to the next and rises by at most 28; a decimal point lost changes it tenfold."""

ROUNDING = 0.05
"""Four elements of two decimals, and their sum of two decimals, agree within this."""


class EstimateGroup(Definition):
    """The average points, nationally, of pupils with one level of prior attainment."""

    number: int = Field(ge=1)
    prior_scores: Text
    attainment_8: float
    english: float
    maths: float
    ebacc: float
    open: float
    ebacc_filled: float | None = Field(default=None, ge=0, le=3)
    open_filled: float | None = Field(default=None, ge=0, le=3)


class Deviations(Definition):
    """The national standard deviation of pupils' scores, at mainstream schools.

    A Progress 8 score runs in grades, so that a deviation outside a half to three is no such
    figure.
    """

    attainment_8: float = Field(ge=0.5, le=3)
    english: float = Field(ge=0.5, le=3)
    maths: float = Field(ge=0.5, le=3)
    ebacc: float = Field(ge=0.5, le=3)
    open: float = Field(ge=0.5, le=3)


class Estimates(Definition):
    """One release of one year's estimates, or the reason why there are none.

    Parameters
    ----------
    year : six-digit academic year
    release : "provisional", "revised" or "final"
    prior : str
        Id of the scheme of prior attainment that numbers the groups.
    absent : str
        Why a year has no estimates; then nothing else is given.
    """

    year: Year
    release: Literal["provisional", "revised", "final"] | None = None
    prior: Text | None = None
    absent: str = ""
    sd: Deviations | None = None
    group: tuple[EstimateGroup, ...] = ()
    source: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_plausible(self) -> Self:
        if self.absent:
            if self.group or self.sd or self.release or self.prior:
                raise ValueError("a year without estimates holds nothing but the reason")
            return self
        if not (self.group and self.sd and self.release and self.prior):
            raise ValueError("release, prior, sd and group are needed")
        wrong = [*_numbering(self.group), *_values(self.group)]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self

    def table(self, element: str) -> dict[int, float]:
        """The estimates of one element by group."""
        return {group.number: getattr(group, element) for group in self.group}

    def deviation(self, element: str) -> float:
        """The national standard deviation of one element's scores, in grades.

        Raises
        ------
        DefinitionError
            The year has no estimates, and so no deviation.
        """
        if self.sd is None:
            raise DefinitionError(f"there is no deviation for {self.year}: {self.absent}")
        return float(getattr(self.sd, element))


def _numbering(groups: tuple[EstimateGroup, ...]) -> list[str]:
    numbers = [group.number for group in groups]
    if numbers == list(range(1, len(numbers) + 1)):
        return []
    return [f"the groups are numbered {numbers[0]} to {numbers[-1]}, not 1 to {len(numbers)}"]


def _values(groups: tuple[EstimateGroup, ...]) -> list[str]:
    """What is wrong with each figure, by group and column."""
    wrong: dict[tuple[int, str], str] = {}
    for column in ELEMENTS:
        plausible: list[tuple[int, float]] = []
        for group in groups:
            value = getattr(group, column)
            if 0 <= value <= MOST[column]:
                plausible.append((group.number, value))
            else:
                wrong[group.number, column] = f"{value:g} is not between 0 and {MOST[column]:g}"
        for number, problem in _breaks(plausible):
            wrong[number, column] = problem
    for group in groups:
        if any((group.number, column) in wrong for column in ELEMENTS):
            continue
        total = group.english + group.maths + group.ebacc + group.open
        if abs(total - group.attainment_8) > ROUNDING:
            wrong[group.number, "attainment_8"] = (
                f"{group.attainment_8:g} is not the sum of its elements, {total:g}"
            )
    return [
        f"group {number}, column {column}: {problem}; is a decimal point lost?"
        for (number, column), problem in sorted(wrong.items())
    ]


def _breaks(column: list[tuple[int, float]]) -> Iterator[tuple[int, str]]:
    """Figures out of step with their neighbours: of two steps that fail, the one between them."""
    fits = [
        GREATEST_FALL * below <= above <= GREATEST_RISE * below
        for (_, below), (_, above) in pairwise(column)
    ]
    previous_value = -1
    for at, fit in enumerate(fits):
        if fit or at == previous_value:
            continue
        (lower, below), (upper, above) = column[at], column[at + 1]
        if at == 0 and all(fits[1:2]):
            yield lower, f"{below:g} does not lead to {above:g} in the group above"
        else:
            yield upper, f"{above:g} does not follow {below:g} in the group below"
            previous_value = at + 1
