"""Money goes out with the workbook and comes back, by year, under the rules of its page."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from workbook_exchange import Cells, latest, send, send_back, take, take_out

from stocktake_web.accounts.models import Area
from stocktake_web.plans.models import FundingLine
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db
HEADER = 3


@pytest.fixture
def line(area: Area) -> FundingLine:
    values = {
        "activity_id": "team",
        "source": "Council",
        "financial_year": "202627",
        "committed_pounds": Decimal("90000"),
        "spent_pounds": Decimal("20000.50"),
        "forecast_pounds": Decimal("95000"),
    }
    return change(FundingLine(area=area), actor=None, values=values)


def cell(cells: Cells, name: str) -> int:
    return cells["Funding"][HEADER - 1].index(name)


def test_a_line_that_nobody_touched_changes_nothing(client: Client, line: FundingLine) -> None:
    cells = take_out(client)
    row = cells["Funding"][HEADER]
    assert row[cell(cells, "financial year")] == "2026-27"
    assert row[cell(cells, "spent")] == 20000.5
    assert "It changes nothing." in send_back(client, cells)


def test_a_line_is_changed_and_another_added_by_the_workbook(
    client: Client, line: FundingLine
) -> None:
    def fill(cells: Cells) -> None:
        cells["Funding"][HEADER][cell(cells, "spent")] = 30000
        new_row = ["", "", "visits", "Grant", "2025/26", 1000, 0, "1000.25", "For the bus."]
        cells["Funding"].append(new_row)

    page = send(client, fill)
    assert "changes spent" in page
    assert "adds a funding line: Grant" in page
    take(client, latest())
    line.refresh_from_db()
    assert line.spent_pounds == Decimal(30000)
    new = FundingLine.objects.exclude(pk=line.pk).get()
    assert (new.financial_year, new.forecast_pounds) == ("202526", Decimal("1000.25"))
    # Sent again, the same rows are there already.
    assert "It changes nothing." in send(
        client,
        lambda cells: cells["Funding"].append(
            ["", "", "visits", "Grant", "2025-26", 1000, 0, 1000.25, "For the bus."]
        ),
    )


def test_all_faults_of_a_line_are_said_by_the_rules_of_its_page(
    client: Client, line: FundingLine
) -> None:
    def fill(cells: Cells) -> None:
        cells["Funding"].append(["", "", "nothing", "", "2026", "much", -1, 0, ""])
        cells["Funding"].append(["999", "", "team", "Council", "2026-27", 1, 1, 1, ""])

    page = send(client, fill)
    for words in ("activity &#39;nothing&#39;", "source:", "financial year &#39;2026&#39;"):
        assert words in page
    for words in ("committed &#39;much&#39;", "spent &#39;-1&#39;"):
        assert words in page
    assert "there is no funding line 999" in page
    take(client, latest())
    assert FundingLine.objects.count() == 1


def test_a_line_that_was_changed_on_the_page_since_waits(client: Client, line: FundingLine) -> None:
    cells = take_out(client)
    change(line, actor=None, values={"spent_pounds": Decimal(1)}, expected_version=1)
    cells["Funding"][HEADER][cell(cells, "spent")] = 50000
    page = send_back(client, cells)
    assert "the line was changed on the page since the workbook was taken out" in page
    assert "spent 1," in page


def test_a_workbook_of_an_earlier_version_has_no_sheet_of_money(
    client: Client, line: FundingLine
) -> None:
    cells = take_out(client)
    del cells["Funding"]
    assert "It changes nothing." in send_back(client, cells)


def test_who_may_not_change_money_cannot_by_the_workbook(
    client: Client, line: FundingLine, client_for: Callable[[str], Client]
) -> None:
    analyst = client_for("analyst")
    cells = take_out(analyst)
    assert "It changes nothing." in send_back(analyst, cells)
    cells["Funding"][HEADER][cell(cells, "spent")] = 1
    page = send_back(analyst, cells)
    assert "your role does not let you change funding lines" in page
    # What a lead has sent an analyst cannot take either.
    send_back(client, cells)
    take(analyst, latest())
    line.refresh_from_db()
    assert line.spent_pounds == Decimal("20000.50")
