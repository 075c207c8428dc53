"""The days of a pack are free to choose, and each count leads to the very records."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from ledger_rows import ask
from meeting_rows import past_meeting, stepped_up
from power_rows import served_notice
from school_rows import HARBOUR, OLD_MILL, add_schools
from support_rows import offer_of, practice_of, provision_of, review_of, support_of
from visit_rows import approved

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.schools.evidence.periods import find_period, periods
from stocktake_web.schools.evidence.queries import evidence_of, record_rows
from stocktake_web.schools.evidence.record_lines import record_lines

pytestmark = pytest.mark.django_db
PAGE = "/example-borough/dashboard/schools/evidence/"
READER = "head_of_service"


@pytest.fixture(autouse=True)
def in_december(clock: Any) -> None:
    """The shipped points are in use from 1 December 2026; it is Monday the seventh."""
    clock.moment = datetime(2026, 12, 7, 9, 30, tzinfo=UTC)


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def days(first: str, last: str) -> dict[str, str]:
    values = {}
    for name, text in (("first_day", first), ("last_day", last)):
        parts = zip(("day", "month", "year"), text.split("."), strict=False)
        values |= {f"{name}_{part}": number for part, number in parts}
    return values


def test_any_two_days_are_chosen_and_both_are_in_it(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    base = provision_of(area, add_schools(area)[OLD_MILL])
    for day in (date(2026, 3, 9), date(2026, 3, 10), date(2026, 5, 20), date(2026, 5, 21)):
        review_of(base, day)
    client = client_for(READER)
    page = client.get(PAGE, days("10.3.2026", "20.5.2026"))
    text = words(page)
    assert "Records of 10 March 2026 to 20 May 2026." in text
    assert "2 records of “A review of a special-needs base" in text
    address = f"{PAGE}records/special_needs_base_review/?period=2026-03-10-to-2026-05-20"
    assert address in page.content.decode()
    records = words(client.get(address))
    assert "2 records" in records
    assert "20 May 2026" in records
    assert "21 May 2026" not in records
    pdf = client.get(f"{PAGE}pack.pdf?period=2026-03-10-to-2026-05-20")
    assert "evidence-2026-03-10-to-2026-05-20.pdf" in pdf["Content-Disposition"]


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        ("1.6.2026", "31.5.2026", "must be on or after the first day"),
        ("1.6.2026", "8.12.2026", "must be today or in the past"),
        ("31.2.2026", "1.6.2026", "From must be a real date"),
        ("", "1.6.2026", "From"),
    ],
)
def test_days_that_make_no_period_say_why(
    area: Area, client_for: Callable[[str], Client], first: str, last: str, message: str
) -> None:
    text = words(client_for(READER).get(PAGE, days(first, last)))
    assert message in text
    assert "Records of 7 December 2025 to 7 December 2026." in text


@pytest.mark.parametrize(
    "code", ["2026-05-20-to-2026-03-10", "2026-02-30-to-2026-03-10", "2026-03-10-to-2026-12-08"]
)
def test_a_code_that_is_no_period_is_none(code: str) -> None:
    assert find_period(code, date(2026, 12, 7)) is None


def test_every_count_is_the_number_of_records_listed(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client], clock: Any
) -> None:
    schools = add_schools(area)
    school, officer = schools[OLD_MILL], users["improvement_officer"]
    ask(area)
    today, clock.moment = clock.moment, datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    approved(school, officer, users["headteacher"], users["head_of_service"])
    clock.moment = today
    stepped_up(school, officer, day=date(2026, 12, 2))
    past_meeting(schools[HARBOUR], day=date(2026, 11, 2))
    served_notice(school, users["head_of_service"])
    review_of(provision_of(area, school), date(2026, 11, 5))
    support_of(school, impact="some", impact_evidence="Books.")
    offer_of(area, event_date=date(2026, 11, 3), impact="some", impact_evidence="Books.")
    practice_of(school, is_agreed=True, passed_on_on=date(2026, 11, 9), passed_on_to="All heads")
    period = periods(services.today())["12-months"]
    pack = evidence_of(area, period).pack
    counts = {
        item.record_kind.id: item.count
        for part in pack.areas
        for row in part.points
        for item in row.items
    }
    client = client_for(READER)
    for kind, source in record_rows(area).items():
        lines = record_lines(source, period.first_day, period.last_day)
        assert len(lines) == counts[kind], kind
        page = client.get(f"{PAGE}records/{kind}/")
        assert page.status_code == 200, kind
    assert sum(counts.values()) > 10


def test_what_is_no_kind_of_rows_is_not_found_and_others_do_not_open_it(
    area: Area, client_for: Callable[[str], Client]
) -> None:
    for kind in ("plan_target", "self_evaluation", "nothing"):
        assert client_for(READER).get(f"{PAGE}records/{kind}/").status_code == 404
    for role in ("headteacher", "governor", "councillor", "board_member"):
        assert client_for(role).get(f"{PAGE}records/visit/").status_code == 403
