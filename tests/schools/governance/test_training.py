"""Training of governors by the phase of their school."""

from datetime import date

from stocktake.schools.governance import load_training, training_items

PROGRAMME = load_training()


def test_a_secondary_governor_has_the_secondary_courses() -> None:
    appointed_on = date(2026, 1, 31)
    items = training_items(
        PROGRAMME, "secondary", ["governor"], appointed_on, {}, date(2026, 7, 31)
    )
    assert {item.course.id for item in items} == {
        "induction",
        "secondary-results",
        "secondary-challenge",
        "special-needs",
    }
    assert [item.course.id for item in items if item.is_late] == []
    later = training_items(PROGRAMME, "secondary", ["governor"], appointed_on, {}, date(2026, 8, 1))
    assert [item.course.id for item in later if item.is_late] == ["induction"]
    assert later[0].due_on == date(2026, 7, 31)


def test_a_councillor_who_chairs_a_primary_school_and_what_was_done_later() -> None:
    items = training_items(
        PROGRAMME,
        "primary",
        ["councillor", "chair"],
        date(2025, 1, 1),
        {"induction": date(2025, 3, 1), "chairing": date(2026, 12, 1)},
        date(2026, 6, 1),
    )
    by_id = {item.course.id: item for item in items}
    assert "secondary-results" not in by_id
    assert by_id["induction"].done_on == date(2025, 3, 1)
    assert by_id["chairing"].is_late
    assert by_id["councillor"].is_late
