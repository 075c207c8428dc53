"""What a criterion of concern may say: its evidence, its thresholds, its years, its source."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from stocktake.sources.schools import load_school_measures
from stocktake.standards.definitions import Definition, Source, load_folder
from stocktake.standards.units import Unit

Stage = Literal["ks2", "ks4", "any"]
Level = Literal["amber", "red"]


class BaseCriterion(Definition):
    """What every criterion has.

    Parameters
    ----------
    stage : str
        ``ks2``, ``ks4``, or ``any`` for every school.
    starts, ends : date, optional
        The days between which the criterion is used.
    never_alone : bool
        Whether it counts only next to another criterion: a prediction alone sets no category.
    """

    title: str
    stage: Stage = "any"
    never_alone: bool = False
    starts: date
    ends: date | None = None
    note: str = ""
    source: Source

    def is_in_use(self, as_of: date) -> bool:
        """Whether the criterion is used on a day."""
        return self.starts <= as_of and (self.ends is None or as_of <= self.ends)


class FigureCriterion(BaseCriterion):
    """A published figure beyond a threshold.

    Parameters
    ----------
    basis : str
        What is held against the thresholds: ``value`` (the figure), ``relative`` (less the
        national result), ``ratio`` (over the national result), ``change`` (over ``years`` years,
        of the distance to the national result), ``change_percent`` (of the figure itself, in
        percent of the earlier one), ``gap`` (less the school's own figure of ``versus``), or
        ``position`` (percent of schools that do no worse, 100 for the worst).
    side : str
        On which side of the thresholds the concern lies; a figure on a threshold is of concern.
    amber, red : float, optional
        At least one of them.
    years : int
        Years of which the mean is taken, all of which must be there; for changes, years between.
    beyond_chance : bool
        Only where chance alone would put the figure there in fewer than one in twenty schools.
    chance_sd : float, optional
        Standard deviation of one pupil's score; without it the measure is a percentage.
    latest_within_years : int
        How old the latest figure may be, in academic years, against the last that has ended.
    smallest_cohort : int
        Fewer pupils tell nothing.
    """

    evidence: Literal["figure"] = "figure"
    measure: str
    unit: Unit
    decimal_places: int = Field(default=1, ge=0, le=3)
    group: str = "all"
    versus: str = ""
    basis: Literal["value", "relative", "ratio", "change", "change_percent", "gap", "position"]
    side: Literal["below", "above"]
    amber: float | None = None
    red: float | None = None
    years: int = Field(default=1, ge=1, le=5)
    beyond_chance: bool = False
    chance_sd: float | None = Field(default=None, gt=0)
    latest_within_years: int = Field(default=1, ge=0)
    smallest_cohort: int = Field(default=11, ge=6)

    @model_validator(mode="after")
    def _must_have_ordered_thresholds(self) -> Self:
        if self.amber is None and self.red is None:
            raise ValueError("amber or red is needed")
        if self.amber is not None and self.red is not None:
            is_worse = self.red < self.amber if self.side == "below" else self.red > self.amber
            if not is_worse:
                raise ValueError("red lies further out than amber")
        measure = load_school_measures().get(self.measure)
        if self.basis == "position" and measure is not None and measure.better == "neither":
            raise ValueError(f"of {self.measure} neither more nor less is worse")
        if self.basis == "position" and self.side == "below":
            raise ValueError("a position is 100 for the worst, so that its side is above")
        if (self.basis == "gap") != bool(self.versus):
            raise ValueError("versus belongs to the basis gap, and to no other")
        if self.beyond_chance and self.basis not in ("relative", "change"):
            raise ValueError("beyond_chance belongs to the bases relative and change")
        return self


class CoastingCriterion(BaseCriterion):
    """Attainment that looks well over progress that does not.

    Parameters
    ----------
    progress, attainment : str
        Measures, each as the mean of ``years`` years less the national result.
    attainment_at_least : float
        Distance of attainment to the national result from which it looks well.
    amber, red : float
        Distances of progress to the national result; met only beyond chance.
    chance_sd : float
        Standard deviation of one pupil's progress.
    """

    evidence: Literal["coasting"] = "coasting"
    progress: str
    attainment: str
    attainment_at_least: float
    amber: float
    red: float
    chance_sd: float = Field(gt=0)
    years: int = Field(default=2, ge=1, le=5)
    latest_within_years: int = Field(default=1, ge=0)
    smallest_cohort: int = Field(default=11, ge=6)

    @model_validator(mode="after")
    def _must_have_red_below_amber(self) -> Self:
        if self.red >= self.amber:
            raise ValueError("red lies below amber")
        return self


class InspectionCriterion(BaseCriterion):
    """An inspection's outcome, by the scale of its own regime; regimes are never mapped.

    Parameters
    ----------
    regime : str
    areas : tuple of str
        Areas that count; empty for every area.
    amber, red : tuple of str
        Values of that regime's scale.
    safeguarding_red : tuple of str
        Words for safeguarding that are red by themselves.
    """

    evidence: Literal["inspection"] = "inspection"
    regime: Literal["graded", "no_overall", "report_card"]
    areas: tuple[str, ...] = ()
    amber: tuple[str, ...] = ()
    red: tuple[str, ...] = ()
    safeguarding_red: tuple[str, ...] = ()


class LocalCriterion(BaseCriterion):
    """What only officers know: an answer that they enter, good for so many days."""

    evidence: Literal["local"] = "local"
    question: str
    valid_days: int = Field(default=365, ge=1)


Criterion = Annotated[
    FigureCriterion | CoastingCriterion | InspectionCriterion | LocalCriterion,
    Field(discriminator="evidence"),
]


class CriterionFile(Definition):
    """The criteria of one subject; each has an id of its own."""

    criterion: dict[str, Criterion]


class Category(Definition):
    """A category of concern: when it is suggested, and what a school in it is entitled to.

    It is suggested where the school has at least ``red`` red criteria, or at least ``amber``
    amber or red ones; a category with neither is for schools that reach no other.
    """

    id: str
    title: str
    entitlement: str
    red: int | None = Field(default=None, ge=1)
    amber: int | None = Field(default=None, ge=1)


class CategoryScheme(Definition):
    """The categories, the least concern first."""

    title: str
    starts: date
    category: tuple[Category, ...] = Field(min_length=2)
    source: Source

    @model_validator(mode="after")
    def _must_begin_without_condition(self) -> Self:
        ids = [item.id for item in self.category]
        if len(set(ids)) < len(ids):
            raise ValueError("two categories have the same id")
        conditions = [item.red is not None or item.amber is not None for item in self.category]
        if conditions[0] or not all(conditions[1:]):
            raise ValueError("the first category has no condition, and every other has one")
        return self


@lru_cache(maxsize=8)
def load_criteria(own_folder: Path | None = None) -> dict[str, Criterion]:
    """Every criterion by id, those of all files together."""
    definitions = load_folder(
        "stocktake.schools", "concern_criteria", CriterionFile, own_folder=own_folder
    )
    return {
        name: criterion
        for item in definitions.values()
        for name, criterion in item.value.criterion.items()
    }


@lru_cache(maxsize=8)
def load_categories(own_folder: Path | None = None) -> CategoryScheme:
    """The categories in use."""
    definitions = load_folder(
        "stocktake.schools", "concern_categories", CategoryScheme, own_folder=own_folder
    )
    return max((item.value for item in definitions.values()), key=lambda scheme: scheme.starts)
