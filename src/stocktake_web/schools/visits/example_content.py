"""Visits of the demonstration: one in each state, with actions, a dispute and a silence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.academy_concerns.actions import (
    close_concern,
    record_concern,
    reply_to_concern,
    report_to_director,
    send_to_trust,
)
from stocktake_web.schools.academy_concerns.models import AcademyConcern, ConcernParty
from stocktake_web.schools.accuracy.actions import reply_to_record
from stocktake_web.schools.agreements.footing import ACADEMIES, footings
from stocktake_web.schools.interests.models import AdviserInterest
from stocktake_web.schools.visit_actions.actions import agree_action, check_result, report_result
from stocktake_web.schools.visit_actions.models import VisitAction
from stocktake_web.schools.visits.actions import (
    add_addendum,
    approve_visit,
    record_visit,
    send_to_head,
)
from stocktake_web.schools.visits.models import Visit, VisitState
from stocktake_web.schools.visits.rules import earliest_due

TEXTS = {
    "evidence": "Nine lessons in two subjects, the books of twenty pupils, the school’s own "
    "figures after the autumn term, and talks with the head of English and with pupils.",
    "judgement": "Leaders know what is weak and have begun. Reading is taught daily; what is read "
    "in other subjects is too easy.",
    "higher_attaining": "They finish early and wait. One class in three had a task that was hard "
    "enough.",
    "disadvantaged": "They read as often as others, and fewer of them are heard by an adult.",
}
PURPOSES = ("Reading across the school.", "Progress since the last visit.", "Attendance of year 9.")


def add_visits(area: Area, users: dict[str, User], schools: list[School]) -> None:
    """A record in each state at the first school; locked ones elsewhere; concerns and interests."""
    officer, chief = users[Role.IMPROVEMENT_OFFICER], users[Role.HEAD_OF_SERVICE]
    first_school = schools[0]
    head = users[Role.HEADTEACHER]
    _add_approved(area, users, first_school, days_ago=400, is_followed=True)
    _add_approved(area, users, first_school, days_ago=120)
    _visit(officer, first_school, days_ago=2)
    _visit(chief, first_school, days_ago=1, purpose="Before the governors’ meeting.", evidence="")
    _send(officer, _visit(officer, first_school, days_ago=9, purpose="Mathematics in year 10."))
    silent = _send(
        officer, _visit(officer, first_school, days_ago=40, purpose="Behaviour at break.")
    )
    overdue = services.today() - timedelta(days=1)
    change(silent, actor=officer, expected_version=silent.version, values={"reply_due": overdue})
    disputed = _send(
        officer, _visit(officer, first_school, days_ago=20, purpose="Books in science.")
    )
    _reply(head, disputed, evidence="Eight lessons were seen; the ninth was a rehearsal.")
    _reply(
        head,
        _send(officer, _visit(officer, first_school, days_ago=25, purpose="Support in year 7.")),
    )
    _add_old_note(officer, first_school)
    stances = footings(area, schools)
    for school in [row for row in schools[1:] if stances[row.pk].records_visits][:4]:
        _add_approved(area, users, school, days_ago=90)
    _add_concerns(area, users, schools)
    _declare(area, officer, schools[1], "Worked there until 2021")
    _declare(area, chief, None, "")


def _visit(actor: User, school: School, *, days_ago: int, **values: Any) -> Visit:
    values = {
        "kind": "visit",
        "visited_on": services.today() - timedelta(days=days_ago),
        "officers": "School improvement officer, adviser for English",
        "purpose": PURPOSES[days_ago % len(PURPOSES)],
        "governors_invited": 3,
        "governors_present": 2,
        "absence_reason": "One governor gave no reason.",
        **TEXTS,
    } | values
    row = Visit(area=school.area, school=school, owner_user=actor)
    visit = record_visit(actor=actor, visit=row, values=values)
    agree_action(
        actor=actor,
        visit=visit,
        values={
            "text": "Choose harder texts for three subjects and teach with them weekly.",
            "owner_role": "Head of English",
            "due": visit.visited_on + timedelta(days=60),
            "success_measure": "In two lessons of three, texts are at or above the pupils’ age.",
        },
    )
    return visit


def _send(actor: User, visit: Visit) -> Visit:
    today = services.today()
    due = earliest_due(visit.school, today).day or today + timedelta(days=14)
    return send_to_head(actor=actor, visit=visit, due=due, expected_version=visit.version)


def _reply(head: User, visit: Visit, **reasons: str) -> Visit:
    reply_to_record(
        actor=head,
        by_role=Role.HEADTEACHER.label,
        visit=visit,
        reasons=reasons,
        expected_version=visit.version,
    )
    return Visit.objects.select_related("area", "school").get(pk=visit.pk)


def _add_approved(
    area: Area,
    users: dict[str, User],
    school: School,
    *,
    days_ago: int,
    is_followed: bool = False,
) -> None:
    officer, chief = users[Role.IMPROVEMENT_OFFICER], users[Role.HEAD_OF_SERVICE]
    record = _send(officer, _visit(officer, school, days_ago=days_ago, kind="progress"))
    row = _reply(users[Role.HEADTEACHER], record)
    visit = approve_visit(
        actor=chief,
        by_role=Role.HEAD_OF_SERVICE.label,
        visit=row,
        expected_version=row.version,
    )
    action = VisitAction.objects.select_related("area", "school", "visit").get(visit=visit)
    if is_followed:
        result = report_result(
            actor=users[Role.HEADTEACHER],
            action=action,
            result="done",
            text="Eleven of fifteen lessons used the harder texts.",
            expected_version=action.version,
        )
        check_result(
            actor=officer,
            action=result,
            text="Seen in four of five lessons.",
            expected_version=result.version,
        )
        add_addendum(
            actor=officer,
            by_role=Role.IMPROVEMENT_OFFICER.label,
            visit=visit,
            text="The autumn figures came later and point the same way.",
        )


def _add_old_note(actor: User, school: School) -> None:
    values = {
        "kind": "visit",
        "visited_on": services.today() - timedelta(days=1500),
        "officers": "Link adviser",
        "purpose": "Yearly visit.",
        "judgement": "No concerns were written down.",
        "state": VisitState.OLD_NOTE,
    }
    visit = change(Visit(area=school.area, school=school), actor=actor, values=values, verb="load")
    action = {
        "text": "Send the reading plan.",
        "owner_role": "Headteacher",
        "due": visit.visited_on + timedelta(days=30),
        "success_measure": "The plan was received.",
        "result": "not_done",
        "result_text": "Nobody asked for it again.",
    }
    row = VisitAction(area=visit.area, school=school, visit=visit)
    change(row, actor=actor, values=action, verb="load")


def _add_concerns(area: Area, users: dict[str, User], schools: list[School]) -> None:
    """At academies of the trust that has a leader here: a draft, one waiting, one second."""
    officer = users[Role.IMPROVEMENT_OFFICER]
    academies = [row for row in schools if row.type_group in ACADEMIES]
    led = [row for row in academies if row.trust_uid == academies[0].trust_uid]
    today = services.today()
    rows = []
    for number, school in enumerate([led[-1], led[-1], led[0], led[0]]):
        row = AcademyConcern(area=area, school=school, owner_user=officer)
        values = {
            "noticed_on": today - timedelta(days=40 + number),
            "concern": "Suspensions rose in two terms, most of them of pupils with SEN support.",
            "evidence": "Published suspensions of both terms; a letter of three parents.",
        }
        rows.append(record_concern(actor=officer, concern=row, values=values))
    first, second, third = (
        send_to_trust(actor=officer, concern=row, expected_version=row.version) for row in rows[1:]
    )
    trust_date = today - timedelta(days=35)
    first, second = (
        change(
            row,
            actor=officer,
            expected_version=row.version,
            values={"to_trust_on": trust_date},
        )
        for row in (first, second)
    )
    reply_to_concern(
        actor=users[Role.TRUST_LEADER],
        by_role=Role.TRUST_LEADER.label,
        concern=second,
        party=ConcernParty.TRUST,
        text="We looked at every suspension of the spring and changed two rules.",
        replied_on=today - timedelta(days=20),
    )
    report_to_director(
        actor=officer,
        concern=second,
        day=today - timedelta(days=12),
        reason="The reply does not say what became of the pupils.",
        expected_version=second.version,
    )
    close_concern(
        actor=officer,
        concern=third,
        outcome="The trust showed on the telephone that the figures were entered twice.",
        expected_version=third.version,
    )


def _declare(area: Area, user: User, school: School | None, nature: str) -> None:
    today = services.today()
    values = {
        "owner_user": user,
        "school": school,
        "nature": nature,
        "declared_on": today,
        "confirmed_on": today,
    }
    change(AdviserInterest(area=area), actor=user, values=values, verb="declare")
