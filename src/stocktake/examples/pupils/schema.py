"""What the definition files of the invented borough's pupils must look like."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from stocktake.standards.definitions import Definition, Source
from stocktake.statistics.schema import Text, TimePeriod

Block = tuple[date, date]


class YearTerms(Definition):
    """One academic year's blocks of weeks, by term, and the days in them without school.

    ``unexpected_closure`` is a day on which some schools could not open.
    """

    autumn: tuple[Block, ...]
    spring: tuple[Block, ...]
    summer_first_half: tuple[Block, ...]
    summer_second_half: tuple[Block, ...]
    holidays: tuple[date, ...]
    unexpected_closure: date | None = None


class Terms(Definition):
    """The term dates of every year."""

    source: Source
    year: dict[TimePeriod, YearTerms]


class PupilNames(Definition):
    """The syllables of invented names."""

    forename_beginnings: tuple[Text, ...]
    girl_endings: tuple[Text, ...]
    boy_endings: tuple[Text, ...]
    surname_beginnings: tuple[Text, ...]
    surname_endings: tuple[Text, ...]
    streets: tuple[Text, ...]
    wards: tuple[Text, ...]
    providers: tuple[Text, ...]
    employers: tuple[Text, ...]


class SchoolStory(Definition):
    """What is planted in one secondary school, counted among the eight from 0.

    Parameters
    ----------
    school : int
    progress_grades : float
        Added to every grade, in grades; 0 where nothing is planted.
    draw : float
        How strongly better-off families choose the school.
    prediction_grades : float
        By how much its predictions exceed what its pupils then get, in grades.
    off_rolled : float
        Share of a year group that leaves between the January of year 10 and that of year 11.
    """

    school: int = Field(ge=0, le=7)
    progress_grades: float = 0
    draw: float = 0
    prediction_grades: float = 0
    off_rolled: float = 0


class ProgrammeStory(Definition):
    """One programme for pupils.

    Parameters
    ----------
    id, title : str
    years : tuple of str
        Academic years in which it ran.
    nc_years : tuple of int
        National curriculum years of its pupils.
    subject : str
        The subject of key stage 2 that it is to raise: ``READ``, ``MATH`` or empty.
    effect : float
        What it adds there, in standard deviations of the scaled score.
    reach : float
        Share of the eligible pupils of the schools taking part.
    schools : float
        Share of schools taking part.
    overlaps : str
        Another programme, most of whose pupils are also taken into this one; or empty.
    """

    id: Text
    title: Text
    years: tuple[TimePeriod, ...]
    nc_years: tuple[int, ...]
    subject: str = ""
    effect: float = 0
    reach: float = Field(gt=0, le=1)
    schools: float = Field(gt=0, le=1)
    overlaps: str = ""


class UnderServed(Definition):
    """A group with a large gap that programmes seldom reach: disadvantaged pupils of one ward.

    Parameters
    ----------
    ward : str
    standing : float
        Added to their standing at each key stage, in standard deviations.
    reach : float
        Their chance of a place on a programme, relative to others'.
    """

    ward: Text
    standing: float
    reach: float = Field(ge=0, le=1)


class PlantedFacts(Definition):
    """The truth that is planted among the pupils, whatever the seed."""

    coasting: SchoolStory
    optimistic: SchoolStory
    off_rolling: SchoolStory
    under_served: UnderServed
    programme: tuple[ProgrammeStory, ...]


class Shape(Definition):
    """Levels and shares that the borough's published figures do not give.

    Parameters
    ----------
    source : Source
    attainment_8_by_ks2 : tuple of (float, float)
        Mean of key stage 2 reading and maths, and the Attainment 8 that goes with it.
    ethnicity : dict of str to float
        Share by main code.
    other_language : dict of str to float
        Share whose first language is other than English, by ethnicity; 0.03 where not given.
    suspension_reasons : dict of str to float
    needs : dict of str to float
        Share of primary needs among pupils with special educational needs.
    """

    source: Source
    attainment_8_by_ks2: tuple[tuple[float, float], ...]
    ethnicity: dict[str, float]
    other_language: dict[str, float]
    suspension_reasons: dict[str, float]
    needs: dict[str, float]
