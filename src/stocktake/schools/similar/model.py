"""What is said of the schools similar to one: the document that every page and file renders."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from stocktake.schools.measures import Better
from stocktake.standards.units import Unit

CONTRACT = "stocktake-similar-schools/1"


class SchoolPart(BaseModel):
    """Base of what a document about a school is made of: frozen, finite numbers, no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class SharedCharacteristic(SchoolPart):
    """One characteristic of the set.

    Parameters
    ----------
    measure, title, unit, decimal_places
        What it is.
    weight : float
        As the set states it.
    period, period_label : str
        The academic year of the values.
    value : float or None
        The school's own; None where it is missing, and then it is in no distance.
    is_required : bool
        Without it two schools are not compared.
    """

    measure: str
    title: str
    unit: Unit
    decimal_places: int
    weight: float
    period: str
    period_label: str
    value: float | None
    is_required: bool


class TwoYearMean(SchoolPart):
    """A school's mean of two years, in the measure compared, and what chance does to it.

    ``lead`` is the difference from the school that the list is for, better counted as positive;
    ``lead_on_similar`` that from the mean of its similar schools. ``z`` and ``z_on_similar`` are
    these over their sampling errors; None where a number of pupils is not known.
    """

    value: float
    lead: float | None
    z: float | None
    lead_on_similar: float | None
    z_on_similar: float | None


class SimilarSchool(SchoolPart):
    """One similar school.

    Parameters
    ----------
    rank : int
        1 is the most similar.
    distance : float
        0 is alike in every shared characteristic.
    shared_count : int
        Characteristics that both have.
    values : tuple of float or None
        Its characteristics, in the order of the list's.
    two_years : TwoYearMean or None
        None where it has no two results.
    """

    rank: int
    school_urn: int
    name: str
    la_code: str
    la_name: str
    distance: float
    shared_count: int
    values: tuple[float | None, ...]
    two_years: TwoYearMean | None
    is_learn_from: bool


class ComparedMeasure(SchoolPart):
    """The measure in which similar schools are compared over two years."""

    measure: str
    title: str
    unit: Unit
    better: Better
    decimal_places: int
    periods: tuple[str, ...]
    period_labels: tuple[str, ...]
    value: float | None
    similar_mean: float | None
    similar_count: int


class SimilarSchools(SchoolPart):
    """The schools most similar to one, and those among them to learn from.

    Parameters
    ----------
    status : str
        ``compared``, or ``cannot_tell`` with the reason in ``sentence``.
    set_id, set_title, set_kind, set_note : str
        The set of characteristics; ``department`` or ``own``; what to know of it.
    set_starts : date or None
        From which day the version of the set is used.
    vintage : str
        The year of the newest characteristic.
    population_count, held_count : int
        Open schools of the phase, and those with values, among which these are the nearest.
    minimum_shared : int
        Characteristics that two schools must share to be compared.
    not_held : tuple of str
        Titles of characteristics that are not held.
    learn_from : tuple of int
        Numbers of similar schools that do better beyond chance over two years, best first.
    sentence, learn_from_sentence : str
        What a person would say.
    other_sets : tuple of str
        Ids of other sets that hold the school.
    """

    contract: Literal["stocktake-similar-schools/1"] = "stocktake-similar-schools/1"
    as_of: date
    school_urn: int
    name: str
    phase: str
    status: Literal["compared", "cannot_tell"]
    set_id: str
    set_title: str
    set_kind: Literal["department", "own", ""]
    set_note: str
    set_starts: date | None
    vintage: str
    vintage_label: str
    population_count: int
    held_count: int
    minimum_shared: int
    characteristics: tuple[SharedCharacteristic, ...]
    not_held: tuple[str, ...]
    schools: tuple[SimilarSchool, ...]
    two_year_measure: ComparedMeasure | None
    learn_from: tuple[int, ...]
    sentence: str
    learn_from_sentence: str
    other_sets: tuple[str, ...]
