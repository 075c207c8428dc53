"""The department's support next to the council's stages, and who is stuck by each definition."""

from datetime import date

import pytest

from stocktake.schools.escalation import (
    InspectionGrades,
    MilestoneEvent,
    load_regional_support,
    stuck_answers,
    support_progress,
)

PATH = load_regional_support()
GRADED_RI = InspectionGrades("graded", date(2023, 3, 1), {"overall": "Requires improvement"})
GRADED_GOOD = InspectionGrades("graded", date(2023, 3, 1), {"overall": "Good"})
EARLIER_INADEQUATE = InspectionGrades("graded", date(2019, 3, 1), {"overall": "Inadequate"})
AREAS_RI = InspectionGrades(
    "no_overall",
    date(2025, 1, 15),
    {"quality_of_education": "Requires improvement", "leadership_and_management": "Good"},
)
CARD = InspectionGrades(
    "report_card", date(2026, 3, 4), {"leadership_and_governance": "Needs attention"}
)
CARD_EXPECTED = InspectionGrades(
    "report_card", date(2026, 3, 4), {"leadership_and_governance": "Expected standard"}
)


def answers(*inspections: InspectionGrades, on: date = date(2026, 12, 1)) -> list[str]:
    return [item.answer for item in stuck_answers(PATH, inspections, on)]


@pytest.mark.parametrize(
    ("inspections", "expected_answers"),
    [
        ((GRADED_RI, EARLIER_INADEQUATE), ["stuck", "cannot_tell"]),
        ((AREAS_RI, GRADED_RI), ["stuck", "cannot_tell"]),
        ((AREAS_RI, GRADED_GOOD), ["not_stuck", "cannot_tell"]),
        ((GRADED_GOOD, EARLIER_INADEQUATE), ["not_stuck", "cannot_tell"]),
        ((CARD, GRADED_RI), ["cannot_tell", "stuck"]),
        ((CARD, AREAS_RI), ["cannot_tell", "stuck"]),
        ((CARD, GRADED_GOOD), ["cannot_tell", "not_stuck"]),
        ((CARD_EXPECTED, GRADED_RI), ["cannot_tell", "not_stuck"]),
        ((CARD,), ["cannot_tell", "cannot_tell"]),
        ((), ["cannot_tell", "cannot_tell"]),
    ],
)
def test_both_published_definitions(
    inspections: tuple[InspectionGrades, ...], expected_answers: list[str]
) -> None:
    assert answers(*inspections) == expected_answers
    assert answers(*reversed(inspections)) == expected_answers


def test_an_inspection_of_later_does_not_count_and_the_new_definition_begins_with_the_cards() -> (
    None
):
    assert answers(CARD, GRADED_RI, EARLIER_INADEQUATE, on=date(2025, 11, 9)) == ["stuck"]


def test_milestones_reached_skipped_and_next() -> None:
    events = [
        MilestoneEvent("inform", date(2026, 1, 12)),
        MilestoneEvent("diagnosis", date(2026, 3, 2)),
        MilestoneEvent("review", date(2027, 7, 1)),
        MilestoneEvent("unknown", date(2026, 11, 1)),
    ]
    progress = support_progress(PATH, events, date(2026, 4, 1))
    assert (progress.latest, progress.next) == ("diagnosis", "matching")
    assert progress.missing == ("first-meeting",)
    assert progress.days_since == 30


def test_a_path_not_begun_and_one_at_its_end() -> None:
    progress = support_progress(PATH, [], date(2026, 4, 1))
    assert (progress.latest, progress.next, progress.days_since) == (None, "inform", None)
    reviews = [MilestoneEvent("review", date(2026, month, 1)) for month in (9, 2)]
    last_progress = support_progress(PATH, reviews, date(2026, 10, 1))
    assert last_progress.next is None
    assert last_progress.dates["review"] == (date(2026, 2, 1), date(2026, 9, 1))
