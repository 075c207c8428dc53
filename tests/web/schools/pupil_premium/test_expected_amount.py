"""The amount by the rates of a year, next to the stated one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from school_rows import OLD_MILL, PIER, UNKNOWN
from support_rows import premium_of

from stocktake.schools import load_premium_rates
from stocktake_web.accounts.models import School, User
from stocktake_web.schools.pupil_premium.expected import expected_amount
from stocktake_web.schools.pupil_premium.models import PupilPremium

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def premium(school: School, pupils: int, pounds: int, year: str = "202526") -> PupilPremium:
    return premium_of(school, academic_year=year, pupil_count=pupils, allocation_pounds=pounds)


@pytest.mark.parametrize(
    ("urn", "year", "pupils", "pounds", "problem"),
    [
        (OLD_MILL, "202526", 40, 43_000, ""),
        (PIER, "202526", 40, 60_600, ""),
        (PIER, "202425", 3, 4_440, ""),
        (OLD_MILL, "202526", 0, 0, ""),
        (UNKNOWN, "202526", 40, None, "phase"),
        (OLD_MILL, "203031", 40, None, "rate"),
    ],
)
def test_pupils_at_the_rate_of_the_phase(
    schools: dict[str, School], urn: str, year: str, pupils: int, pounds: int | None, problem: str
) -> None:
    """Secondary 1,075 and primary 1,515 pounds in 2025-26; primary 1,480 in 2024-25."""
    row = premium(schools[urn], pupils, 1, year)
    amount = expected_amount(load_premium_rates(), schools[urn], row)
    assert (amount.pounds, amount.problem, amount.is_checked) == (pounds, problem, pupils == 0)


def test_the_page_shows_both_amounts_and_that_the_rate_was_not_checked(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    row = premium(schools[OLD_MILL], 40, 42_000)
    for role in ("improvement_officer", "headteacher"):
        page = text(client_for(role).get(f"{BASE}{OLD_MILL}/support/"))
        assert "Expected: £43,000, £1,075 for each pupil in 2025-26 (rate not checked)" in page
        assert "The stated amount is £1,000 less" in page
        assert "looked-after pupils and service children have rates of their own" in page
    page = text(client_for("improvement_officer").get(f"{BASE}pupil-premium/{row.pk}/"))
    assert "Expected: £43,000" in page
    assert "Break from 1 September 2026" in page
    assert "(not checked)" in page


def test_where_no_rate_is_held_the_page_says_so(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    premium(schools[OLD_MILL], 40, 42_000, "202627")
    page = text(client_for("analyst").get(f"{BASE}pupil-premium/"))
    assert "Cannot tell: no rate of 2026-27 is held" in page
    assert "No rate is held for 2026-27." in page


@pytest.mark.parametrize(
    ("looked_after", "service", "year", "pounds", "missing"),
    [
        (4, None, "202526", 36 * 1_075 + 4 * 2_630, ()),
        (4, 2, "202526", 36 * 1_075 + 4 * 2_630 + 2 * 350, ()),
        (40, 0, "202526", 40 * 2_630, ()),
        (0, 50, "202526", 40 * 1_075 + 50 * 350, ()),
        (0, 2, "201920", None, ("service children",)),
        (4, 2, "201112", None, ("looked-after children", "service children")),
    ],
)
def test_looked_after_and_service_children_have_rates_of_their_own(
    schools: dict[str, School],
    looked_after: int,
    service: int | None,
    year: str,
    pounds: int | None,
    missing: tuple[str, ...],
) -> None:
    row = premium(schools[OLD_MILL], 40, 1, year)
    row.looked_after_count, row.service_count = looked_after, service
    amount = expected_amount(load_premium_rates(), schools[OLD_MILL], row)
    assert (amount.pounds, amount.missing) == (pounds, missing)


def test_more_looked_after_than_all_is_refused(schools: dict[str, School]) -> None:
    with pytest.raises(ValidationError, match="Enter no more than 3, all who count for it"):
        premium_of(schools[OLD_MILL], pupil_count=3, looked_after_count=4)


def test_a_school_page_does_not_tell_of_few_looked_after_children(
    schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    premium_of(
        schools[OLD_MILL], academic_year="202526", pupil_count=40, looked_after_count=4,
        service_count=12, allocation_pounds=50_000,
    )  # fmt: skip
    address = f"{BASE}{OLD_MILL}/support/"
    page = text(client_for("governor").get(address))
    assert "it would tell how few pupils are looked after" in page
    assert "£53,420" not in page
    assert "£2,630" not in page
    page = text(client_for("improvement_officer").get(address))
    assert "£53,420 in 2025-26: 36 secondary pupils at £1,075, 4 looked-after children" in page
    assert "12 service children at £350 (rates not checked)" in page
