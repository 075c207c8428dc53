"""Transitions, subject strategies, early years and pupil premium."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from invented_profile import invented_profile
from school_rows import HARBOUR, OLD_MILL
from support_rows import (
    early_years_of,
    premium_of,
    seats_of,
    subject_action_of,
    transition_of,
)

from stocktake_web.accounts.models import Area, School
from stocktake_web.schools.pupil_premium.queries import find_gaps
from stocktake_web.schools.small_counts import is_hidden
from stocktake_web.schools.subject_strategies.queries import subject_parts

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("count", "is_expected"),
    [(0, False), (1, True), (9, True), (10, False), (50, False), (51, True), (60, False)],
)
def test_a_part_is_hidden_where_it_or_the_rest_is_small(count: int, is_expected: bool) -> None:
    assert is_hidden(count, 60, 10) is is_expected
    assert not is_hidden(count, 60, 0), "officers see all"


def test_a_head_cannot_work_out_who_has_no_offer(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    transition_of(
        schools[OLD_MILL], information_count=60, offer_count=57, enrolled_count=46, january_count=44
    )
    page = text(client_for("headteacher").get(f"{BASE}{OLD_MILL}/support/"))
    for cell, is_shown in ((">60<", True), (">57<", False), (">46<", True), (">44<", False)):
        assert (cell in page) is is_shown, cell
    page = text(client_for("analyst").get(f"{BASE}transitions/"))
    assert ">57<" in page
    assert ">44<" in page


def test_nobody_stays_who_did_not_enrol(area: Area, schools: dict[str, School]) -> None:
    with pytest.raises(ValidationError) as caught:
        transition_of(schools[OLD_MILL], offer_count=61, january_count=1)
    assert caught.value.message_dict == {
        "offer_count": ["Enter no more than 60, the pupils"],
        "january_count": ["Enter no more than 0, who enrolled"],
    }
    transition_of(schools[OLD_MILL], offer_count=0, enrolled_count=0, january_count=0)
    with pytest.raises(ValidationError, match="The year is entered already"):
        transition_of(schools[OLD_MILL])


def test_fidelity_is_seen_on_a_day(area: Area, schools: dict[str, School]) -> None:
    with pytest.raises(ValidationError, match="Enter the day on which it was seen"):
        subject_action_of(schools[OLD_MILL], fidelity="partly")
    subject_action_of(schools[OLD_MILL], fidelity="partly", seen_on=date(2026, 11, 23))
    subject_action_of(schools[OLD_MILL])
    subject_action_of(schools[HARBOUR], academic_year="202526")
    parts = {part.id: part for part in subject_parts(area)}
    assert set(parts) == {"english", "mathematics", "science", "languages"}
    assert parts["english"].school_count == 1
    assert dict(parts["english"].fidelity_counts) == {
        "Nobody looked yet": 1, "Not begun": 0, "Partly as intended": 1, "As intended": 0,
    }  # fmt: skip


def test_the_gap_is_of_the_latest_year_in_which_both_have_a_figure() -> None:
    """Measures that have no other group beside them say nothing of a gap."""
    profile = invented_profile()
    part = profile.parts[0]
    measure = part.measures[0]

    def group(name: str, values: list[float | None]) -> Any:
        years = tuple(
            measure.years[0].model_copy(
                update={"period": f"20{year}", "period_label": str(year), "value": value}
            )
            for year, value in zip((23, 24, 25), values, strict=True)
        )
        return measure.model_copy(update={"group": name, "years": years})

    pair = (
        group("disadvantaged", [40.0, 41.5, 44.0]),
        group("not_disadvantaged", [60.0, 62.0, None]),
    )
    with_pair = profile.model_copy(update={"parts": (part.model_copy(update={"measures": pair}),)})
    (gap,) = find_gaps(with_pair)
    assert (gap.period_label, gap.disadvantaged, gap.other_pupils) == ("24", 41.5, 62.0)
    assert gap.difference == pytest.approx(-20.5)
    alone = profile.model_copy(update={"parts": (part.model_copy(update={"measures": pair[:1]}),)})
    assert find_gaps(alone) == []


def test_premium_declares_the_break_and_needs_evidence(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    with pytest.raises(ValidationError, match="Enter what shows the impact"):
        premium_of(schools[OLD_MILL], impact="some")
    assert not premium_of(schools[HARBOUR], academic_year="202526").is_after_break
    assert premium_of(schools[OLD_MILL]).is_after_break
    for page in ("pupil-premium/", f"{OLD_MILL}/support/", f"{OLD_MILL}/pupil-premium/add/"):
        answer = client_for("improvement_officer").get(f"{BASE}{page}")
        assert "Break from 1 September 2026" in text(answer), page
    answer = client_for("improvement_officer").get(f"{BASE}{HARBOUR}/support/")
    assert "Break from 1 September 2026" not in text(answer)


def test_who_sees_teaching_and_money(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    subject_action_of(schools[HARBOUR], action="Planted action.")
    premium_of(schools[HARBOUR], stated_use="Planted use.")
    early_years_of(schools[HARBOUR], findings="Planted finding.")
    officers = ("analyst", "head_of_service", "improvement_officer")
    pages = ("subject-strategies/", "pupil-premium/", "transitions/")
    for role in (*officers, "headteacher", "governor", "trust_leader", "board_member"):
        client = client_for(role)
        status = 200 if role in officers else 403
        for page in (*pages, f"{HARBOUR}/support/"):
            assert client.get(f"{BASE}{page}").status_code == status, (role, page)
        assert "Planted" not in text(client.get(f"{BASE}{OLD_MILL}/support/"))
    page = text(client_for("analyst").get(f"{BASE}{HARBOUR}/support/"))
    assert page.count("Planted") == 3


def test_the_pages_ask_as_often_of_many_as_of_few(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    client = client_for("improvement_officer")
    pages = ("subject-strategies/", "pupil-premium/", "transitions/", "governance/")

    def count_queries() -> list[int]:
        counts = []
        for page in (*pages, f"{OLD_MILL}/support/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"{BASE}{page}").status_code == 200
            counts.append(len(queries))
        return counts

    def add(year: int) -> None:
        for school in schools.values():
            subject_action_of(school)
            premium_of(school, academic_year=f"20{year}{year + 1}")
            early_years_of(school, academic_year=f"20{year}{year + 1}")
            transition_of(school, academic_year=f"20{year}{year + 1}")
            seats_of(school)

    add(26)
    count_queries()
    few = count_queries()
    for year in (22, 23, 24, 25):
        add(year)
    assert count_queries() == few
    assert max(few) <= 20
