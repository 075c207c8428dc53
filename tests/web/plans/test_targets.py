"""Verdicts are computed; ratings stand beside them; bad news opens a decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.conflicts import Conflict
from stocktake_web.plans import actions, queries
from stocktake_web.plans.models import OpenDecision, PlanRevision

pytestmark = pytest.mark.django_db
PLAN = "/example-borough/desk/plan"


def test_a_target_off_its_mark_opens_one_decision_that_stays(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    (decision,) = actions.notice_verdicts(area=area)
    assert (decision.target_id, decision.status_now) == ("absence", "not_met")
    assert "28" in decision.evidence
    assert actions.notice_verdicts(area=area) == []
    assert list(queries.open_decisions(area)) == [decision]
    actions.answer_decision(
        area=area,
        actor=users["secretary"],
        decision=decision,
        answer=OpenDecision.Answer.ACCEPTED,
        words="The whole region moved the same way.",
        expected_version=1,
    )
    assert list(queries.open_decisions(area)) == []
    # The same evidence again is no news.
    assert actions.notice_verdicts(area=area) == []


def test_a_target_that_gets_worse_again_on_new_evidence_opens_another(
    area: Area, revision: PlanRevision, text_of: Callable[[float], object]
) -> None:
    (first,) = actions.notice_verdicts(area=area)
    actions.answer_decision(
        area=area, actor=None, decision=first, answer="decided", words="Act.", expected_version=1
    )
    for percent, opened in ((20.0, 0), (27.0, 1)):
        actions.add_revision(area=area, actor=None, kept=text_of(percent), reason="new figures")
        assert len(actions.notice_verdicts(area=area)) == opened


def test_a_decision_is_answered_once(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    (decision,) = actions.notice_verdicts(area=area)
    given = {"area": area, "actor": users["secretary"], "decision": decision}
    actions.answer_decision(**given, answer="decided", words="First.", expected_version=1)
    with pytest.raises(Conflict):
        actions.answer_decision(**given, answer="accepted", words="Second.", expected_version=2)


def test_a_rating_stands_beside_the_verdict_and_never_replaces_it(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("board_member")
    sent = {"rating": "amber_green", "reason": "Attendance rose this autumn."}
    client.post(f"{PLAN}/targets/absence/rate/", sent)
    page = client.get(f"{PLAN}/targets/absence/").content.decode()
    assert page.index("Not met") < page.index("Amber-green")
    assert "The verdict was then: Not met" in page


def test_leading_indicators_stand_before_watch_and_figures(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    page = client_for("adviser").get(f"{PLAN}/targets/absence/").content.decode()
    assert page.index("Leading indicators") < page.index("The figures")
    assert "nothing has been returned" in page
    assert "<table" in page


def test_a_priority_says_how_it_stands(area: Area, revision: PlanRevision, now: datetime) -> None:
    first, second = queries.priorities(area, now)
    assert first.sentence == "Of 1 target: 1 not met. 1 of its 2 activities is late."
    assert second.sentence == "Of 1 target: 1 cannot tell. None of its 1 activity are late."


def test_interim_objectives_are_set_and_met(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    client = client_for("delivery_lead")
    sent = {
        "words": "Every head of year has the list of absent pupils.",
        "aspect": "leadership",
        "academic_year": "202627",
        "term": "1-autumn",
        "due_day": "18",
        "due_month": "12",
        "due_year": "2026",
        "target_id": "absence",
    }
    assert client.post(f"{PLAN}/objectives/add/", sent).status_code == 302
    (objective,) = queries.objectives(area)
    client.post(
        f"{PLAN}/objectives/{objective.pk}/", {"met": "yes", "evidence": "Seen.", "version": 1}
    )
    assert queries.objective(area, objective.pk).met is True
