"""A profile of an invented school, written by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from stocktake.schools.profile.model import (
    AreaJudgement,
    Comparison,
    InspectionPart,
    InspectionRecord,
    MeasureProfile,
    ProfilePart,
    SchoolDetails,
    SchoolProfile,
    Trend,
    YearFigure,
)
from stocktake.schools.similar.model import SimilarSchool, SimilarSchools
from stocktake.standards.units import Unit

AS_OF = date(2026, 11, 30)
YEARS = (("202223", "2022/23"), ("202324", "2023/24"), ("202425", "2024/25"))


def comparison_with(
    value: float | None, figure: float | None, *, better: str = "higher"
) -> Comparison:
    """A comparison that is beyond chance where the two differ by more than 3."""
    if value is None or figure is None:
        return Comparison(
            value=value, basis="none", school_count=None, difference=None,
            position="cannot_tell", is_beyond_chance=None,
        )  # fmt: skip
    difference = figure - value
    beyond = abs(difference) > 3
    is_better = (difference > 0) == (better == "higher")
    position: Any = ("better" if is_better else "worse") if beyond else "level"
    return Comparison(
        value=value, basis="computed", school_count=50, difference=difference,
        position=position, is_beyond_chance=beyond,
    )  # fmt: skip


def year(
    at: int, value: float | None, comparators: tuple[float | None, ...], better: str = "higher"
) -> YearFigure:
    """A figure with an interval of 4 on either side; similar, local and national after it."""
    period, label = YEARS[at]
    similar, local, national = comparators
    return YearFigure(
        period=period,
        period_label=label,
        value=value,
        missing=None if value is not None else "suppressed",
        missing_text="" if value is not None else "Too few pupils for a figure to be published.",
        lower=None if value is None else value - 4,
        upper=None if value is None else value + 4,
        interval_basis="none" if value is None else "computed",
        pupil_count=120,
        pupil_count_period=None,
        national=comparison_with(national, value, better=better),
        local=comparison_with(local, value, better=better),
        similar=comparison_with(similar, value, better=better),
        percentile=None if value is None else 23.0,
        ranked_count=3000,
        compared_with="state-funded mainstream secondary schools",
        shrunk=None,
        stage="final",
        release="2026-01-15-abcdef012345-r1",
        row=17,
        published_urn=900101,
    )


def measure(
    id: str,
    title: str,
    values: tuple[float | None, ...],
    comparators: tuple[float | None, ...],
    **more: Any,
) -> MeasureProfile:
    """A measure of three years."""
    better = more.pop("better", "higher")
    direction = more.pop("direction", "no_change")
    years = tuple(year(at, value, comparators, better) for at, value in enumerate(values))
    return MeasureProfile(
        measure=id,
        title=title,
        unit=more.pop("unit", Unit.SCORE),
        better=better,
        decimal_places=1,
        group=more.pop("group", "all"),
        group_title=more.pop("group_title", "All pupils"),
        years=years,
        earlier=(),
        breaks=(),
        sentence=f"{title} was {values[-1]} in 2024/25.",
        trend=Trend(
            average=None,
            year_count=3,
            change=None,
            relative_change=None,
            z=None,
            direction=direction,
            sentence=f"{title} did not move beyond chance.",
        ),  # fmt: skip
        note="",
    )


MEASURES = (
    measure("ks4.attainment_8", "Attainment 8", (38.5, 35.4, 36.1), (42.0, 40.2, 45.9)),
    measure(
        "ks4.english_maths_9_4",
        "Grade 4 or above in English and maths",
        (61.0, 63.0, 70.0),
        (60.0, 58.0, 65.0),
        unit=Unit.PERCENT,
    ),
    measure("ks4.progress_8", "Progress 8", (-0.9, -1.0, None), (None, None, None)),
    measure(
        "ks4.attainment_8",
        "Attainment 8",
        (30.0, 28.0, 27.0),
        (34.0, 33.0, 36.0),
        group="disadvantaged",
        group_title="Disadvantaged pupils",
    ),  # fmt: skip
    measure(
        "ks4.attainment_8",
        "Attainment 8",
        (44.0, 43.0, 42.0),
        (46.0, 45.0, 50.0),
        group="other",
        group_title="Other pupils",
    ),  # fmt: skip
    measure(
        "ks4.attainment_8",
        "Attainment 8",
        (55.0, 54.0, 53.0),
        (58.0, 57.0, 62.0),
        group="high_prior",
        group_title="Pupils with high prior attainment",
    ),  # fmt: skip
)
ABSENCE = (
    measure(
        "absence.persistent_10",
        "Persistent absence",
        (30.0, 33.0, 38.0),
        (27.0, 26.0, 20.0),
        unit=Unit.PERCENT,
        better="lower",
        direction="worse",
    ),  # fmt: skip
)


def similar_schools(learn_from: int = 2) -> SimilarSchools:
    """Fifty similar schools, of which some are to learn from."""
    schools = tuple(
        SimilarSchool(
            rank=rank, school_urn=900200 + rank, name=f"Invented School {rank}", la_code="900",
            la_name="Westmere", distance=0.1 * rank, shared_count=8, values=(), two_years=None,
            is_learn_from=rank <= learn_from,
        )
        for rank in range(1, 51)
    )  # fmt: skip
    return SimilarSchools(
        as_of=AS_OF, school_urn=900101, name="Example Harbour School", phase="secondary",
        status="compared", set_id="own-secondary", set_title="Our set", set_kind="own",
        set_note="", set_starts=date(2026, 11, 1), vintage="202425", vintage_label="2024/25",
        population_count=900, held_count=880, minimum_shared=6, characteristics=(), not_held=(),
        schools=schools, two_year_measure=None,
        learn_from=tuple(school.school_urn for school in schools if school.is_learn_from),
        sentence="The 50 most similar of 880 secondary schools.",
        learn_from_sentence="2 of them did better beyond chance over two years.", other_sets=(),
    )  # fmt: skip


def invented_profile(**changes: Any) -> SchoolProfile:
    """The profile; keyword arguments replace its fields."""
    profile = SchoolProfile(
        as_of=AS_OF,
        asked_urn=900101,
        school=SchoolDetails(
            school_urn=900101,
            name="Example Harbour School",
            phase="secondary",
            type="Academy converter",
            type_group="academy",
            la_code="900",
            la_name="Eastmere",
            status="Open",
            is_open=True,
            open_date=date(2014, 9, 1),
            close_date=None,
            capacity=900,
            pupils=812,
            gender="Mixed",
            admissions="Not applicable",
            trust_uid="9001",
            trust_name="Example Trust",
            federation=None,
            ward_code=None,
            resourced_provision=None,
            postcode=None,
            register_date=date(2026, 8, 1),
            numbers=(),
            sentence="Example Harbour School is an academy.",
        ),  # fmt: skip
        sentences=("Attainment 8 was 36.1 in 2024/25, below similar schools beyond chance.",),
        parts=(
            ProfilePart(id="key-stage-4", title="Key stage 4", measures=MEASURES, empty=""),
            ProfilePart(id="absence", title="Absence", measures=ABSENCE, empty=""),
        ),
        inspections=InspectionPart(
            inspections=(
                InspectionRecord(
                    regime="report_card",
                    regime_title="Report card",
                    inspection_date=date(2026, 3, 10),
                    published_date=None,
                    event="full",
                    judgements=(
                        AreaJudgement(
                            area="inclusion",
                            title="Inclusion",
                            value="Expected standard",
                        ),
                    ),
                    safeguarding="met",
                    category=None,
                    inspected_urn=900101,
                ),  # fmt: skip
            ),
            sentence="Inspected on 10 March 2026: a report card by area.",
        ),
        similar=similar_schools(),
        notes=("Progress 8 does not exist for 2024/25.",),
    )
    return profile.model_copy(update=changes)
