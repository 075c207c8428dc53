"""Powers: considered with reasons, drafted by the rules of the day, served by a person only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from power_rows import considered, drafted, served_notice
from school_rows import HARBOUR, OLD_MILL

from stocktake_web.accounts.models import Area, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.powers.actions import consider_power, record_outcome, record_service
from stocktake_web.schools.powers.models import PowerUse
from stocktake_web.schools.powers.queries import dates_of, school_powers

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_notice_is_drafted_and_only_a_person_serves_it(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    officer, head_of_service = client_for("improvement_officer"), client_for("head_of_service")
    form = {
        "intended_on_day": "23", "intended_on_month": "11", "intended_on_year": "2026",
        "compliance_ends_on_day": "29", "compliance_ends_on_month": "1",
        "compliance_ends_on_year": "2027", "ground": "standards", "matters": "Planted matter.",
        "required_action": "Agree a plan.", "powers_minded": ["interim-board"], "reason": "Why.",
    }  # fmt: skip
    page = text(officer.post(f"{BASE}{OLD_MILL}/powers/notice/", form, follow=True))
    assert "Draft: nobody has sent it" in page
    row = PowerUse.objects.get()
    address = f"{BASE}powers/{row.pk}/"
    assert mail.outbox == []
    assert head_of_service.get(f"{address}notice.pdf").content.startswith(b"%PDF")
    assert head_of_service.get(f"{address}notice.docx").content[:2] == b"PK"
    assert officer.get(f"{address}served/").status_code == 403
    assert client_for("headteacher").get(address).status_code == 403
    day = {"used_on_day": "23", "used_on_month": "11", "used_on_year": "2026", "version": "1"}
    assert "recorded as served" in text(head_of_service.post(f"{address}served/", day, follow=True))
    assert mail.outbox == []
    assert "Planted matter." in text(client_for("headteacher").get(address))


def test_a_weekend_and_a_period_that_ends_too_early_are_refused(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    for ends_on, words in (
        (date(2026, 12, 25), "no working day"),
        (date(2026, 11, 23), "does not come after"),
    ):
        with pytest.raises(ValidationError, match=words):
            drafted(schools[OLD_MILL], None, compliance_ends_on=ends_on)
    assert not PowerUse.objects.exists()


def test_dates_are_computed_from_verified_rules_else_check(
    schools: dict[str, School], users: dict[str, User], clock: Any
) -> None:
    # By the rules of 2007: fifteen working days after Monday 3 March 2014 are Monday the 24th.
    row = served_notice(
        schools[OLD_MILL], None, intended_on=date(2014, 3, 3), compliance_ends_on=date(2014, 4, 30)
    )
    dates = {item.limit.id: item for item in dates_of(row)}
    assert dates["initial-period"].last_day == date(2014, 3, 24)
    assert dates["governors-usable"].last_day == date(2014, 6, 30)
    assert dates["budget-usable"].answer == "check"
    assert dates["budget-usable"].last_day is None


def test_an_academy_is_refused_with_the_reason_and_led_to_its_own_path(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    with pytest.raises(ValidationError, match="maintained schools only"):
        drafted(schools[HARBOUR], None)
    page = text(client_for("head_of_service").get(f"{BASE}{HARBOUR}/powers/notice/"))
    assert "No notice can be served on this school" in page
    assert f"{BASE}{HARBOUR}/academy-concerns/add/" in page
    page = text(client_for("head_of_service").get(f"{BASE}{HARBOUR}/powers/"))
    assert "The council has no power over this school" in page
    assert "Draft a warning notice" not in page


def test_a_power_that_is_not_open_is_not_used_but_may_be_considered(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    school, head = schools[OLD_MILL], users["head_of_service"]
    assert considered(school, head).state == "considered"
    with pytest.raises(ValidationError, match="It is not open"):
        consider_power(
            actor=head, school=school, power="additional-governors",
            used_on=date(2026, 11, 23), reason="Now.",
        )  # fmt: skip
    with pytest.raises(ValidationError, match="Draft the notice"):
        consider_power(
            actor=head, school=school, power="warning-notice", used_on=date(2026, 11, 23),
            reason="Now.",
        )  # fmt: skip


def test_a_notice_not_complied_with_makes_eligible_and_the_outcome_is_kept(
    schools: dict[str, School], users: dict[str, User], clock: Any
) -> None:
    school, head = schools[OLD_MILL], users["head_of_service"]
    row = served_notice(school, head)
    outcome = {"actor": head, "outcome": "no", "outcome_text": "No plan was agreed."}
    with pytest.raises(ValidationError, match="has not ended"):
        record_outcome(row=row, expected_version=2, ended_on=date(2026, 12, 1), **outcome)
    clock.moment = datetime(2027, 2, 1, 9, 30, tzinfo=UTC)
    row = record_outcome(
        row=PowerUse.objects.get(), expected_version=2, ended_on=date(2027, 1, 30), **outcome
    )
    assert school_powers(school).facts.eligible_by == {"60"}
    with pytest.raises(ValidationError, match="no draft"):
        record_service(actor=head, row=row, expected_version=3, used_on=date(2027, 2, 1))
    with pytest.raises(ValidationError, match="stays as it was recorded"):
        change(row, actor=head, values={"reason": "Other."}, expected_version=row.version)


def test_who_sees_powers(
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
    other_area: Area,
) -> None:
    row = considered(schools[OLD_MILL], users["head_of_service"])
    notice = served_notice(schools[OLD_MILL], users["head_of_service"], matters="Planted matter.")
    officers = {"analyst", "head_of_service", "improvement_officer"}
    people = {"headteacher", "governor", "clerk", "trust_leader"}
    for role in users:
        client = client_for(role)
        for page in ("powers/", f"{OLD_MILL}/powers/", f"powers/{row.pk}/"):
            expected = 200 if role in officers else 403
            assert client.get(f"{BASE}{page}").status_code == expected, (role, page)
        expected = 200 if role in officers | people else 403
        assert client.get(f"{BASE}powers/{notice.pk}/").status_code == expected, role
        own_page = text(client.get(f"{BASE}{OLD_MILL}/"))
        assert (f"powers/{row.pk}/" in own_page) == (role in officers), role
    foreign = f"/{other_area.slug}/dashboard/schools/powers/{notice.pk}/"
    assert client_for("head_of_service").get(foreign).status_code == 404
