"""Who has returned and who has not: visible, and held against those only who had to."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from prediction_rows import make_addition

from stocktake.schools import predictions
from stocktake.schools.predictions import (
    Addition,
    CollectionStatus,
    ExpectedSchool,
    Ledger,
    collection_status,
    collection_windows,
)
from stocktake.schools.predictions.ledger import round_of
from stocktake.standards.errors import DefinitionError, UsageError

SCHOOLS = [
    ExpectedSchool(100001, "Northgate", is_invited_only=False),
    ExpectedSchool(100002, "Southgate", is_invited_only=False),
    ExpectedSchool(100003, "Westgate Academy", is_invited_only=True),
]
WHOLE_RETURN: list[dict[str, object]] = [
    {"measure": "ks4-attainment-8"},
    {"measure": "ks4-english-maths-9-4"},
    {"measure": "ks4-english-maths-9-5"},
    {"measure": "ks4-grades", "subject": "English language", "value": None},
    {"measure": "ks4-grades", "subject": "Mathematics", "value": None},
]


def whole_return(urn: int, on: date) -> Ledger:
    """One school's whole return of the spring."""
    return Ledger().add(whole_additions(urn, on), recorded_on=on)


def whole_additions(urn: int, on: date) -> list[Addition]:
    """Everything that the window asks for."""
    return [
        make_addition(
            school_urn=urn,
            predicted_on=on,
            grade_counts={"5": 150} if "subject" in item else {},
            **item,
        )
        for item in WHOLE_RETURN
    ]


def status_on(ledger: Ledger, day: date) -> CollectionStatus:
    """The spring round of year 11."""
    return collection_status(
        ledger, SCHOOLS, window="year-11", round_id="spring", time_period="202526", as_of=day
    )


def rows_of(status: CollectionStatus) -> dict[str, tuple[str, bool]]:
    """Each school's status, and whether it counts against the school."""
    columns = ("name", "status", "counts_against_school")
    return {name: (word, counts) for name, word, counts in status.schools.select(columns).rows()}


def test_before_the_deadline_nobody_is_late() -> None:
    status = status_on(whole_return(100001, date(2026, 2, 2)), date(2026, 3, 1))
    assert rows_of(status) == {
        "Northgate": ("returned", False),
        "Southgate": ("awaited", False),
        "Westgate Academy": ("awaited", False),
    }
    assert status.is_open
    assert (status.opens, status.deadline) == (date(2026, 1, 15), date(2026, 3, 27))


def test_after_the_deadline_an_academy_is_shown_and_not_blamed() -> None:
    ledger = whole_return(100001, date(2026, 4, 2))
    ledger = ledger.add(
        [make_addition(school_urn=100002, predicted_on=date(2026, 4, 2))],
        recorded_on=date(2026, 4, 2),
    )
    status = status_on(ledger, date(2026, 4, 10))
    assert rows_of(status) == {
        "Northgate": ("returned late", False),
        "Southgate": ("partly returned", True),
        "Westgate Academy": ("not returned", False),
    }
    assert status.missing_schools["name"].to_list() == ["Southgate", "Westgate Academy"]
    missing = status.schools.filter(pl.col("name") == "Southgate")["missing_measures"].item()
    assert "ks4-grades: Mathematics" in missing
    assert status.sentence() == (
        "Year 11 predictions, spring round: 1 of 2 maintained schools returned; 0 of 1 academy "
        "that was invited did so too."
    )


def test_reminders_are_due_on_their_days_and_only_for_what_is_missing() -> None:
    ledger = whole_return(100001, date(2026, 2, 2))
    assert not status_on(ledger, date(2026, 3, 12)).schools["reminder_due"].any()
    due = status_on(ledger, date(2026, 3, 13)).schools
    assert due.filter(pl.col("reminder_due"))["name"].to_list() == ["Southgate", "Westgate Academy"]


def test_what_is_entered_later_was_not_there_on_the_day() -> None:
    ledger = whole_return(100001, date(2026, 2, 2))
    assert rows_of(status_on(ledger, date(2026, 2, 1)))["Northgate"][0] == "awaited"


def test_a_round_is_the_last_that_had_opened() -> None:
    windows = collection_windows()
    days = {
        date(2025, 9, 10): "autumn",
        date(2025, 12, 20): "autumn",
        date(2026, 1, 14): "autumn",
        date(2026, 1, 15): "spring",
        date(2026, 6, 1): "spring",
    }
    for day, name in days.items():
        prediction = make_addition(predicted_on=day).prediction
        assert round_of(prediction, windows) == name


def test_unknown_windows_and_rounds_are_named() -> None:
    with pytest.raises(UsageError, match="no window of predictions is called 'year-12'"):
        collection_status(
            Ledger(), SCHOOLS, window="year-12", round_id="autumn", time_period="202526",
            as_of=date(2026, 1, 1),
        )  # fmt: skip
    with pytest.raises(UsageError, match="year-11 has no round 'summer'; expected one of autumn"):
        collection_status(
            Ledger(), SCHOOLS, window="year-11", round_id="summer", time_period="202526",
            as_of=date(2026, 1, 1),
        )  # fmt: skip


SHIPPED = Path(predictions.__file__).parent / "definitions" / "windows"


def test_a_third_collection_in_a_year_is_refused(tmp_path: Path) -> None:
    text = (SHIPPED / "year-11.toml").read_text(encoding="utf-8")
    third = '\n[[round]]\nid = "summer"\nopens = "05-01"\ndeadline = "05-20"\n'
    folder = tmp_path / "windows"
    folder.mkdir()
    (folder / "year-11.toml").write_text(text.replace("\n[[source]]", f"{third}\n[[source]]"))
    with pytest.raises(DefinitionError, match="year-11.toml: round"):
        collection_windows(tmp_path)


def test_two_windows_for_one_measure_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "windows"
    folder.mkdir()
    text = (SHIPPED / "year-11.toml").read_text(encoding="utf-8")
    (folder / "mocks.toml").write_text(text)
    with pytest.raises(DefinitionError, match="'ks4-attainment-8' is collected by mocks too"):
        collection_windows(tmp_path)
