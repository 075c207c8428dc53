"""The first page of those who do not see the plan's delivery: its promises, and their school."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from stocktake.sources import read_ees
from stocktake.statistics import Warehouse
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.public.drafting.preparation import prepare_edition
from stocktake_web.public.editions import actions

pytestmark = pytest.mark.django_db
OF_A_SCHOOL = ("headteacher", "governor", "clerk", "trust_leader")
OUTSIDE = (*OF_A_SCHOOL, "provider", "youth_member")
SCHOOL_URN = "999001"
DASHBOARD = "/example-borough/dashboard/"
COLUMNS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name,school_urn,school_laestab,school_name,"
    "absence_percent"
)
ENGLAND = "Academic year,{level},E92000001,England"
AUTHORITY = "E12000002,North West,890,E06000009,Blackpool"
SCHOOL = f"{AUTHORITY},{SCHOOL_URN},8904001,Example School"
DATA = (
    COLUMNS,
    f"202324,{ENGLAND.format(level='National')},,,,,,,,,7.1",
    f"202324,{ENGLAND.format(level='Local authority')},{AUTHORITY},,,,8.4",
    f"202324,{ENGLAND.format(level='School')},{SCHOOL},9.3",
    f"202223,{ENGLAND.format(level='School')},{SCHOOL},9.9",
)
META = (
    "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,"
    "filter_grouping_column,filter_default",
    "absence_percent,Indicator,Absence rate,Rates,%,1,,,",
)


def text(client: Client) -> str:
    answer = client.get(DASHBOARD)
    assert answer.status_code == 200
    page = answer.content.decode()
    return " ".join(page[page.index("<main") : page.index("</main>")].split())


@pytest.mark.slow
@pytest.mark.parametrize("role", OUTSIDE)
def test_the_promises_are_those_of_the_published_account(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client], role: str
) -> None:
    client = client_for(role)
    assert "No public account is published now." in text(client)
    revision = add_revision(
        area=area, actor=None, text=services.example_plan_text("blackpool"), reason="first"
    )
    prepared = prepare_edition(area, revision, as_of=services.today())
    waiting = actions.prepare(
        area=area, actor=users["analyst"], revision=revision, account=prepared.account,
        documents={}, drawings={}, reason="first",
    )  # fmt: skip
    assert "No public account is published now." in text(client)
    approved = actions.approve(
        area=area, actor=users["head_of_service"], publication=waiting, expected_version=1
    )
    actions.publish(area=area, actor=users["secretary"], publication=approved, expected_version=2)
    page = text(client)
    assert page.count('href="/example-borough/targets/') == 11
    assert "4 more targets" in page
    assert "From the public account, as known on 23 November 2026." in page
    assert "Cannot tell" in page


@pytest.mark.parametrize("role", OF_A_SCHOOL)
def test_without_a_row_for_the_school_it_says_what_will_stand_there(
    area: Area, client_for: Callable[[str], Client], role: str
) -> None:
    page = text(client_for(role))
    assert "No published figure of this school (URN 999001) is loaded here yet." in page
    assert "<table" not in page


def test_a_school_stands_next_to_its_place_and_the_country(
    client_for: Callable[[str], Client],
    users: dict[str, User],
    tmp_path: Path,
    settings: Any,
) -> None:
    Area.objects.update(invented=False)
    (tmp_path / "absence.csv").write_text("\n".join(DATA) + "\n")
    (tmp_path / "absence.meta.csv").write_text("\n".join(META) + "\n")
    reading = read_ees(
        tmp_path / "absence.csv", published=date(2025, 3, 20), retrieved=date(2025, 3, 20)
    )
    settings.STOCKTAKE_WAREHOUSE = str(tmp_path / "warehouse")
    Warehouse(tmp_path / "warehouse").write(reading, loaded_at=services.now())
    page = text(client_for("headteacher"))
    table = page[page.index("<table") : page.index("</table>")]
    for cell in ("Absence rate", "2023/24", "9.3%", "8.4%", "7.1%"):
        assert cell in table
    assert "9.9" not in table
    assert "No published figure" not in page
    assert "<table" not in text(client_for("provider"))


def test_without_a_school_it_says_who_records_one(
    area: Area, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    membership = users["trust_leader"].memberships.get()
    membership.school_urn = ""
    membership.save()
    assert "No school is recorded with your role here" in text(client_for("trust_leader"))


@pytest.mark.parametrize("role", ["provider", "youth_member"])
def test_who_has_no_school_reads_of_none(
    area: Area, client_for: Callable[[str], Client], role: str
) -> None:
    assert "School 999001" not in text(client_for(role))
