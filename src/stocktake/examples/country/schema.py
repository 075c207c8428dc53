"""What the definition files of the invented country must look like."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from stocktake.standards.definitions import Definition, Source
from stocktake.statistics.schema import Text, TimePeriod

Levels = dict[TimePeriod, float]


class MeasureGroup(Definition):
    """A group of pupils for which a measure is published too.

    Parameters
    ----------
    id : str
        A group of the indicator's definition.
    offset : float
        How far the group's level lies from that of all pupils, in the unit.
    share : float
        The group's share of the pupils counted, above 0 and at most 1.
    """

    id: Text
    offset: float
    share: float = Field(gt=0, le=1)


class Measure(Definition):
    """How one indicator is distributed among the invented authorities.

    Parameters
    ----------
    indicator : str
        Id of a curated indicator.
    levels : dict of str to float
        The country's level by academic year; a year left out has no figure.
    spread : float
        Standard deviation among authorities; where ``skewed``, as a share of the level.
    skewed : bool
        Whether a few authorities lie far above the rest (a log-normal), as rates do.
    deprivation, quality : float
        Correlation with the authority's deprivation and with the quality of its services.
    pupil_share : float
        Children counted for each pupil of the authority: 0.075 for one year group.
    group : tuple of MeasureGroup
    """

    indicator: Text
    levels: Levels
    spread: float = Field(gt=0)
    skewed: bool = False
    deprivation: float = Field(ge=-1, le=1)
    quality: float = Field(ge=-1, le=1)
    pupil_share: float = Field(gt=0)
    group: tuple[MeasureGroup, ...] = ()

    @model_validator(mode="after")
    def _explains_no_more_than_all(self) -> Self:
        if self.deprivation**2 + self.quality**2 > 1:
            raise ValueError("deprivation and quality together explain more than all variance")
        return self


class MeasureFile(Definition):
    """The measures of one topic."""

    source: Source
    measure: tuple[Measure, ...]


class StoryFigure(Definition):
    """Levels of one indicator and group that do not depend on the seed."""

    indicator: Text
    group: str = "all"
    levels: Levels


class Story(Definition):
    """What happens in one authority, whatever the seed: the place of the invented plan."""

    place: Text
    name: Text
    region: Text
    pupils_count: int = Field(gt=0)
    deprivation: float
    figure: tuple[StoryFigure, ...]

    def levels(self, indicator: str, group: str) -> Levels:
        """The levels set for one indicator and group; empty where none are."""
        story_figures = (
            story_figure
            for story_figure in self.figure
            if (story_figure.indicator, story_figure.group) == (indicator, group)
        )
        return next((story_figure.levels for story_figure in story_figures), {})


class Names(Definition):
    """The parts of which names are made: authorities, regions and schools."""

    beginnings: tuple[Text, ...]
    endings: tuple[str, ...]
    regions: tuple[Text, ...]
    schools: tuple[Text, ...]
