"""Levels that together meet the area's target, and what head and chair reply."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from level_rows import objective_of, propose_for
from school_rows import HARBOUR, OLD_MILL, PIER

from stocktake_web import services
from stocktake_web.accounts.models import Area, Membership, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.levels.actions import reply_to_level
from stocktake_web.schools.levels.models import Capacity, LevelReply, LevelRound, SchoolLevel
from stocktake_web.schools.levels.queries import capacity_of, round_sums
from stocktake_web.schools.objectives.models import SchoolObjective

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"
STARTS = {OLD_MILL: (40.0, 100), HARBOUR: (52.0, 100)}


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def level_of_old_mill() -> SchoolLevel:
    return SchoolLevel.objects.get(school__urn=OLD_MILL)


def test_levels_together_meet_the_target(area: Area, schools: dict[str, School]) -> None:
    """(level + 52) / 2 = 50, so the school below the target is asked for 48."""
    propose_for(area, STARTS)
    assert level_of_old_mill().level == Decimal(48)
    (total,) = round_sums(area)
    assert total.total is not None
    assert total.total.is_met
    assert "which they meet" in total.total.sentence


@pytest.mark.parametrize("level", ["900", "-1", "90.01"])
def test_a_level_that_nobody_can_score_is_refused(
    level: str, area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    propose_for(area, STARTS)
    row = level_of_old_mill()
    answers = {"level": level, "reason": "Agreed.", "version": str(row.version)}
    page = text(client_for("head_of_service").post(f"{BASE}levels/{row.pk}/", answers))
    assert "Attainment 8 is 0 to 90. Enter such a level" in page
    assert level_of_old_mill().level == Decimal(48)


def test_what_was_rare_of_the_level_before_is_not_said_of_the_new_one(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    propose_for(area, STARTS)
    row = level_of_old_mill()
    change(row, actor=None, values={"is_rare": True}, expected_version=row.version)
    answers = {"level": "41", "reason": "Agreed.", "version": str(level_of_old_mill().version)}
    client_for("head_of_service").post(f"{BASE}levels/{row.pk}/", answers)
    assert (level_of_old_mill().level, level_of_old_mill().is_rare) == (Decimal(41), None)


def test_head_and_chair_must_both_agree(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    propose_for(area, STARTS)
    address = f"{BASE}levels/{level_of_old_mill().pk}/reply/"
    client_for("headteacher").post(address, {"answer": "yes", "reason": ""})
    assert round_sums(area)[0].levels[1].answer == "proposed"
    client_for("governor").post(address, {"answer": "yes", "reason": ""})
    assert round_sums(area)[0].levels[1].answer == "agreed"


def test_another_governor_reads_the_level_and_does_not_reply_for_the_school(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    """Nor does one who chairs another school, or a head of the same trust."""
    propose_for(area, STARTS)
    level = level_of_old_mill()
    address = f"{BASE}{OLD_MILL}/"
    assert "levels/" in text(client_for("governor").get(address))
    Membership.objects.filter(user=users["governor"]).update(is_chair=False)
    elsewhere = {"role": "governor", "school_urn": HARBOUR, "is_chair": True}
    Membership.objects.create(
        area=area, user=users["governor"], starts=date(2026, 1, 1), **elsewhere
    )
    governor = client_for("governor")
    page = text(governor.get(address))
    assert 'id="levels"' in page
    assert f"levels/{level.pk}/reply/" not in page
    answers = {"answer": "yes", "reason": ""}
    assert governor.post(f"{BASE}levels/{level.pk}/reply/", answers).status_code == 403
    assert not LevelReply.objects.exists()
    with pytest.raises(ValidationError, match="Only the head and the chair"):
        reply_to_level(
            actor=users["governor"],
            level=level,
            capacity=capacity_of(users["governor"], area, level.school),
            agrees=True,
            reason="",
        )


def test_what_some_governor_replied_before_the_chair_was_marked_does_not_count(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    propose_for(area, STARTS)
    level = level_of_old_mill()
    old = {
        "school_level": level, "capacity": Capacity.GOVERNOR, "level": level.level,
        "agrees": True, "at": services.now(),
    }  # fmt: skip
    change(LevelReply(area=area, school=level.school), actor=None, values=old)
    address = f"{BASE}levels/{level.pk}/reply/"
    client_for("headteacher").post(address, {"answer": "yes", "reason": ""})
    assert round_sums(area)[0].levels[1].answer == "proposed"
    assert "You reply as chair of governors." in text(client_for("governor").get(address))
    client_for("governor").post(address, {"answer": "yes", "reason": ""})
    assert round_sums(area)[0].levels[1].answer == "agreed"
    page = text(client_for("head_of_service").get(f"{BASE}levels/"))
    assert "Chair of governors: agreed, 23 November 2026" in page


def test_a_level_is_refused_with_a_reason_and_counts_at_the_start(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    propose_for(area, STARTS)
    address = f"{BASE}levels/{level_of_old_mill().pk}/reply/"
    head = client_for("headteacher")
    assert "Enter why the level is refused" in text(head.post(address, {"answer": "no"}))
    head.post(address, {"answer": "no", "reason": "Half the year joined in September."})
    (total,) = round_sums(area)
    assert total.total is not None
    assert total.total.answered_sum == pytest.approx(46)
    page = text(client_for("head_of_service").get(f"{BASE}levels/"))
    assert "Half the year joined in September." in page
    assert "1 level is refused and counts at the school" in page


def test_a_reply_to_the_level_before_no_longer_counts(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    propose_for(area, STARTS)
    level = level_of_old_mill()
    address = f"{BASE}levels/{level.pk}/"
    client_for("headteacher").post(f"{address}reply/", {"answer": "no", "reason": "Too much."})
    officer = client_for("improvement_officer")
    officer.post(address, {"level": "46.00", "reason": "Agreed at the visit.", "version": "1"})
    assert level_of_old_mill().level == Decimal(46)
    assert round_sums(area)[0].levels[1].answer == "proposed"


def test_levels_are_proposed_once_for_a_target(area: Area, schools: dict[str, School]) -> None:
    propose_for(area, STARTS)
    with pytest.raises(ValidationError, match="were proposed for this measure"):
        propose_for(area, STARTS)


def test_without_a_result_of_any_school_nothing_is_proposed(
    area: Area, schools: dict[str, School]
) -> None:
    with pytest.raises(ValidationError):
        propose_for(area, {})
    assert not LevelRound.objects.exists()


@pytest.mark.slow
def test_who_sees_levels(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    propose_for(area, STARTS)
    officers = {"analyst", "head_of_service", "improvement_officer"}
    own_roles = {"headteacher", "governor", "clerk", "trust_leader"}
    for role in users:
        client = client_for(role)
        assert client.get(f"{BASE}levels/").status_code == (200 if role in officers else 403)
        page = text(client.get(f"{BASE}{OLD_MILL}/"))
        assert ('id="levels"' in page) == (role in officers | own_roles), role


def test_an_objective_falls_due_in_its_term(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    row = objective_of(schools[OLD_MILL])
    assert "Reading is taught daily." in text(client_for("governor").get(f"{BASE}{OLD_MILL}/"))
    with pytest.raises(ValidationError, match="The day must be in the term"):
        change(row, actor=None, values={"due": date(2027, 6, 1)}, expected_version=row.version)


def test_no_objective_is_imposed_on_an_academy(
    area: Area, schools: dict[str, School], client_for: Callable[[str], Client]
) -> None:
    values = {
        "aspect": "teaching", "term": "spring", "academic_year": "202627", "text": "A",
        "evidence": "B", "outcome": "open", "due_day": "20", "due_month": "3", "due_year": "2027",
    }  # fmt: skip
    officer = client_for("improvement_officer")
    assert "No objective is imposed." in text(officer.post(f"{BASE}{PIER}/objectives/add/", values))
    assert not SchoolObjective.objects.exists()
    assert "The objective was set." in text(
        officer.post(f"{BASE}{OLD_MILL}/objectives/add/", values, follow=True)
    )
