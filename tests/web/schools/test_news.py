"""What waits for a person and what the weekly mail names: levels, statements and predictions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from ledger_rows import addition, ask, enter
from level_rows import propose_for
from school_rows import HARBOUR, OLD_MILL
from statement_rows import waiting

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role, School, User
from stocktake_web.records.change import change
from stocktake_web.schools.levels.actions import reply_to_level
from stocktake_web.schools.levels.models import SchoolLevel
from stocktake_web.schools.statements.actions import send_statement, sign_statement
from stocktake_web.schools.statements.models import Statement, StatementReply

pytestmark = pytest.mark.django_db
DASHBOARD = "/example-borough/dashboard/"
LEVEL_TASK = "Reply to the level in Attainment 8: Old Mill School"
READ_TASK = "Read the statement about Old Mill School, and reply"
SIGN_TASK = "Sign off the statement about Old Mill School, or send it back"
SEND_TASK = "Send the statement to Old Mill School"


def pages(client_for: Callable[[str], Client]) -> dict[str, str]:
    """The first page of every role."""
    return {
        role.value: " ".join(client_for(role).get(DASHBOARD).content.decode().split())
        for role in Role
    }


def roles_shown(client_for: Callable[[str], Client], words: str) -> set[str]:
    """The roles whose first page says something."""
    return {role for role, page in pages(client_for).items() if words in page}


def mails() -> dict[str, str]:
    """What the weekly mail says, by role."""
    mail.outbox.clear()
    call_command("send_digest", address="https://stocktake.example.org", verbosity=0)
    return {
        message.to[0].removeprefix("example.").removesuffix("@example.org").replace(".", "_"): str(
            message.body
        )
        for message in mail.outbox
    }


def mailed(words: str) -> set[str]:
    """The roles whose mail says something."""
    return {role for role, body in mails().items() if words in body}


def sign(row: Statement, actor: User) -> Statement:
    return sign_statement(
        actor=actor, by_role="Head of service", statement=row, expected_version=row.version
    )


def send(row: Statement, actor: User) -> Statement:
    return send_statement(actor=actor, statement=row, expected_version=row.version)


@pytest.mark.slow
def test_a_level_waits_for_the_head_and_the_chair_until_each_has_replied(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    propose_for(area, {OLD_MILL: (40.0, 100), HARBOUR: (52.0, 100)})
    assert roles_shown(client_for, LEVEL_TASK) == {"headteacher", "governor"}
    level = SchoolLevel.objects.get(school=schools[OLD_MILL])
    reply_to_level(actor=users["headteacher"], level=level, capacity="head", agrees=True, reason="")
    assert roles_shown(client_for, LEVEL_TASK) == {"governor"}
    reply_to_level(
        actor=users["governor"],
        level=level,
        capacity="board_chair",
        agrees=False,
        reason="Too high.",
    )
    assert roles_shown(client_for, LEVEL_TASK) == set()
    # To a level that was changed neither has replied.
    change(level, actor=None, values={"level": 44}, expected_version=level.version)
    assert roles_shown(client_for, LEVEL_TASK) == {"headteacher", "governor"}


@pytest.mark.slow
def test_a_statement_waits_for_who_signs_then_sends_then_for_the_school(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client],
    clock: Any,
) -> None:  # fmt: skip
    head = users["head_of_service"]
    row = waiting(schools[OLD_MILL], users["improvement_officer"])
    assert roles_shown(client_for, SIGN_TASK) == {"head_of_service"}
    assert roles_shown(client_for, SEND_TASK) == set()
    row = sign(row, head)
    assert roles_shown(client_for, SIGN_TASK) == set()
    assert roles_shown(client_for, SEND_TASK) == {"head_of_service", "improvement_officer"}
    assert roles_shown(client_for, READ_TASK) == set()
    row = send(row, head)
    assert roles_shown(client_for, SEND_TASK) == set()
    assert roles_shown(client_for, READ_TASK) == {"headteacher", "governor", "trust_leader"}
    clock.moment = clock.moment.replace(year=2027, month=10, day=1)
    assert roles_shown(client_for, READ_TASK) == set(), "it is to be looked at again by then"
    clock.moment = clock.moment.replace(year=2026, month=11, day=23)
    reply = StatementReply(area=row.area, school=row.school, statement=row)
    values = {"text": "Noted.", "at": services.now(), "by": users["governor"]}
    change(reply, actor=users["governor"], values=values, verb="reply")
    assert roles_shown(client_for, READ_TASK) == set()


def test_the_trust_of_a_school_is_asked_to_read_its_statement(
    area: Area, schools: dict[str, School], users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:  # fmt: skip
    membership = users["trust_leader"].memberships.get()
    membership.school_urn, membership.body_id = "", "trust-90009"
    membership.save()
    School.objects.filter(pk=schools[OLD_MILL].pk).update(trust_uid="90009")
    head = users["head_of_service"]
    send(sign(waiting(schools[OLD_MILL], users["improvement_officer"]), head), head)
    assert "trust_leader" in roles_shown(client_for, READ_TASK)


def test_the_weekly_mail_names_what_is_asked_of_a_school_once(
    area: Area, schools: dict[str, School], users: dict[str, User], clock: Any
) -> None:
    ask(area)
    propose_for(area, {OLD_MILL: (40.0, 100), HARBOUR: (52.0, 100)})
    bodies = mails()
    request_line = (
        "1 return of predictions asked of your school:\n"
        "- Year 11 predictions, autumn round, Old Mill School, due 12 December 2026"
    )
    level = "1 level proposed or changed, to reply to:\n- Attainment 8, Old Mill School"
    assert {role for role, body in bodies.items() if request_line in body} == {
        "headteacher",
        "trust_leader",
    }
    assert {role for role, body in bodies.items() if level in body} == {"headteacher", "governor"}
    assert not any("Harbour" in body for body in bodies.values())
    clock.forward(days=7)
    assert mails() == {}


def test_a_non_return_is_news_for_the_school_and_for_officers_and_none_for_an_academy(
    area: Area, schools: dict[str, School], users: dict[str, User], clock: Any
) -> None:
    ask(area)
    mails()
    clock.moment = clock.moment.replace(month=12, day=12)
    assert mailed("became overdue") == set(), "it is not late on the day itself"
    clock.forward(days=1)
    bodies = mails()
    overdue = (
        "1 return of predictions became overdue:\n"
        "- Year 11 predictions, autumn round, Old Mill School, was due 12 December 2026"
    )
    assert {role for role, body in bodies.items() if overdue in body} == {
        "headteacher", "trust_leader", "head_of_service", "improvement_officer", "analyst",
    }  # fmt: skip
    assert not any("Harbour" in body for body in bodies.values())
    clock.forward(days=7)
    assert mailed("became overdue") == set()


def test_returns_and_replies_are_news_for_officers_without_a_figure(
    area: Area, schools: dict[str, School], users: dict[str, User]
) -> None:
    ask(area)
    enter(area, addition(schools[OLD_MILL], 41.2), actor=users["headteacher"])
    propose_for(area, {OLD_MILL: (40.0, 100), HARBOUR: (52.0, 100)})
    reply_to_level(
        actor=users["headteacher"],
        level=SchoolLevel.objects.get(school=schools[OLD_MILL]),
        capacity="head", agrees=False, reason="Planted reason.",
    )  # fmt: skip
    bodies = mails()
    return_line = "1 school returned predictions:\n- Old Mill School"
    reply_line = "1 reply to a level came:\n- Old Mill School, headteacher: refused"
    officers = {"head_of_service", "improvement_officer"}
    assert {role for role, body in bodies.items() if return_line in body} == officers | {"analyst"}
    assert {role for role, body in bodies.items() if reply_line in body} == officers
    assert not any("41.2" in body or "Planted" in body for body in bodies.values())


def test_statements_are_news_for_who_signs_and_for_whom_they_are(
    area: Area, schools: dict[str, School], users: dict[str, User], clock: Any
) -> None:
    head = users["head_of_service"]
    row = waiting(schools[OLD_MILL], users["improvement_officer"])
    assert mailed("1 statement put up for sign-off:\n- Old Mill School") == {"head_of_service"}
    clock.forward(days=7)
    row = send(sign(row, head), head)
    statement_line = "1 statement about your school sent:\n- Old Mill School, sent 30 November 2026"
    assert mailed(statement_line) == {"headteacher", "governor", "clerk", "trust_leader"}
    clock.forward(days=1)
    reply = StatementReply(area=area, school=row.school, statement=row)
    values = {"text": "Planted.", "at": services.now(), "by": users["headteacher"]}
    change(reply, actor=users["headteacher"], values=values, verb="reply")
    bodies = mails()
    assert {role for role, body in bodies.items() if "1 school replied to a statement" in body} == {
        "head_of_service",
        "improvement_officer",
    }
    assert not any("Planted" in body for body in bodies.values())
