"""The inspection regimes and the words of each one's scale; data, read once, never mapped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Literal, TypeAlias

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source, load_folder

PACKAGE = "stocktake.sources.schools"
FOLDER = "inspections"
RegimeId: TypeAlias = Literal["graded", "no_overall", "report_card"]


class ScaleValue(Definition):
    """One step of a scale, best first.

    Parameters
    ----------
    code : str
        The number by which files write it; empty where they write the word.
    starts, ends : date or None
        First and last day of inspections on which it was given.
    """

    value: str
    code: str = ""
    starts: date | None = None
    ends: date | None = None


class Category(Definition):
    """A category of concern as published, and the overall grade that goes with it."""

    value: str
    words: tuple[str, ...]
    implies: str | None = None


class InspectionRegime(Definition):
    """One regime of inspection.

    Parameters
    ----------
    starts, ends : date or None
        First and last day on which an inspection of the regime may have begun.
    not_judged : tuple of str
        What files write where an area was not judged.
    safeguarding : mapping of str to tuple of str
        What files write, by what it is called here.
    """

    title: str
    starts: date
    ends: date | None = None
    has_overall: bool
    not_judged: tuple[str, ...]
    note: str = ""
    source: Source
    scale: tuple[ScaleValue, ...] = Field(min_length=2)
    category: tuple[Category, ...] = ()
    safeguarding: Mapping[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _in_order(self) -> InspectionRegime:
        if self.ends is not None and self.starts > self.ends:
            raise ValueError(f"starts {self.starts} lies after ends {self.ends}")
        values = [step.value.casefold() for step in self.scale]
        duplicates = sorted({value for value in values if values.count(value) > 1})
        if duplicates:
            raise ValueError(f"values given twice: {', '.join(duplicates)}")
        return self

    def grade_words(self) -> tuple[str, ...]:
        """The words of the scale, best first."""
        return tuple(step.value for step in self.scale)

    def known_words(self) -> frozenset[str]:
        """Everything that a cell may hold, in lower case."""
        words = [*self.not_judged]
        for step in self.scale:
            words += [step.value, step.code] if step.code else [step.value]
        return frozenset(word.lower() for word in words)

    def category_words(self) -> dict[str, str]:
        """Category by what files write, in lower case."""
        return {word.lower(): entry.value for entry in self.category for word in entry.words}

    def safeguarding_words(self) -> dict[str, str]:
        """What safeguarding is called here, by what files write, in lower case."""
        return {word.lower(): name for name, words in self.safeguarding.items() for word in words}


@cache
def inspection_regimes() -> dict[str, InspectionRegime]:
    """Every regime by its id, in order of time.

    Examples
    --------
    >>> list(inspection_regimes())
    ['graded', 'no_overall', 'report_card']
    >>> inspection_regimes()["report_card"].grade_words()[0]
    'Exceptional'
    """
    definitions = load_folder(PACKAGE, FOLDER, InspectionRegime)
    regimes = {name: definition.value for name, definition in definitions.items()}
    return dict(sorted(regimes.items(), key=lambda item: item[1].starts))


def regime_on(day: date) -> str | None:
    """The id of the regime under which an inspection of that day was made; None before the first.

    Examples
    --------
    >>> regime_on(date(2024, 8, 31)), regime_on(date(2024, 9, 1)), regime_on(date(2025, 11, 10))
    ('graded', 'no_overall', 'report_card')
    """
    for name, regime in inspection_regimes().items():
        if regime.starts <= day and (regime.ends is None or day <= regime.ends):
            return name
    return None
