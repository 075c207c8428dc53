"""The exchange: names of schools that signed, marked by stage; of the others nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from exchange_rows import MEASURE, PERIOD, result_of, sign_for
from school_rows import HARBOUR, OLD_MILL, PIER

from stocktake_web import services
from stocktake_web.accounts.models import Area, School, User
from stocktake_web.audit.models import AppendOnlyError
from stocktake_web.schools.exchange import actions
from stocktake_web.schools.exchange.models import EarlyResult, ExchangeSignature
from stocktake_web.schools.exchange.queries import comparisons, signature_of

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
OFFICERS = {"analyst", "head_of_service", "improvement_officer"}
READERS = OFFICERS | {"headteacher", "governor", "trust_leader"}


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def results(schools: dict[str, School]) -> dict[str, School]:
    """Three schools returned a result; nobody has signed."""
    for urn, value in ((OLD_MILL, "41.11"), (HARBOUR, "52.22"), (PIER, "63.33")):
        result_of(schools[urn], value)
    return schools


def values(area: Area, own_school: School | None, *signed: School) -> dict[str, Decimal]:
    (comparison,) = comparisons(area, own_school, {school.urn for school in signed})
    return {line.row.school.urn: line.row.value for line in comparison.lines}


def test_only_schools_that_signed_are_named_to_an_officer(
    area: Area, results: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    sign_for(results[HARBOUR])
    page = text(client_for("head_of_service").get(f"{BASE}exchange/"))
    assert "52.2" in page
    assert "The school’s own, unchecked" in page
    assert "41.1" not in page
    assert "63.3" not in page
    assert "2 more schools have returned a result and are not shown" in page
    assert "1 of 4 schools" in page


def test_a_school_that_did_not_sign_sees_its_own_alone(
    area: Area, results: dict[str, School]
) -> None:
    """Names are given for names: nobody reads others without being read."""
    sign_for(results[HARBOUR])
    assert values(area, results[OLD_MILL], results[HARBOUR]) == {OLD_MILL: Decimal("41.11")}
    values_of_both = values(area, results[OLD_MILL], results[HARBOUR], results[OLD_MILL])
    assert values_of_both == {OLD_MILL: Decimal("41.11"), HARBOUR: Decimal("52.22")}


def test_the_head_signs_and_withdraws_with_a_day(
    area: Area,
    results: dict[str, School],
    client_for: Callable[[str], Client],
    clock: Any,
) -> None:
    sign_for(results[HARBOUR])
    head = client_for("headteacher")
    address = f"{BASE}{OLD_MILL}/exchange/"
    assert "52.2" not in text(head.get(address))
    day = {"effective_date_day": "23", "effective_date_month": "11", "effective_date_year": "2026"}
    head.post(f"{address}sign/", {"answer": "yes", **day})
    page = text(head.get(address))
    assert "52.2" in page
    assert "Signed" in page
    later = day | {"effective_date_day": "30"}
    head.post(f"{address}sign/", {"answer": "no", **later})
    assert "It withdraws on 30 November 2026" in text(head.get(address))
    assert "52.2" in text(head.get(address)), "until then it takes part"
    clock.forward(days=7)
    page = text(client_for("headteacher").get(address))
    assert "52.2" not in page
    assert "Withdrew" in page
    officer = text(client_for("analyst").get(f"{BASE}exchange/"))
    assert "41.1" not in officer, "and is named to nobody"


def test_nobody_signs_for_a_day_that_has_passed(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    values = {
        "answer": "yes", "effective_date_day": "22", "effective_date_month": "11",
        "effective_date_year": "2026",
    }  # fmt: skip
    answer = client_for("headteacher").post(f"{BASE}{OLD_MILL}/exchange/sign/", values)
    assert "The day must be today or later" in text(answer)
    assert not ExchangeSignature.objects.exists()


def test_two_signatures_of_one_day_the_later_one_counts(
    area: Area, schools: dict[str, School]
) -> None:
    sign_for(schools[PIER])
    sign_for(schools[PIER], is_signed=False)
    assert not signature_of(schools[PIER]).is_signed
    sign_for(schools[PIER])
    assert signature_of(schools[PIER]).is_signed


def test_who_sees_what_and_a_number_opens_nothing(
    area: Area,
    results: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    sign_for(results[OLD_MILL])
    sign_for(results[HARBOUR])
    for role in users:
        client = client_for(role)
        own_page = client.get(f"{BASE}{OLD_MILL}/exchange/")
        assert (own_page.status_code == 200) == (role in READERS), role
        assert (b"52.2" in own_page.content) == (role in READERS), role
        for page in ("", f"{HARBOUR}/", f"{PIER}/"):
            other_page = client.get(f"{BASE}{page}exchange/")
            assert (other_page.status_code == 200) == (role in OFFICERS), (role, page)
            assert (b"52.2" in other_page.content) == (role in OFFICERS and page != f"{PIER}/")
        assert b"63.3" not in own_page.content + other_page.content or role in OFFICERS
    for role in set(users) - {"headteacher"}:
        answer = client_for(role).get(f"{BASE}{OLD_MILL}/exchange/sign/")
        assert answer.status_code in (302, 403, 404), role


def test_a_school_of_another_place_is_not_found(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    assert client_for("analyst").get(f"{BASE}100000/exchange/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"cohort_count": 5}, "A result of fewer than 6 pupils is not exchanged"),
        ({"cohort_count": 0}, "A result of fewer than 6 pupils is not exchanged"),
        ({"time_period": "202627"}, "These results come on 20 August 2027 or later"),
        ({"measure": "ks4-grades"}, "Select a measure"),
        ({"measure": "league-table"}, "Select a measure"),
    ],
)
def test_what_is_no_early_result(
    area: Area, schools: dict[str, School], changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        result_of(schools[OLD_MILL], "40", **changes)
    assert not EarlyResult.objects.exists()


@pytest.mark.parametrize("value", ["-0.01", "90.01"])
def test_a_result_lies_within_its_bounds(
    area: Area, schools: dict[str, School], value: str
) -> None:
    with pytest.raises(ValidationError, match="Enter a number from 0 to 90"):
        result_of(schools[OLD_MILL], value)


def test_a_cohort_of_six_is_exchanged(area: Area, schools: dict[str, School]) -> None:
    assert result_of(schools[OLD_MILL], "90", cohort_count=6).pk


def test_once_results_are_final_there_is_no_early_comparison(
    area: Area,
    results: dict[str, School],
    monkeypatch: pytest.MonkeyPatch,
    client_for: Callable[[str], Client],
) -> None:
    sign_for(results[OLD_MILL])
    final = frozenset({(MEASURE, PERIOD)})
    for module in ("actions", "queries"):
        monkeypatch.setattr(
            f"stocktake_web.schools.exchange.{module}.final_results", lambda area, day: final
        )
    assert b"41.1" not in client_for("analyst").get(f"{BASE}exchange/").content
    with pytest.raises(ValidationError, match="These results are final"):
        result_of(results[OLD_MILL], "40")


def test_a_later_result_takes_the_place_of_an_earlier_one(
    area: Area, schools: dict[str, School]
) -> None:
    result_of(schools[OLD_MILL], "40")
    result_of(schools[OLD_MILL], "42", stage="provisional")
    assert values(area, schools[OLD_MILL]) == {OLD_MILL: Decimal("42.00")}


def test_what_was_said_is_never_changed(area: Area, schools: dict[str, School]) -> None:
    row = result_of(schools[OLD_MILL], "40")
    row.value = Decimal(60)
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE schools_earlyresult SET value = 60")


def test_a_head_returns_a_result_and_sees_it_marked(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    head = client_for("headteacher")
    values = {
        "measure": MEASURE, "time_period": PERIOD, "stage": "provisional", "value": "44.4",
        "cohort_count": "130",
    }  # fmt: skip
    page = text(head.post(f"{BASE}{OLD_MILL}/exchange/result/", values, follow=True))
    assert "The result was kept." in page
    assert "44.4" in page
    assert "Provisional" in page
    refusal = text(head.post(f"{BASE}{OLD_MILL}/exchange/result/", values | {"cohort_count": "3"}))
    assert "A result of fewer than 6 pupils is not exchanged" in refusal


def test_many_schools_take_few_queries(
    area: Area,
    client_for: Callable[[str], Client],
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(40):
        school = School(area=area, urn=f"9980{number:02}", name=f"School {number:02}")
        school.save()
        sign_for(school, on=services.today() + timedelta(days=number % 2))
        result_of(school, "50")
    client = client_for("analyst")
    with django_assert_max_num_queries(16):
        page = client.get(f"{BASE}exchange/")
    assert page.content.count(b"returned 23 November") == 20


def test_nothing_is_called_final_where_no_file_is_held(area: Area) -> None:
    assert actions.final_results(area, date(2026, 11, 23)) == frozenset()
