"""A school's profile: the document that terminal, pages and data packs render."""

from __future__ import annotations

from datetime import date
from typing import Literal

from stocktake.schools.measures import Better
from stocktake.schools.similar.model import SchoolPart, SimilarSchools
from stocktake.standards.units import Unit

CONTRACT = "stocktake-school-profile/1"

Basis = Literal["published", "computed", "none"]
MissingReason = Literal[
    "suppressed",
    "not_entered",
    "new_school",
    "not_applicable",
    "not_available",
    "low_coverage",
    "rounds_to_zero",
    "small_cohort",
    "no_reason",
    "no_row",
    "not_published",
]
Position = Literal["better", "worse", "above", "below", "level", "cannot_tell"]
Direction = Literal["better", "worse", "up", "down", "no_change", "cannot_tell"]


class Comparison(SchoolPart):
    """A figure that the school's is compared with.

    Parameters
    ----------
    value : float or None
    basis : str
        ``published`` in the same files, ``computed`` from the schools' own, or ``none``.
    school_count : int or None
        How many schools a computed figure is from.
    difference : float or None
        The school's figure less this one.
    position : str
        ``better`` or ``worse`` beyond chance where the interval excludes the other figure;
        ``level`` where it does not; ``above`` or ``below`` where better has no direction or chance
        is not known; ``cannot_tell`` where either is missing.
    is_beyond_chance : bool or None
        None where there is no interval.
    """

    value: float | None
    basis: Basis
    school_count: int | None
    difference: float | None
    position: Position
    is_beyond_chance: bool | None


class ShrunkEstimate(SchoolPart):
    """The figure drawn towards its group, more so the fewer the pupils.

    Parameters
    ----------
    value, lower, upper : float
        The estimate, and its 95% interval.
    weight : float
        0 to 1: how much of the school's own difference from the group is kept.
    towards : str
        ``similar`` schools, or the ``phase``.
    """

    value: float
    lower: float
    upper: float
    weight: float
    towards: Literal["similar", "phase"]


class YearFigure(SchoolPart):
    """One measure of a school in one academic year.

    Parameters
    ----------
    value : float or None
        None where missing, for the reason in ``missing``, worded in ``missing_text``.
    lower, upper : float or None
        95% interval; ``interval_basis`` says whether it was published or computed.
    pupil_count : int or None
        Pupils behind the figure. ``pupil_count_period`` is another year where the file has no
        number and that of the nearest year stands in.
    percentile : float or None
        Of the other schools compared, the share that this one is better than (higher than where
        better has no direction), ties counted half: 0 to 100.
    ranked_count : int or None
        Schools with a figure, this one included.
    compared_with : str
        Which schools, such as "state-funded mainstream secondary schools".
    stage : str or None
        ``provisional``, ``revised`` or ``final``.
    release, row
        Where it is printed. ``published_urn`` is the school's number there.
    """

    period: str
    period_label: str
    value: float | None
    missing: MissingReason | None
    missing_text: str
    lower: float | None
    upper: float | None
    interval_basis: Basis
    pupil_count: int | None
    pupil_count_period: str | None
    national: Comparison
    local: Comparison
    similar: Comparison
    percentile: float | None
    ranked_count: int | None
    compared_with: str
    shrunk: ShrunkEstimate | None
    stage: str | None
    release: str | None
    row: int | None
    published_urn: int | None


class Trend(SchoolPart):
    """Average and direction over comparable years; never extrapolated.

    Parameters
    ----------
    average : float or None
        Mean of the years with a figure.
    year_count : int
    change : float or None
        The last year's figure less the first's, ``relative_change`` the same of the differences
        from the national figure.
    z : float or None
        The relative change over its sampling error.
    direction : str
        ``better`` or ``worse`` (``up``, ``down``) beyond chance, ``no_change`` beyond chance, or
        ``cannot_tell``.
    """

    average: float | None
    year_count: int
    change: float | None
    relative_change: float | None
    z: float | None
    direction: Direction
    sentence: str


class SeriesBreak(SchoolPart):
    """A year from which figures are not compared with earlier ones, and why."""

    period: str
    period_label: str
    reason: str


class MeasureProfile(SchoolPart):
    """One measure of a school: three comparable years, what they mean, and what came before.

    ``years`` are the latest three comparable ones, oldest first; ``earlier`` all before, not to be
    compared with them where a break lies between.
    """

    measure: str
    title: str
    unit: Unit
    better: Better
    decimal_places: int
    group: str
    group_title: str
    years: tuple[YearFigure, ...]
    earlier: tuple[YearFigure, ...]
    breaks: tuple[SeriesBreak, ...]
    sentence: str
    trend: Trend
    note: str


class ProfilePart(SchoolPart):
    """A part of the profile; ``empty`` says why it has no measures."""

    id: str
    title: str
    measures: tuple[MeasureProfile, ...]
    empty: str


class AreaJudgement(SchoolPart):
    """What an inspection says of one area, in the words of its own scale; None for not judged."""

    area: str
    title: str
    value: str | None


class InspectionRecord(SchoolPart):
    """One inspection, in its own terms: grades of different regimes are never compared.

    Where files contradict each other on an area, it has a judgement for each value.
    """

    regime: str
    regime_title: str
    inspection_date: date | None
    published_date: date | None
    event: str | None
    judgements: tuple[AreaJudgement, ...]
    safeguarding: str | None
    category: str | None
    inspected_urn: int


class InspectionPart(SchoolPart):
    """The inspections of a school, latest first, with what the latest says."""

    inspections: tuple[InspectionRecord, ...]
    sentence: str


class SchoolNumber(SchoolPart):
    """A number that the school had, or that of a school that it came from or became."""

    school_urn: int
    name: str
    link_type: str
    link_date: date | None
    is_joined: bool


class SchoolDetails(SchoolPart):
    """What the register says of a school; None where it does not say."""

    school_urn: int
    name: str
    phase: str | None
    type: str | None
    type_group: str | None
    la_code: str | None
    la_name: str | None
    status: str | None
    is_open: bool | None
    open_date: date | None
    close_date: date | None
    capacity: int | None
    pupils: int | None
    gender: str | None
    admissions: str | None
    trust_uid: str | None
    trust_name: str | None
    federation: str | None
    ward_code: str | None
    resourced_provision: str | None
    postcode: str | None
    register_date: date | None
    numbers: tuple[SchoolNumber, ...]
    sentence: str


class SchoolProfile(SchoolPart):
    """One school's profile.

    Parameters
    ----------
    asked_urn : int
        The number asked for; another than the school's where it is an earlier one.
    as_of : date
        Only what was known by this day.
    sentences : tuple of str
        What a person would say first: the headline of results, inspection and similar schools.
    parts : tuple of ProfilePart
    inspections : InspectionPart
    similar : SimilarSchools
    notes : tuple of str
        What to know before comparing: changes of number, mergers, missing registers.
    """

    contract: Literal["stocktake-school-profile/1"] = "stocktake-school-profile/1"
    as_of: date
    asked_urn: int
    school: SchoolDetails
    sentences: tuple[str, ...]
    parts: tuple[ProfilePart, ...]
    inspections: InspectionPart
    similar: SimilarSchools
    notes: tuple[str, ...]
