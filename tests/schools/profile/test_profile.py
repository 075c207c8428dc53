"""A school's profile as a document: years, breaks, numbers, inspections, who is asked for."""

from __future__ import annotations

from datetime import date

import pytest
from invented_schools import (
    AS_OF,
    EARLIER,
    FIRST,
    MERGED_URN,
    SPECIAL,
    UNLISTED,
    figure,
    invented_data,
)

from stocktake.schools import SchoolProfile, SchoolProfiles, SimilarSchools


def measure(profile: SchoolProfile, name: str, group: str = "all"):
    return next(
        entry
        for part in profile.parts
        for entry in part.measures
        if (entry.measure, entry.group) == (name, group)
    )


def test_an_earlier_number_leads_to_the_school_and_its_results_are_joined(
    invented_profiles,
) -> None:
    profile = invented_profiles.profile(EARLIER)
    assert (profile.asked_urn, profile.school.school_urn) == (EARLIER, FIRST)
    assert profile == invented_profiles.profile(FIRST).model_copy(
        update={"asked_urn": EARLIER, "notes": profile.notes}
    )
    assert f"URN {EARLIER} is an earlier number of this school, now URN {FIRST}." in profile.notes
    figures = measure(profile, "ks4.attainment_8")
    assert [year.value for year in (*figures.earlier, *figures.years)] == [29.0, 31.0, 31.0]


def test_the_results_of_a_merged_school_are_its_own(invented_profiles) -> None:
    into = invented_profiles.profile(FIRST + 1)
    years = measure(into, "ks4.attainment_8")
    assert 45.0 not in [year.value for year in (*years.earlier, *years.years)]
    assert any("results of the two are not joined" in note for note in into.notes)
    merged_profile = invented_profiles.profile(MERGED_URN)
    assert merged_profile.school.is_open is False
    assert "it closed on 31 August 2020" in merged_profile.school.sentence
    assert [year.value for year in measure(merged_profile, "ks4.attainment_8").years] == [45.0]


def test_a_break_ends_the_years_that_are_compared() -> None:
    rows = [
        figure(FIRST + index, "201718", "ks4.attainment_8", 90.0, pupil_count=100)
        for index in range(40)
    ]
    profile = SchoolProfiles(invented_data(rows), as_of=AS_OF).profile(FIRST)
    years = measure(profile, "ks4.attainment_8")
    assert [year.period for year in years.years] == ["202223", "202324"]
    assert [year.period for year in years.earlier] == ["201718", "201819"]
    assert [item.period for item in years.breaks] == ["201819"]
    # 90 points before the break are in no average.
    assert years.trend.average == 31.0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("symbol", "mark", "reason", "text"),
    [
        ("c", "SUPP", "suppressed", "it is suppressed to protect pupils' confidentiality"),
        ("z", "NE", "not_entered", "no pupil was entered"),
        ("z", "NEW", "new_school", "the school was new"),
        ("z", None, "not_applicable",
         "it does not apply (no pupil entered, or the school was new)"),
        ("u", "LOWCOV", "low_coverage",
         "it covers too few of the school's pupils (low coverage)"),
        ("x", "NP", "not_published", "it was not published"),
        ("-", None, "no_reason", "the file has no figure and no reason"),
    ],
)  # fmt: skip
def test_a_missing_figure_says_its_true_reason(symbol, mark, reason, text) -> None:
    row = figure(FIRST, "202425", "ks4.progress_8", None, symbol=symbol, row=7)
    profiles = SchoolProfiles(invented_data([row]), as_of=AS_OF)
    marks = {(row["release"], 7, "ks4.progress_8", "all"): mark} if mark else {}
    years = measure(profiles.profile(FIRST, marks=marks), "ks4.progress_8")
    latest = years.years[-1]
    assert (latest.value, latest.missing, latest.missing_text) == (None, reason, text)
    assert years.sentence.startswith(f"Progress 8: cannot tell for 2024/25: {text}.")
    assert "Before that: Progress 8: -0.95 in 2023/24" in years.sentence


def test_a_year_without_a_row_says_so_and_why_where_nobody_has_one(invented_profiles) -> None:
    years = measure(invented_profiles.profile(UNLISTED), "ks4.attainment_8")
    assert [year.missing for year in years.years] == ["no_row", None]


def test_a_school_that_no_register_has_is_compared_with_nobody(invented_profiles) -> None:
    profile = invented_profiles.profile(UNLISTED)
    assert profile.school.sentence == (
        "URN 900080 is in the published figures, but in no register that is held."
    )
    assert profile.similar.status == "cannot_tell"
    assert profile.similar.sentence == (
        "Cannot tell which schools are similar: no register that is held has the school."
    )


def test_there_is_no_set_for_special_schools(invented_profiles) -> None:
    similar = invented_profiles.similar(SPECIAL)
    assert similar.status == "cannot_tell"
    assert similar.sentence.endswith("there is no set of characteristics for special schools.")


def test_similar_schools_name_the_set_its_years_and_what_is_missing(invented_profiles) -> None:
    similar = invented_profiles.similar(FIRST)
    assert (similar.status, similar.set_id, similar.set_kind) == (
        "compared",
        "own-secondary",
        "own",
    )
    assert {entry.measure: entry.period for entry in similar.characteristics} == {
        "ks4.prior_attainment": "202324",
        "ks4.disadvantaged": "202324",
        "census.eal": "202324",
    }
    assert "Pupils with free school meals in the last six years" in similar.not_held
    nearest = similar.schools[0]
    assert (nearest.rank, nearest.shared_count) == (1, 3)
    assert nearest.distance <= similar.schools[1].distance
    # Everyone else does better; only those that also lead the list are to be learned from.
    assert 0 < len(similar.learn_from) < 39
    assert similar.learn_from[0] == FIRST + 39


def test_inspections_keep_their_own_words_and_are_not_compared() -> None:
    inspections = [
        {"school_urn": EARLIER, "inspection_date": date(2019, 3, 5), "regime": "graded",
         "area": "overall", "value": "Good", "event": "full"},
        {"school_urn": FIRST, "inspection_date": date(2026, 2, 3), "regime": "report_card",
         "area": "achievement", "value": "Needs attention", "safeguarding": "met", "event": "full"},
        {"school_urn": FIRST, "inspection_date": date(2026, 2, 3), "regime": "report_card",
         "area": "inclusion", "value": "Strong standard", "safeguarding": "met", "event": "full"},
        {"school_urn": FIRST, "inspection_date": date(2027, 2, 3), "regime": "report_card",
         "area": "inclusion", "value": "Exceptional", "event": "full"},
        {"school_urn": MERGED_URN, "inspection_date": date(2018, 2, 3), "regime": "graded",
         "area": "overall", "value": "Inadequate", "event": "full"},
    ]  # fmt: skip
    profiles = SchoolProfiles(invented_data(inspections=inspections), as_of=AS_OF)
    part = profiles.profile(FIRST).inspections
    assert [(entry.regime, entry.inspected_urn) for entry in part.inspections] == [
        ("report_card", FIRST),
        ("graded", EARLIER),
    ]
    assert part.sentence == (
        "Latest inspection, 3 February 2026: strong standard in 1 area, needs attention in 1 area; "
        "safeguarding met. There is no overall grade, and none is derived."
    )
    merged_into = profiles.profile(FIRST + 1).inspections
    assert merged_into.inspections == ()
    assert "not yet rated" in merged_into.sentence


@pytest.mark.slow
def test_one_school_alone_is_told_as_it_is_among_all(invented_profiles) -> None:
    for urn in (FIRST, FIRST + 20, SPECIAL, UNLISTED):
        assert invented_profiles.limited_to(urn).profile(urn) == invented_profiles.profile(urn)


def test_a_profile_is_read_back_from_its_json_as_it_was(invented_profiles) -> None:
    profile = invented_profiles.profile(FIRST)
    assert SchoolProfile.model_validate_json(profile.model_dump_json()) == profile
    similar = invented_profiles.similar(FIRST)
    assert SimilarSchools.model_validate_json(similar.model_dump_json()) == similar


@pytest.mark.slow
def test_learning_between_phases_stands_apart_and_needs_released_measures(
    invented_profiles,
) -> None:
    part = next(
        part for part in invented_profiles.profile(FIRST).parts if part.id.startswith("learning")
    )
    assert part.measures == ()
    assert part.empty.startswith("Not available: no released pupil measures are loaded")
    rows = [figure(FIRST, "202324", "learning.ks2_to_ks4", 0.21, pupil_count=95)]
    profile = SchoolProfiles(invented_data(rows), as_of=AS_OF).profile(FIRST)
    part = next(part for part in profile.parts if part.id.startswith("learning"))
    assert [entry.measure for entry in part.measures] == ["learning.ks2_to_ks4"]


def test_tables_that_hold_nothing_are_answered_too() -> None:
    data = invented_data()
    empty = SchoolProfiles(
        type(data)(figures=data.figures.clear(), register=data.register), as_of=AS_OF
    )
    profile = empty.profile(FIRST)
    assert profile.similar.status == "cannot_tell"
    assert empty.table.height == 0
    assert all(not part.measures for part in profile.parts)


def test_of_no_schools_there_are_no_rows(invented_profiles) -> None:
    assert invented_profiles.rows([], ["ks4.attainment_8"]).is_empty()
    assert invented_profiles.rows([99_999_999_999], ["ks4.attainment_8"]).is_empty()
    assert invented_profiles.rows([FIRST], ["ks4.attainment_8"])[
        "school_urn"
    ].unique().to_list() == [FIRST]
