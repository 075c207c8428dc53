"""A word planted in everything of each openness, looked for by every role everywhere."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from marker_walk import OPENNESSES, WORD, addresses, seen_by, text_in

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions.matrix import NO, ROLES, cell_of
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agenda.papers import check_file
from stocktake_web.boards.agreed_actions import actions as agreed_actions
from stocktake_web.boards.comments import queries as comment_queries
from stocktake_web.boards.decisions import actions as decisions
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.minutes import actions as minutes
from stocktake_web.boards.models import (
    Action,
    AgendaItem,
    Body,
    Meeting,
    Seat,
)
from stocktake_web.boards.proposals import actions as proposals
from stocktake_web.boards.publications import actions as publications
from stocktake_web.boards.recusals import actions as recusals
from stocktake_web.plans.comments.actions import add_comment
from stocktake_web.plans.models import OpenDecision
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.records.change import change

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PLANS = Path(__file__).parent.parent / "plans" / "conftest.py"
MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
READS_EXEMPT = {"secretary", "head_of_service", "board_member", "councillor"}
READS_BOARD = READS_EXEMPT | {"delivery_lead", "analyst", "adviser", "headteacher", "governor"} | {
    "clerk", "trust_leader", "improvement_officer", "provider", "youth_member",
}  # fmt: skip
"""Members, advisers and observers of this board, and those who serve it: not the administrator."""


@pytest.fixture
def marked_meeting(
    area: Area,
    body: Body,
    seats: dict[str, Seat],
    users: dict[str, User],
    meeting: Meeting,
    begin: Callable[..., Meeting],
) -> Meeting:
    """A closed and published meeting with an item of each openness and all that hangs on it."""
    actor = users["secretary"]
    plan_text = runpy.run_path(str(PLANS))["plan_text"]
    add_revision(area=area, actor=None, text=plan_text(), reason="first")
    seated = {seat.user_id for seat in seats.values()}
    for role in ("headteacher", "governor", "clerk", "trust_leader", "improvement_officer"):
        sit(area, actor, body, users[role], seated)
    for role in ("provider", "youth_member"):
        sit(area, actor, body, users[role], seated)
    items = {}
    for openness in OPENNESSES:
        word = WORD[openness]
        item = items[openness] = agenda.add_item(
            actor=actor,
            meeting=meeting,
            values={
                "title": f"{word} title",
                "description": f"{word} words",
                "openness": openness,
                "kind": "decision",
                "organisation": f"{word} organisation",
            },
        )
        paper = agenda.add_paper(
            actor=actor,
            item=item,
            title=f"{word} paper",
            openness=openness,
            file=check_file(f"{word}.pdf", f"%PDF-1.7 {word}".encode()),
        )
        for about in (item, paper):
            add_comment(
                area=area,
                actor=actor,
                on=comment_queries.reference_of(about),
                text=f"{word} comment",
            )
        proposals.add_proposal(
            actor=actor,
            item=item,
            criteria=[f"{word} need"],
            values={
                "title": f"{word} proposal",
                "organisation": "",
                "description": f"{word} asked",
                "requested_pounds": None,
            },
        )
    sitting = begin(meeting, "chair", "board_member")
    # One question stays open, so that there is news to mail.
    ask_plan(area)
    for openness, item in items.items():
        hang_on(area, actor, item, openness)
        recusals.record_recusal(
            actor=actor, item=item, seat=seats["secretary"], reason=f"{WORD[openness]} tie"
        )
    # Closed outcomes of an open item.
    for openness in ("restricted", "exempt"):
        hang_on(area, actor, items["open"], openness)
    draft = meetings.close_meeting(actor=actor, meeting=sitting, expected_version=sitting.version)
    entry_texts = {
        entry.pk: f"{WORD[entry.item.openness]} minuted" for entry in draft.entries.all()
    }
    draft = minutes.edit_minutes(
        actor=actor,
        minutes=draft,
        opening="Present: five.",
        entries=entry_texts,
        expected_version=draft.version,
    )
    # The next agenda carries the actions forward.
    later = meetings.plan_meeting(
        actor=actor, body=body, values={"meeting_date": date(2026, 12, 14)}
    )
    minutes.approve_minutes(
        actor=actor,
        minutes=draft,
        approved_in=begin(later, "chair", "board_member", reason="Half are away in December."),
        expected_version=draft.version,
    )
    for openness, word in WORD.items():
        minutes.add_addendum(actor=actor, minutes=draft, text=f"{word} addition", openness=openness)
    sitting.refresh_from_db()
    read = publications.redact_minutes(area, sitting)
    publications.publish_minutes(actor=actor, meeting=sitting, read_sha256=read.sha256)
    return sitting


def ask_plan(area: Area) -> OpenDecision:
    """A question that the plan puts to the board."""
    return OpenDecision.objects.create(
        area=area,
        target_id="a",
        opened_at=MOMENT,
        status_now="off_track",
        evidence="28% against 23%",
    )


def sit(area: Area, actor: User, body: Body, user: User, seated: set[int | None]) -> None:
    """An observer's seat."""
    if user.pk not in seated:
        change(
            Seat(area=area, body=body),
            actor=actor,
            values={
                "user": user,
                "role": "Observer",
                "kind": "adviser",
                "starts": date(2026, 1, 1),
            },
        )


def hang_on(area: Area, actor: User, item: AgendaItem, openness: str) -> None:
    """A note where the item is of that openness; a decision, an action and an update of it."""
    word = WORD[openness]
    item.refresh_from_db()
    if item.openness == openness:
        change(
            item,
            actor=actor,
            values={"note": f"{word} note"},
            expected_version=item.version,
            verb="note",
        )
    decisions.decide(
        actor=actor,
        item=item,
        open_decision=ask_plan(area).pk,
        values={"text": f"{word} decision", "reason": f"{word} reason", "openness": openness},
    )
    action = agreed_actions.agree_action(
        actor=actor,
        item=item,
        values={
            "text": f"{word} action",
            "owner_role": "Adviser",
            "due": date(2326, 11, 20),
            "openness": openness,
        },
    )
    agreed_actions.update_action(
        actor=actor,
        action=action,
        text=f"{word} update",
        state="open",
        expected_version=action.version,
    )


def test_a_word_is_read_only_by_those_whom_its_openness_lets(
    area: Area, marked_meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    """Planted once. What a role may never open is left to the test of the matrix of permissions."""
    addresses_with_permission = [
        (address, permission) for address, permission in addresses(area) if "logout" not in address
    ]
    for role in ROLES:
        addresses_by_openness = seen_by(
            client_for(role),
            [at for at, permission in addresses_with_permission if cell_of(permission, role) != NO],
        )
        assert addresses_by_openness["open"], f"{role}: the walk must meet what is open"
        if role not in READS_EXEMPT:
            assert addresses_by_openness["exempt"] == [], role
        if role not in READS_BOARD:
            assert addresses_by_openness["restricted"] == [], role
        if role in READS_EXEMPT:
            assert addresses_by_openness["exempt"], f"{role} may read it"


def test_nothing_that_is_sent_or_exported_holds_a_closed_word(
    area: Area, marked_meeting: Meeting, users: dict[str, User], tmp_path: Any
) -> None:
    call_command("export_site", area.slug, "--out", str(tmp_path / "site"))
    call_command("send_digest", "--address", "https://plan.example.org")
    site_files = [path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()]
    messages = [f"{message.subject} {message.body}".encode() for message in mail.outbox]
    assert messages
    text = "".join(text_in(content) for content in [*site_files, *messages])
    assert f"{WORD['open']} decision" in text
    assert f"%PDF-1.7 {WORD['open']}" in text
    assert WORD["restricted"] not in text
    assert WORD["exempt"] not in text


def test_an_exempt_action_is_not_closed_by_its_number(
    area: Area, marked_meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    lead = client_for("delivery_lead")
    for action in Action.objects.filter(text__contains=WORD["exempt"]):
        address = f"/example-borough/dashboard/boards/actions/{action.pk}/update/"
        assert lead.get(address).status_code == 403
        posted = {"text": "Done.", "state": "done", "version": action.version}
        assert lead.post(address, posted).status_code == 403
        action.refresh_from_db()
        assert action.state == "open"


def test_who_is_to_do_an_exempt_action_sees_it_and_not_its_item(
    area: Area, marked_meeting: Meeting, users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    item = AgendaItem.objects.get(openness="exempt")
    action = Action.objects.filter(item=item).first()
    assert action
    Action.objects.filter(pk=action.pk).update(owner_user=users["adviser"])
    adviser = client_for("adviser")
    page = adviser.get(f"/example-borough/dashboard/boards/actions/{action.pk}/")
    assert page.status_code == 200
    assert f"{WORD['exempt']} action" in page.content.decode()
    assert f"{WORD['exempt']} title" not in page.content.decode()
    assert adviser.get(f"/example-borough/dashboard/boards/items/{item.pk}/").status_code == 403


@pytest.mark.parametrize("openness", OPENNESSES)
def test_the_plan_says_of_a_closed_decision_only_that_it_was_made(
    openness: str,
    area: Area,
    users: dict[str, User],
    meeting: Meeting,
    begin: Callable[..., Meeting],
) -> None:
    actor = users["secretary"]
    question = ask_plan(area)
    item = agenda.add_item(
        actor=actor, meeting=meeting, values={"title": "Absence", "openness": openness}
    )
    begin(meeting, "chair", "board_member")
    decisions.decide(
        actor=actor,
        item=item,
        open_decision=question.pk,
        values={"text": f"{WORD[openness]} decision", "reason": "It works.", "openness": openness},
    )
    question.refresh_from_db()
    assert (WORD[openness] in question.text) == (openness == "open")
    if openness != "open":
        assert question.text == (
            "Example Board decided on it on 23 November 2026. "
            f"The decision is {openness}: those who may read it find it in the minutes."
        )
