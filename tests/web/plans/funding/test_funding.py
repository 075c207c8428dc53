"""The money of activities."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area
from stocktake_web.audit.models import Event
from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.plans.funding.queries import Money, funding_by_priority
from stocktake_web.plans.models import PlanRevision
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db
FUNDING = "/example-borough/dashboard/plan/funding"
FORM = {
    "activity_id": "team",
    "source": "Council",
    "financial_year": "202627",
    "committed_pounds": "90000",
    "spent_pounds": "20000.50",
    "forecast_pounds": "95000",
}


def add(
    area: Area, activity: str, committed: str, spent: str, forecast: str, year: str = ""
) -> FundingLine:
    values = {
        "activity_id": activity,
        "financial_year": year,
        "source": "Council",
        "committed_pounds": Decimal(committed),
        "spent_pounds": Decimal(spent),
        "forecast_pounds": Decimal(forecast),
    }
    return change(FundingLine(area=area), actor=None, values=values)


def test_money_is_added_up_by_priority(area: Area, revision: PlanRevision) -> None:
    add(area, "team", "90000.00", "20000.50", "95000.00")
    add(area, "visits", "10000.00", "0.00", "9000.00")
    add(area, "gone", "1.00", "1.00", "1.00")
    sums = funding_by_priority(area)
    attend = sums["attend"]
    assert attend.committed_pounds == Decimal(100000)
    assert (attend.spent_pounds, attend.forecast_pounds) == (Decimal("20000.5"), Decimal(104000))
    assert sums["attend"].variance_pounds == Decimal(4000)
    assert sums[""].spent_pounds == Decimal(1)
    assert "learn" not in sums


def test_a_line_is_added_through_the_form_with_its_event(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("delivery_lead")
    assert client.post(f"{FUNDING}/add/", FORM)["Location"] == f"{FUNDING}/"
    line = FundingLine.objects.get()
    assert (line.area, line.spent_pounds) == (area, Decimal("20000.50"))
    event = Event.objects.get(object_type="plans.fundingline")
    values = {name: json.loads(value) for name, (_, value) in event.stored_values.content.items()}
    assert (event.verb, values["activity_id"], set(values)) == ("add", "team", {*FORM, "note"})
    assert "The funding line was added." in client.get(f"{FUNDING}/").content.decode()


def test_the_form_asks_for_amounts_and_takes_the_activity_of_the_address(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    page = client_for("delivery_lead").get(f"{FUNDING}/add/?activity=visits").content.decode()
    assert 'value="visits" selected' in page
    assert 'value="0"' not in page


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("spent_pounds", "-1", "Ensure this value is greater than or equal to 0."),
        ("committed_pounds", "", "Enter committed, in pounds"),
        ("activity_id", "elsewhere", "elsewhere is not one of the available choices."),
    ],
)
def test_a_line_that_cannot_be_is_refused(
    client_for: Callable[[str], Client],
    revision: PlanRevision,
    field: str,
    value: str,
    message: str,
) -> None:
    page = client_for("delivery_lead").post(f"{FUNDING}/add/", FORM | {field: value})
    assert message in page.content.decode()
    assert not FundingLine.objects.exists()


def test_a_line_is_changed_by_the_first_of_two(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    line = add(area, "team", "1", "1", "1")
    client = client_for("delivery_lead")
    form = FORM | {"version": "1"}
    assert client.post(f"{FUNDING}/{line.pk}/", form).status_code == 302
    assert client.post(f"{FUNDING}/{line.pk}/", form | {"source": "Grant"}).status_code == 409
    assert FundingLine.objects.get().source == "Council"


def test_a_line_of_another_area_is_not_found(
    other_area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    line = add(other_area, "team", "1", "1", "1")
    assert client_for("delivery_lead").get(f"{FUNDING}/{line.pk}/").status_code == 404


def test_money_of_each_year_adds_up_to_all_of_it(area: Area, revision: PlanRevision) -> None:
    add(area, "team", "100", "40", "100", "202627")
    add(area, "visits", "10", "5", "10", "202526")
    add(area, "visits", "1", "1", "1", "202627")
    add(area, "team", "1000", "0", "2000")
    money = funding_by_priority(area)["attend"]
    assert [(year.label, year.committed_pounds) for year in money.years] == [
        ("2025-26", Decimal(10)),
        ("2026-27", Decimal(101)),
        ("No year recorded", Decimal(1000)),
    ]
    assert sum(year.committed_pounds for year in money.years) == money.committed_pounds
    assert sum(year.variance_pounds for year in money.years) == money.variance_pounds
    assert money.by_year_words == (
        "By year: 2025-26, £10 committed and £5 spent; 2026-27, £101 committed and £41 spent; "
        "without a year, £1,000 committed and £0 spent."
    )
    assert Money.of([]).by_year_words == ""


def test_lines_without_any_year_cannot_be_told_by_year(area: Area, revision: PlanRevision) -> None:
    add(area, "team", "100", "40", "100")
    money = funding_by_priority(area)["attend"]
    assert money.by_year_words == (
        "By year: cannot tell, since the lines were recorded without a year."
    )


def test_a_new_line_names_its_year_and_an_old_one_may_stay_without(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("delivery_lead")
    page = client.post(f"{FUNDING}/add/", FORM | {"financial_year": ""}).content.decode()
    assert "#id_financial_year" in page
    page = client.post(f"{FUNDING}/add/", FORM | {"financial_year": "189900"}).content.decode()
    assert "#id_financial_year" in page
    assert not FundingLine.objects.exists()
    old = add(area, "team", "100", "40", "100")
    values = FORM | {"financial_year": "", "version": old.version, "source": "A grant"}
    assert client.post(f"{FUNDING}/{old.pk}/", values).status_code == 302
    old.refresh_from_db()
    assert (old.source, old.financial_year) == ("A grant", "")
    values |= {"financial_year": "202627", "version": old.version}
    assert client.post(f"{FUNDING}/{old.pk}/", values).status_code == 302
    old.refresh_from_db()
    page = client.post(
        f"{FUNDING}/{old.pk}/", values | {"financial_year": "", "version": old.version}
    )
    assert "#id_financial_year" in page.content.decode()


def test_pages_say_money_by_year_and_name_lines_without_one(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    add(area, "team", "90000", "20000", "95000", "202627")
    add(area, "visits", "7", "0", "7")
    client = client_for("delivery_lead")
    page = client.get(f"{FUNDING}/").content.decode()
    assert "1 line was recorded without a year, and counts to none." in page
    assert "no year recorded" in page
    narrowed = client.get(f"{FUNDING}/?year=202627").content.decode()
    assert narrowed.count(">Change<") == 1
    assert client.get(f"{FUNDING}/?year=none").content.decode().count(">Change<") == 1
    words = "2026-27, £90,000 committed and £20,000 spent; without a year, £7 committed"
    dashboard = "/example-borough/dashboard/"
    for address in (dashboard, f"{dashboard}plan/"):
        assert words in client.get(address).content.decode(), address
    activity = client.get(f"{dashboard}plan/activities/team/").content.decode()
    assert "Council, 2026-27: £90,000 committed" in activity
