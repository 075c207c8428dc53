"""Predictions in Chromium: returned by keyboard alone, late for all to see, never written over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ledger_rows import PERIOD, ask
from playwright.sync_api import expect
from school_rows import HARBOUR, OLD_MILL

from stocktake_web.accounts.models import Area, School, SchoolType
from stocktake_web.schools.predictions.ledger import ledger_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BASE = "/example-borough/dashboard/schools/"
DUNE = "999004"
MOST_STOPS = 60


def go_to(page: Any, label: str) -> None:
    """Press Tab until a link, button or field of this name has the focus."""
    names = """() => {
        const element = document.activeElement;
        const labels = [...(element.labels || [])].map(label => label.textContent);
        return [element.textContent, ...labels].map(text => text.trim().replace(/\\s+/g, ' '));
    }"""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if label in page.evaluate(names):
            return
    raise AssertionError(f"the keyboard does not reach {label!r} on {page.url}")


@pytest.fixture
def year_11(area: Area, schools: dict[str, School]) -> None:
    """Three schools are asked: two that the council maintains and an academy."""
    School.objects.filter(pk=schools[DUNE].pk).update(
        phase="Secondary", type_group=SchoolType.MAINTAINED
    )
    ask(area)


def test_a_head_returns_predictions_with_the_keyboard_alone(
    area: Area, year_11: None, page_for: Callable[..., Any], accessible: Callable[[Any], None]
) -> None:
    page = page_for("headteacher")
    page.goto("/example-borough/dashboard/")
    go_to(page, "Return predictions: Year 11 predictions, autumn round, Old Mill School")
    page.keyboard.press("Enter")
    page.wait_for_url("**/predictions/*/")
    accessible(page)
    for label, value in (
        ("How many pupils are in the cohort?", "150"),
        ("Day", "20"), ("Month", "11"), ("Year", "2026"), ("Attainment 8 (optional)", "41.2"),
    ):  # fmt: skip
        go_to(page, label)
        page.keyboard.type(value)
    go_to(page, "Return")
    page.keyboard.press("Enter")
    page.get_by_text("1 prediction was entered.").wait_for()
    assert [entry.prediction.value for entry in ledger_of(area).entries] == [41.2]


def test_who_has_not_returned_is_seen_and_what_was_returned_is_never_written_over(
    area: Area,
    year_11: None,
    page_for: Callable[..., Any],
    accessible: Callable[[Any], None],
    clock: Any,
    tmp_path: Path,
) -> None:
    head = "school_urn,measure,time_period,cohort_count,value,predicted_on,author_role\n"
    files = {}
    for name, value in (("first", "41.2"), ("second", "55.0")):
        files[name] = tmp_path / f"{name}.csv"
        row = f"{OLD_MILL},ks4-attainment-8,{PERIOD},150,{value},2026-11-20,Head\n"
        files[name].write_text(head + row, encoding="utf-8")
    page = page_for("headteacher")
    page.goto(f"{BASE}{OLD_MILL}/predictions/file/")
    page.locator("input[type=file]").set_input_files(files["first"])
    page.get_by_role("button", name="Send").click()
    expect(page.locator("body")).to_contain_text("1 prediction was entered.")
    page.goto(f"{BASE}{OLD_MILL}/predictions/file/")
    page.locator("input[type=file]").set_input_files(files["second"])
    page.get_by_role("button", name="Send").click()
    assert (
        "was predicted already in this round" in page.locator(".govuk-error-summary").inner_text()
    )
    assert [entry.prediction.value for entry in ledger_of(area).entries] == [41.2]
    accessible(page)

    clock.moment = clock.moment.replace(month=12, day=13)
    officer = page_for("improvement_officer", viewport={"width": 375, "height": 740})
    officer.goto(f"{BASE}predictions/")
    rows = {
        urn: officer.locator(f'tr:has(a[href="{BASE}{urn}/predictions/"])').inner_text()
        for urn in (OLD_MILL, HARBOUR, DUNE)
    }
    assert "Partly returned" in rows[OLD_MILL] or "Returned" in rows[OLD_MILL]
    assert "Not returned" in rows[DUNE]
    assert "not held against the school" not in rows[DUNE]
    assert "Invited; not held against the school" in rows[HARBOUR]
    accessible(officer)
