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
    "committed_pounds": "90000",
    "spent_pounds": "20000.50",
    "forecast_pounds": "95000",
}


def add(area: Area, activity: str, committed: str, spent: str, forecast: str) -> FundingLine:
    values = {
        "activity_id": activity,
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
    assert sums["attend"] == Money(Decimal(100000), Decimal("20000.5"), Decimal(104000))
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
