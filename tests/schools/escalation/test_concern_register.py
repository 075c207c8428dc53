"""The register of concern prompts a meeting; it moves nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.schools.escalation import (
    ConcernEntry,
    is_showing_late,
    lapse_date,
    live_entries,
    load_register_rules,
    meeting_prompt,
    show_to_head_by,
)
from stocktake.standards import load_bank_holidays

RULES = load_register_rules()
ENGLAND = load_bank_holidays()


def entry(identity: str, day: date, event: str = "", shown_on: date | None = None) -> ConcernEntry:
    return ConcernEntry(identity, event, "Visit", "Books of year 4", day, "A. Officer", shown_on)


def test_two_entries_prompt_nothing_and_the_third_does() -> None:
    entries = [entry("1", date(2026, 3, 2)), entry("2", date(2026, 5, 5))]
    assert not meeting_prompt(entries, RULES, date(2026, 6, 1)).is_prompted
    entries.append(entry("3", date(2026, 6, 10)))
    prompt = meeting_prompt(entries, RULES, date(2026, 6, 10))
    assert prompt.is_prompted
    assert prompt.prompted_on == date(2026, 6, 10)
    assert not meeting_prompt(entries, RULES, date(2026, 6, 9)).is_prompted


def test_one_event_counts_once_whoever_reports_it() -> None:
    entries = [
        entry("1", date(2026, 3, 2), "Complaint 17"),
        entry("2", date(2026, 3, 9), " complaint  17"),
        entry("3", date(2026, 4, 1)),
    ]
    prompt = meeting_prompt(entries, RULES, date(2026, 5, 1))
    assert [item.id for item in prompt.live_entries] == ["1", "3"]
    assert not prompt.is_prompted


def test_an_entry_lapses_after_twelve_months_and_reporting_it_again_keeps_nothing_alive() -> None:
    first = entry("1", date(2024, 2, 29), "Visit of 28 February")
    again = entry("2", date(2025, 1, 15), "Visit of 28 February")
    assert lapse_date(first, RULES) == date(2025, 2, 28)
    assert live_entries([first, again], RULES, date(2025, 2, 27)) == (first,)
    assert live_entries([first, again], RULES, date(2025, 2, 28)) == ()


def test_after_a_meeting_only_a_further_event_prompts_again() -> None:
    entries = [entry(str(month), date(2026, month, 2)) for month in (3, 4, 5)]
    meeting = date(2026, 5, 20)
    assert not meeting_prompt(entries, RULES, date(2026, 6, 1), last_meeting=meeting).is_prompted
    entries.append(entry("6", date(2026, 6, 2)))
    prompt = meeting_prompt(entries, RULES, date(2026, 6, 3), last_meeting=meeting)
    assert prompt.prompted_on == date(2026, 6, 2)


def test_the_head_sees_an_entry_within_five_working_days_over_a_moved_bank_holiday() -> None:
    # Early May 2020 was moved from Monday 4 to Friday 8: 5, 6, 7, 11, 12 May.
    item = entry("1", date(2020, 5, 4))
    assert show_to_head_by(item, RULES, ENGLAND) == date(2020, 5, 12)
    assert not is_showing_late(item, RULES, date(2020, 5, 12), ENGLAND)
    assert is_showing_late(item, RULES, date(2020, 5, 13), ENGLAND)
    shown_in_time = entry("1", date(2020, 5, 4), shown_on=date(2020, 5, 12))
    assert not is_showing_late(shown_in_time, RULES, date(2021, 5, 12), ENGLAND)
    shown_late = entry("1", date(2020, 5, 4), shown_on=date(2020, 5, 13))
    assert is_showing_late(shown_late, RULES, date(2021, 5, 12), ENGLAND)


@given(
    st.lists(st.tuples(st.integers(0, 800), st.sampled_from(["", "a", "b"])), max_size=12),
    st.integers(0, 1200),
)
def test_live_events_are_those_of_a_plain_count(rows: list[tuple[int, str]], day: int) -> None:
    start = date(2024, 1, 1)
    entries = [
        entry(str(index), start + timedelta(days=offset), event)
        for index, (offset, event) in enumerate(rows)
    ]
    on = start + timedelta(days=day)
    events = {item.event or item.id for item in entries if item.entry_date <= on}
    expected_count = 0
    for event in events:
        first_day = min(item.entry_date for item in entries if (item.event or item.id) == event)
        expected_count += (
            on < first_day.replace(year=first_day.year + 1)
            if (
                first_day.month,
                first_day.day,
            )
            != (2, 29)
            else on < date(first_day.year + 1, 2, 28)
        )
    assert len(live_entries(entries, RULES, on)) == expected_count
    prompt = meeting_prompt(entries, RULES, on)
    assert prompt.is_prompted is (expected_count >= 3)


def test_an_allegation_is_never_recorded_the_route_is_shown() -> None:
    assert "Refer them at once" in RULES.safeguarding_route
    with pytest.raises(TypeError):
        ConcernEntry("1", "", "Visit", "", date(2026, 1, 1))  # type: ignore[call-arg]
