"""Bad news opens a decision, which stays until it is answered."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from stocktake.targets import ENGINE_VERSION
from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event
from stocktake_web.optimistic_locking import Conflict
from stocktake_web.plans.decisions.actions import answer_decision, notice_verdicts
from stocktake_web.plans.decisions.queries import open_decisions, standings
from stocktake_web.plans.models import OpenDecision, PlanRevision, TargetStanding
from stocktake_web.plans.revisions.actions import add_revision

pytestmark = pytest.mark.django_db
DECISIONS = "/example-borough/dashboard/plan/decisions"


def test_a_target_off_its_mark_opens_one_decision_that_stays(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    (decision,) = notice_verdicts(area=area)
    assert (decision.target_id, decision.status_now) == ("absence", "not_met")
    assert "28" in decision.evidence
    assert notice_verdicts(area=area) == []
    assert list(open_decisions(area)) == [decision]
    answer_decision(
        area=area,
        actor=users["secretary"],
        decision=decision,
        answer=OpenDecision.Answer.ACCEPTED,
        text="The whole region moved the same way.",
        expected_version=1,
    )
    assert list(open_decisions(area)) == []
    # The same evidence again is no news.
    assert notice_verdicts(area=area) == []


def test_a_target_that_gets_worse_again_on_new_evidence_opens_another(
    area: Area, revision: PlanRevision, text_of: Callable[[float], object]
) -> None:
    (first,) = notice_verdicts(area=area)
    answer_decision(
        area=area, actor=None, decision=first, answer="decided", text="Act.", expected_version=1
    )
    for percent, opened_count in ((20.0, 0), (27.0, 1)):
        add_revision(area=area, actor=None, text=text_of(percent), reason="new figures")
        assert len(notice_verdicts(area=area)) == opened_count


def test_an_upgrade_of_the_engine_is_no_news_and_the_next_real_change_is(
    area: Area, users: dict[str, User], revision: PlanRevision, text_of: Callable[[float], object]
) -> None:
    for target, status in (("absence", "cannot_tell"), ("reading-score", "cannot_tell")):
        # As the migration leaves what was noticed before: under the first version.
        TargetStanding.objects.create(
            area=area, target_id=target, status=status, evidence="0" * 64, noticed_at=services.now()
        )
    events = Event.objects.filter(object_type="plans.target")
    events_before = events.count()
    call_command("notice_verdicts")
    call_command("send_digest", address="https://stocktake.example.org", verbosity=0)
    assert list(open_decisions(area)) == []
    assert mail.outbox == []
    verbs = list(events.order_by("pk").values_list("verb", flat=True))[events_before:]
    assert set(verbs) == {"rebaseline"}
    rows = standings(area)
    assert (rows["absence"].status, rows["absence"].engine_version) == (
        "not_met",
        ENGINE_VERSION,
    )
    add_revision(area=area, actor=None, text=text_of(20.0), reason="new figures")
    call_command("notice_verdicts")
    assert list(open_decisions(area)) == []
    add_revision(area=area, actor=None, text=text_of(27.0), reason="new figures")
    call_command("notice_verdicts")
    (decision,) = open_decisions(area)
    assert (decision.target_id, decision.status_before, decision.status_now) == (
        "absence",
        "met",
        "not_met",
    )


def test_a_decision_is_answered_once(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    (decision,) = notice_verdicts(area=area)
    arguments = {"area": area, "actor": users["secretary"], "decision": decision}
    answer_decision(**arguments, answer="decided", text="First.", expected_version=1)
    with pytest.raises(Conflict):
        answer_decision(**arguments, answer="accepted", text="Second.", expected_version=2)


def test_a_decision_is_answered_through_its_page_with_its_event(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    (decision,) = notice_verdicts(area=area)
    client = client_for("secretary")
    form = {"answer": "decided", "text": "Visit every week.", "version": "1"}
    assert "28" in client.get(f"{DECISIONS}/{decision.pk}/").content.decode()
    assert client.post(f"{DECISIONS}/{decision.pk}/", form)["Location"] == f"{DECISIONS}/"
    assert "Visit every week." in client.get(f"{DECISIONS}/").content.decode()
    event = Event.objects.get(object_type="plans.opendecision", verb="answer")
    values = {name: json.loads(value) for name, (_, value) in event.stored_values.content.items()}
    assert (values["answer"], values["text"]) == ("decided", "Visit every week.")
    assert client.post(f"{DECISIONS}/{decision.pk}/", form).status_code == 409


def test_an_answer_says_what_was_decided(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    (decision,) = notice_verdicts(area=area)
    page = client_for("secretary").post(f"{DECISIONS}/{decision.pk}/", {"version": "1"})
    text = page.content.decode()
    assert "Select answer" in text
    assert "Enter what was decided, or why it is accepted" in text
    decision.refresh_from_db()
    assert decision.answered_at is None
