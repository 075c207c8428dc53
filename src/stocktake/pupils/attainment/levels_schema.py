"""What each qualification adds towards level 2 and level 3 by the age of nineteen."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from stocktake.pupils.attainment.schema import Text
from stocktake.standards.definitions import Definition, Source

Percent = int


class LevelPart(Definition):
    """One qualification's size, as a percentage of a full level.

    Parameters
    ----------
    qualification, stage : str
        As in the table of entries.
    grades : tuple of str
        Passing grades; none where any grade but ``U`` and ``X`` is a pass.
    level_2_percent, level_3_percent : int
        100 is a full level: five good GCSEs, or two A levels.
    apprenticeship : bool
    """

    qualification: Text
    stage: Literal["KS4", "POST16"]
    grades: tuple[Text, ...] = ()
    level_2_percent: Percent = Field(default=0, ge=0, le=100)
    level_3_percent: Percent = Field(default=0, ge=0, le=100)
    apprenticeship: bool = False


class Levels(Definition):
    """The parts of level 2 and level 3, and what counts as English and maths.

    Parameters
    ----------
    english, maths : tuple of str
        Subject codes.
    english_and_maths_qualifications : tuple of str
        Qualifications whose passes count as level 2 in English and maths.
    """

    title: Text
    part: tuple[LevelPart, ...] = Field(min_length=1)
    english: tuple[Text, ...] = Field(min_length=1)
    maths: tuple[Text, ...] = Field(min_length=1)
    english_and_maths_qualifications: tuple[Text, ...] = Field(min_length=1)
    source: tuple[Source, ...] = Field(min_length=1)
