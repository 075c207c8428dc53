"""A school that got another number: its record, its people and its predictions go with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from ledger_rows import PERIOD, addition, ask, enter
from school_rows import HARBOUR, OLD_MILL, PIER, ROWS
from statement_rows import draft

from stocktake.schools.register import SchoolHistory, SchoolNumber, StructuralChange
from stocktake.standards import InputError
from stocktake_web.accounts.models import Area, Membership, Role, School, User
from stocktake_web.accounts.schools.actions import load_schools
from stocktake_web.accounts.schools.hand_over.actions import hand_over_records
from stocktake_web.accounts.schools.numbers import current_numbers
from stocktake_web.audit.models import Event
from stocktake_web.records.change import change
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.agreements.models import TrustAgreement
from stocktake_web.schools.categories.actions import set_category
from stocktake_web.schools.categories.queries import current_categories, settings_of
from stocktake_web.schools.predictions.queries import round_views
from stocktake_web.schools.statements.actions import (
    says_cannot_tell_again,
    send_statement,
    sign_statement,
    submit_statement,
)
from stocktake_web.services.school_files import keep_file
from stocktake_web.services.school_histories import StoredHistory

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
NEW, NEWER = "999811", "999812"
DAY = date(2026, 11, 1)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def academy(area: Area, schools: dict[str, School]) -> School:
    """Old Mill School's number of today, which the register has and nothing else."""
    row = replace(ROWS[0], urn=NEW, name="Old Mill Academy")
    load_schools(area=area, actor=None, rows=[row])
    return School.objects.get(area=area, urn=NEW)


def convert(area: Area, **steps: str) -> int:
    """Hand over, by ``u<number>=<number>``."""
    pairs = {old[1:]: (new, DAY) for old, new in steps.items()}
    return hand_over_records(area=area, actor=None, steps=pairs)


def categorise(school: School, actor: User, category: str = "C") -> None:
    set_category(
        actor=actor, by_role="Improvement officer", school=school, category=category,
        reason="Results fell.", effective_date=date(2026, 10, 1),
    )  # fmt: skip


def send(school: School, officer: User, head: User) -> None:
    row = draft(school, officer)
    row = submit_statement(actor=officer, statement=row, expected_version=row.version)
    row = sign_statement(
        actor=head, by_role="Head of service", statement=row, expected_version=row.version
    )
    send_statement(actor=head, statement=row, expected_version=row.version)


def test_category_and_letters_are_read_under_the_number_of_today(
    area: Area, academy: School, schools: dict[str, School], users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    officer = users["improvement_officer"]
    categorise(schools[OLD_MILL], officer)
    send(schools[OLD_MILL], officer, users["head_of_service"])
    assert convert(area, u999001=NEW) == 1
    assert current_categories(area)[NEW].category == "C"
    assert OLD_MILL not in current_categories(area)
    page = text(client_for("improvement_officer").get(f"{BASE}{NEW}/"))
    assert "It had the URN 999001 before 1 November 2026, as Old Mill School." in page
    assert "under URN 999001" in page
    assert "Results fell." in page
    old_page = text(client_for("improvement_officer").get(f"{BASE}{OLD_MILL}/"))
    assert "URN 999811" in old_page, "an address with the earlier number leads to the school"
    second = draft(School.objects.get(pk=academy.pk), officer)
    assert second.needs_head, "“cannot tell” was said under the earlier number"
    assert says_cannot_tell_again(second)


def test_the_schools_people_go_with_it_and_are_told_apart_from_those_who_left(
    area: Area, academy: School, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    past = Membership.objects.create(
        user=users["analyst"], area=area, role=Role.HEADTEACHER, school_urn=OLD_MILL,
        starts=date(2020, 1, 1), ends=date(2021, 1, 1),
    )  # fmt: skip
    before = Event.objects.filter(verb="change role").count()
    convert(area, u999001=NEW)
    membership = Membership.objects.get(user=users["headteacher"], area=area)
    assert (membership.school_urn, membership.version) == (NEW, 2)
    past.refresh_from_db()
    assert past.school_urn == OLD_MILL
    people = Membership.objects.filter(area=area, school_urn=NEW).count()
    assert Event.objects.filter(verb="change role").count() - before == people
    assert convert(area, u999001=NEW) == 0, "a second night changes nothing"
    assert Event.objects.filter(verb="hand over").count() == 1
    assert "Old Mill Academy" in text(client_for("headteacher").get(f"{BASE}{NEW}/"))


def test_the_head_reads_a_letter_that_was_sent_under_the_earlier_number(
    area: Area, academy: School, schools: dict[str, School], users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    send(schools[OLD_MILL], users["improvement_officer"], users["head_of_service"])
    convert(area, u999001=NEW)
    head = client_for("headteacher")
    page = text(head.get(f"{BASE}{NEW}/"))
    assert "Statement of" in page
    start = page.index("schools/statements/")
    address = f"{BASE}statements/{page[start + 19 :].split('/')[0]}/"
    assert head.get(address).status_code == 200


def test_a_prediction_and_its_request_go_with_the_school(
    area: Area, academy: School, schools: dict[str, School]
) -> None:
    ask(area)
    enter(area, addition(schools[OLD_MILL]))
    convert(area, u999001=NEW)
    lines = [line for view in round_views(area, [academy]) for line in view.lines]
    assert [(line.request.school, line.state) for line in lines] == [(academy, "partly returned")]
    with pytest.raises(InputError, match="was predicted already in this round, in entry 1"):
        enter(area, addition(academy, 45.0))
    corrected = enter(area, addition(academy, 45.0, corrects=1))
    assert corrected[0].school == academy
    assert ask(area) == [], "nobody is asked twice"
    assert PERIOD == "202627"


def test_twice_renumbered_and_a_number_that_was_skipped(
    area: Area, academy: School, schools: dict[str, School], users: dict[str, User]
) -> None:
    categorise(schools[OLD_MILL], users["improvement_officer"])
    load_schools(area=area, actor=None, rows=[replace(ROWS[0], urn=NEWER, trust_uid="90009")])
    convert(area, u999001=NEWER, u999811=NEWER)
    newest = School.objects.get(area=area, urn=NEWER)
    assert [row.school.urn for row in settings_of(newest)] == [OLD_MILL]
    assert current_numbers(area) == {int(OLD_MILL): int(NEWER), int(NEW): int(NEWER)}
    old = School.objects.get(area=area, urn=OLD_MILL)
    assert old.record_trust_uid == "90009"
    load_schools(area=area, actor=None, rows=[replace(ROWS[0], urn=NEWER, trust_uid="90010")])
    old.refresh_from_db()
    assert old.record_trust_uid == "90010", "the trust of today reads what went before"


def test_a_conversion_takes_no_footing_along(
    area: Area, schools: dict[str, School], users: dict[str, User]
) -> None:
    academy_row = replace(ROWS[0], urn=NEW, type_group="academy", trust_uid="90001")
    load_schools(area=area, actor=None, rows=[academy_row])
    assert footing(schools[OLD_MILL]).sets_judgements
    convert(area, u999001=NEW)
    old = School.objects.select_related("area").get(area=area, urn=OLD_MILL)
    assert not footing(old).sets_judgements, "no letter drafted before is imposed on the academy"


def test_an_agreement_under_the_earlier_number_is_recorded_again(
    area: Area, academy: School, schools: dict[str, School], users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    values = {
        "agreed_with": "Trust leader", "terms": "Visits twice a year.",
        "starts_on": date(2026, 9, 1),
    }  # fmt: skip
    change(TrustAgreement(area=area, school=schools[OLD_MILL]), actor=None, values=values)
    convert(area, u999001=NEW)
    page = text(client_for("head_of_service").get(f"{BASE}{NEW}/"))
    assert "No agreement is recorded under the number of today." in page
    assert "Under the URN 999001, from 1 September 2026: Visits twice a year." in page
    assert "Record it again if it is to hold." in page
    new = School.objects.select_related("area").get(area=area, urn=NEW)
    change(TrustAgreement(area=area, school=new), actor=None, values=values)
    page = text(client_for("headteacher").get(f"{BASE}{NEW}/"))
    assert "No agreement is recorded" not in page


def test_a_link_that_the_register_took_back(
    area: Area, academy: School, schools: dict[str, School], users: dict[str, User]
) -> None:
    categorise(schools[OLD_MILL], users["improvement_officer"])
    convert(area, u999001=NEW)
    assert convert(area) == 1
    assert set(current_categories(area)) == {OLD_MILL}
    assert Event.objects.filter(verb="take back").count() == 1


def test_a_merger_shows_both_and_takes_neithers_category(
    area: Area, academy: School, schools: dict[str, School], users: dict[str, User], folder: Path,
    client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    officer = users["improvement_officer"]
    load_schools(area=area, actor=None, rows=[replace(ROWS[2], type_group="maintained")])
    categorise(schools[OLD_MILL], officer)
    categorise(School.objects.select_related("area").get(area=area, urn=PIER), officer, "A")
    history = SchoolHistory(
        int(NEW), date(2026, 11, 23),
        (SchoolNumber(int(NEW), "Old Mill Academy", None, None, DAY, None),),
        (),
        (
            StructuralChange(int(OLD_MILL), int(NEW), "amalgamated", DAY),
            StructuralChange(int(PIER), int(NEW), "amalgamated", DAY),
            StructuralChange(int(HARBOUR), int(NEW), "merged", date(2027, 9, 1)),
        ),
    )  # fmt: skip
    keep_file(area, f"{NEW}.history.json", StoredHistory(area=area.slug, state="", history=history))
    page = text(client_for("improvement_officer").get(f"{BASE}{NEW}/"))
    assert "Schools that it came out of" in page
    assert "Old Mill School, URN 999001</a>: its last category was" in page
    assert "Pier Primary, URN 999003</a>: its last category was" in page
    assert "Harbour Academy, URN" not in page, "what is only planned did not happen"
    assert "No category is set yet." in page
    assert NEW not in current_categories(area)
    outsider = text(client_for("board_member").get(f"{BASE}{NEW}/"))
    assert "its last category" not in outsider
    Membership.objects.filter(user=users["headteacher"]).update(school_urn=NEW)
    head = text(client_for("headteacher").get(f"{BASE}{NEW}/"))
    assert "What was judged of them is not shown to you" in head
    assert "its last category" not in head
    assert "is not shown to you" not in page


def test_a_number_of_another_area_takes_nothing(
    area: Area, other_area: Area, schools: dict[str, School], users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    School.objects.create(area=other_area, urn=NEW, name="Far School", type_group="maintained")
    categorise(schools[OLD_MILL], users["improvement_officer"])
    assert convert(area, u999001=NEW) == 0
    assert set(current_categories(area)) == {OLD_MILL}
    assert client_for("improvement_officer").get(f"{BASE}{NEW}/").status_code == 404
    assert Membership.objects.get(user=users["headteacher"], area=area).school_urn == OLD_MILL
