"""What is marked open is published, or refused where it would not be; papers go with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from stocktake.standards import UsageError
from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agenda.papers import check_file
from stocktake_web.boards.agreed_actions import actions as agreed_actions
from stocktake_web.boards.decisions import actions as decisions
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.models import Action, AgendaItem, Decision, Meeting, Paper
from stocktake_web.boards.publications import actions as publications
from stocktake_web.boards.publications import queries as publication_queries
from stocktake_web.plans.models import OpenDecision
from stocktake_web.public.site.copy import copy_of
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db

DESK = "/example-borough/dashboard/boards"
PAPER = b"%PDF-1.7 the hubs, school by school"


@pytest.fixture
def item_of(area: Area, users: dict[str, User], meeting: Meeting) -> Callable[..., AgendaItem]:
    """Puts an item of an openness on the agenda."""

    def item_of(openness: str, **values: Any) -> AgendaItem:
        return agenda.add_item(
            actor=users["secretary"],
            meeting=meeting,
            values={"title": f"The {openness} item", "openness": openness, **values},
        )

    return item_of


def add_paper(area: Area, actor: User, item: AgendaItem, openness: str = "open") -> Paper:
    return agenda.add_paper(
        actor=actor,
        item=item,
        title="Hubs: where they are",
        openness=openness,
        file=check_file("Ann Example v3.pdf", PAPER),
    )


def decide(area: Area, actor: User, item: AgendaItem, openness: str, **more: Any) -> Decision:
    return decisions.decide(
        actor=actor,
        item=item,
        values={"text": "The hubs go on.", "reason": "Reading rose.", "openness": openness},
        **more,
    )


def agree(area: Area, actor: User, item: AgendaItem, openness: str) -> Action:
    return agreed_actions.agree_action(
        actor=actor,
        item=item,
        values={
            "text": "Write to schools.",
            "owner_role": "Adviser",
            "due": date(2026, 12, 1),
            "openness": openness,
        },
    )


def publish(area: Area, actor: User, meeting: Meeting) -> None:
    meeting.refresh_from_db()
    meetings.close_meeting(actor=actor, meeting=meeting, expected_version=meeting.version)
    read = publications.redact_minutes(area, meeting)
    publications.publish_minutes(actor=actor, meeting=meeting, read_sha256=read.sha256)


def words_of(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


REFUSALS = {
    ("open", "restricted"): "The item is restricted, so an open {} would not be published. "
    "Choose Restricted, or make the item open first",
    ("open", "exempt"): "The item is exempt, so an open {} would not be published. "
    "Choose Exempt, or make the item open first",
    ("restricted", "exempt"): "The item is exempt, so a restricted {} would still be exempt. "
    "Choose Exempt, or make the item restricted first",
}


@pytest.mark.parametrize(("openness", "of_item"), REFUSALS)
@pytest.mark.parametrize("kind", ["decision", "action", "paper"])
def test_nothing_is_recorded_as_more_open_than_its_item(
    kind: str,
    openness: str,
    of_item: str,
    area: Area,
    users: dict[str, User],
    meeting: Meeting,
    begin: Callable[..., Meeting],
    item_of: Callable[..., AgendaItem],
) -> None:
    item = item_of(of_item)
    begin(meeting, "chair", "board_member")
    make: Callable[..., Any] = {"decision": decide, "action": agree, "paper": add_paper}[kind]
    with pytest.raises(ValidationError) as refusal:
        make(area, users["secretary"], item, openness)
    assert refusal.value.message_dict == {"openness": [REFUSALS[openness, of_item].format(kind)]}
    assert make(area, users["secretary"], item, of_item).openness == of_item


def test_nothing_is_changed_to_more_open_than_its_item(
    area: Area,
    users: dict[str, User],
    meeting: Meeting,
    begin: Callable[..., Meeting],
    item_of: Callable[..., AgendaItem],
) -> None:
    actor, item = users["secretary"], item_of("restricted")
    begin(meeting, "chair", "board_member")
    decision = decide(area, actor, item, "restricted")
    action = agree(area, actor, item, "restricted")
    for row in (decision, action):
        with pytest.raises(ValidationError, match="Choose Restricted, or make the item open"):
            change(row, actor=actor, values={"openness": "open"}, expected_version=1)
        row.refresh_from_db()
        assert row.openness == "restricted"


def test_an_item_is_not_closed_over_what_is_open_unless_that_is_closed_with_it(
    area: Area,
    users: dict[str, User],
    meeting: Meeting,
    begin: Callable[..., Meeting],
    item_of: Callable[..., AgendaItem],
    client_for: Callable[[str], Client],
    moment: Any,
) -> None:
    actor, item = users["secretary"], item_of("open")
    paper = add_paper(area, actor, item)
    begin(meeting, "chair", "board_member")
    question = OpenDecision.objects.create(
        area=area, target_id="a", opened_at=moment, status_now="off_track", evidence="28%"
    )
    decision = decide(area, actor, item, "open", open_decision=question.pk)
    action = agree(area, actor, item, "exempt")
    item.refresh_from_db()
    changes = {"openness": "restricted"}
    refusal = (
        "1 decision and 1 paper of the item are more open than Restricted. "
        "Make them restricted with the item, or leave it as it is"
    )
    with pytest.raises(UsageError) as caught:
        agenda.change_item(actor=actor, item=item, values=changes, expected_version=item.version)
    assert str(caught.value) == f"{refusal}."
    secretary, address = client_for("secretary"), f"{DESK}/items/{item.pk}/change/"
    posted = {"title": item.title, "kind": item.kind, "version": item.version, **changes}
    assert refusal in words_of(secretary.post(address, posted).content)
    question.refresh_from_db()
    assert question.text == "The hubs go on. Reading rose."
    assert secretary.post(address, posted | {"with_contents": "on"}).status_code == 302
    for row, openness in ((decision, "restricted"), (paper, "restricted"), (action, "exempt")):
        row.refresh_from_db()
        assert row.openness == openness
    question.refresh_from_db()
    assert question.text == (
        "Example Board decided on it on 23 November 2026. "
        "The decision is restricted: those who may read it find it in the minutes."
    )
    events = Event.objects.filter(
        object_type="boards.paper", object_id=str(paper.pk), verb="change"
    )
    assert events.count() == 1


def test_an_open_paper_of_an_open_item_is_downloaded_by_anyone_once_published(
    area: Area,
    users: dict[str, User],
    meeting: Meeting,
    begin: Callable[..., Meeting],
    item_of: Callable[..., AgendaItem],
    client: Client,
    client_for: Callable[[str], Client],
) -> None:
    actor, item = users["secretary"], item_of("open")
    paper = add_paper(area, actor, item)
    restricted_paper = add_paper(area, actor, item, "restricted")
    school_paper = add_paper(area, actor, item_of("open", about_school="Example School"))
    begin(meeting, "chair", "board_member")
    page = f"/example-borough/decisions/{meeting.pk}/"
    address = f"{page}papers/{paper.pk}-hubs-where-they-are.pdf"
    assert client.get(address).status_code == 404
    publish(area, actor, meeting)

    minutes_page = client.get(page)
    assert "Paper: Hubs: where they are (PDF, 1 kB)" in words_of(minutes_page.content)
    assert f'href="{address}"' in minutes_page.content.decode()
    answer = client.get(address)
    assert (answer.status_code, answer.content) == (200, PAPER)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{paper.pk}-hubs-where-they-are.pdf"'
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    for hidden_paper in (restricted_paper, school_paper):
        guess = address.replace(f"/{paper.pk}-", f"/{hidden_paper.pk}-")
        assert client.get(guess).status_code == 404
    assert client.get(address.replace("borough", "town")).status_code == 404

    files = copy_of(area).files
    assert files[address.removeprefix("/example-borough/")] == PAPER
    assert (
        f'href="papers/{paper.pk}-hubs-where-they-are.pdf"'.encode()
        in files[f"decisions/{meeting.pk}/index.html"]
    )
    assert len([path for path in files if "/papers/" in path]) == 1
    published = client_for("adviser").get(f"{DESK}/meetings/{meeting.pk}/published/")
    assert f'href="{address}"' in published.content.decode()


def test_a_published_paper_that_is_taken_away_or_recalled_is_gone_at_once(
    area: Area,
    users: dict[str, User],
    meeting: Meeting,
    begin: Callable[..., Meeting],
    item_of: Callable[..., AgendaItem],
    client: Client,
) -> None:
    actor, item = users["secretary"], item_of("open")
    papers = [add_paper(area, actor, item), add_paper(area, actor, item)]
    begin(meeting, "chair", "board_member")
    publish(area, actor, meeting)
    page = f"/example-borough/decisions/{meeting.pk}/"
    first, second = (
        f"{page}papers/{published_paper.pk}-hubs-where-they-are.pdf" for published_paper in papers
    )
    assert client.get(first).status_code == 200

    agenda.withdraw_paper(actor=actor, paper=papers[0], reason="")
    assert client.get(first).status_code == 404
    assert "Hubs: where they are, which was taken away since" in words_of(client.get(page).content)
    assert first.removeprefix("/example-borough/") not in copy_of(area).files
    assert client.get(second).status_code == 200

    publication = publication_queries.find_publication(area, meeting)
    assert publication
    publications.recall_publication(
        actor=actor, publication=publication, reason="Wrong.", expected_version=1
    )
    assert client.get(second).status_code == 410
    assert PAPER not in copy_of(area).files.values()


def test_the_preview_lists_what_is_left_out_with_the_reason_and_what_is_in(
    area: Area,
    users: dict[str, User],
    meeting: Meeting,
    begin: Callable[..., Meeting],
    item_of: Callable[..., AgendaItem],
    client_for: Callable[[str], Client],
) -> None:
    actor = users["secretary"]
    item, restricted_item = item_of("open"), item_of("restricted")
    school_item = item_of("open", about_school="Example School")
    paper = add_paper(area, actor, item)
    add_paper(area, actor, item, "exempt")
    add_paper(area, actor, school_item)
    begin(meeting, "chair", "board_member")
    decide(area, actor, restricted_item, "restricted")
    agree(area, actor, item, "restricted")
    meeting.refresh_from_db()
    meetings.close_meeting(actor=actor, meeting=meeting, expected_version=meeting.version)
    preview = client_for("secretary").get(f"{DESK}/meetings/{meeting.pk}/publish/")
    text = words_of(preview.content)
    for line in (
        "Action: Write to schools. Restricted because it is restricted",
        "Paper: Hubs: where they are Exempt because it is exempt",
        "Item: The restricted item Restricted because the item is restricted",
        "Decision: The hubs go on. Restricted because the item is restricted",
        "Item: The open item Open because the item judges a named school",
        "Paper: Hubs: where they are Open because the item judges a named school",
        "Some of this is marked open and will not be published all the same.",
        "Papers are published exactly as they are, with every name, comment and hidden part.",
        "Paper: Hubs: where they are (PDF, 1 kB)",
    ):
        assert line in text, line
    assert f'href="{DESK}/papers/{paper.pk}/"' in preview.content.decode()


def test_minutes_that_were_published_before_papers_were_are_read_as_they_are() -> None:
    from stocktake_web.boards.publications.redaction import RedactedMinutes

    stored_minutes = {
        "body": "Board", "held_on": "2026-01-12", "place": "", "approved": True, "opening": "",
        "left_out_count": 0, "addenda": [],
        "items": [{"number": 1, "title": "T", "words": "", "decisions": [], "actions": []}],
    }  # fmt: skip
    assert RedactedMinutes.from_json(stored_minutes).papers == ()
