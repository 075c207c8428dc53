"""What holds while meetings are prepared and held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stocktake.standards import UsageError
from stocktake_web import services
from stocktake_web.accounts.memberships.actions import give_role
from stocktake_web.accounts.models import Area, Role, User
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.boards.agenda import actions as agenda
from stocktake_web.boards.agenda import queries as agenda_queries
from stocktake_web.boards.decisions import actions as decisions
from stocktake_web.boards.interests import actions as interests
from stocktake_web.boards.interests import queries as interest_queries
from stocktake_web.boards.interests.register import standing
from stocktake_web.boards.meetings import actions as meetings
from stocktake_web.boards.meetings import queries as meeting_queries
from stocktake_web.boards.minutes import queries as minutes_queries
from stocktake_web.boards.models import AgendaItem, Body, Meeting, Seat
from stocktake_web.boards.proposals import actions as proposals
from stocktake_web.boards.publications import actions as publications
from stocktake_web.boards.publications import queries as publication_queries
from stocktake_web.boards.publications.redaction import redact
from stocktake_web.boards.recusals import actions as recusals
from stocktake_web.boards.recusals import queries as recusal_queries
from stocktake_web.optimistic_locking import Conflict
from stocktake_web.records.change import change

pytestmark = pytest.mark.django_db

BOARDS = "/example-borough/dashboard/boards/"


def add(area: Area, actor: User, meeting: Meeting, title: str, **values: object) -> AgendaItem:
    return agenda.add_item(actor=actor, meeting=meeting, values={"title": title, **values})


def test_an_interest_flags_the_item_and_a_withdrawal_lowers_its_quorum(
    area: Area,
    users: dict[str, User],
    seats: dict[str, Seat],
    meeting: Meeting,
    begin: Callable[..., Meeting],
) -> None:
    actor = users["secretary"]
    interests.declare(
        actor=actor, seat=seats["board_member"], organisation="The Example Trust", nature="trustee"
    )
    item = add(area, actor, meeting, "Coaches", organisation="example  trust")
    other_item = add(area, actor, meeting, "Buses", organisation="Another firm")
    assert [flag.seat for flag in recusal_queries.item_flags(area, item)] == [seats["board_member"]]
    assert recusal_queries.item_flags(area, other_item) == []
    assert recusal_queries.flag_counts(area, meeting, [item, other_item]) == {item.pk: 1}

    begin(meeting, "chair", "board_member")
    item = agenda_queries.item(area, item.pk)
    assert recusal_queries.item_quorum(area, item).is_met
    recusals.record_recusal(actor=actor, item=item, seat=seats["board_member"], reason="trustee")
    assert recusal_queries.item_quorum(area, item).present_count == 1
    assert not recusal_queries.item_quorum(area, item).is_met
    assert recusal_queries.item_quorum(area, agenda_queries.item(area, other_item.pk)).is_met
    decision = decisions.decide(
        actor=actor,
        item=item,
        values={"text": "Yes.", "reason": "Cheap.", "openness": "restricted"},
    )
    assert not decision.quorate


def test_advisers_do_not_count_towards_the_quorum(
    area: Area,
    users: dict[str, User],
    seats: dict[str, Seat],
    meeting: Meeting,
    begin: Callable[..., Meeting],
) -> None:
    sitting = begin(meeting, "chair", "adviser", "secretary")
    quorum = meeting_queries.meeting_quorum(area, sitting)
    assert (quorum.present_count, quorum.voting_count, quorum.is_met) == (1, 3, False)


def test_nil_is_said_expressly_and_renewed_yearly(
    area: Area, users: dict[str, User], seats: dict[str, Seat]
) -> None:
    seat, actor, today = seats["councillor"], users["councillor"], services.today()
    assert standing(interest_queries.interests_of(area, seat), today).state == "none"
    interests.declare(actor=actor, seat=seat)
    assert standing(interest_queries.interests_of(area, seat), today).state == "current"
    a_year_on = date(2027, 11, 23)
    assert standing(interest_queries.interests_of(area, seat), a_year_on).state == "overdue"
    interests.declare(actor=actor, seat=seat, organisation="A firm", nature="director")
    assert [line.nil for line in interest_queries.interests_of(area, seat)] == [False]
    with pytest.raises(UsageError, match="end it first"):
        interests.declare(actor=actor, seat=seat)


def test_whoever_sits_on_two_bodies_declares_once(
    area: Area, users: dict[str, User], seats: dict[str, Seat]
) -> None:
    actor = users["secretary"]
    second = change(
        Body(area=area), actor=actor, values={"key": "second-board", "name": "Second Board"}
    )
    second_seat = change(
        Seat(area=area, body=second),
        actor=actor,
        values={
            "user": users["councillor"],
            "role": "Member",
            "kind": "member",
            "starts": date(2026, 1, 1),
        },
    )
    interests.declare(
        actor=actor, seat=seats["councillor"], organisation="A firm", nature="director"
    )
    assert [line.organisation for line in interest_queries.interests_of(area, second_seat)] == [
        "A firm"
    ]


def test_members_score_before_they_see_the_others(
    area: Area,
    users: dict[str, User],
    seats: dict[str, Seat],
    meeting: Meeting,
    client_for: Callable[[str], Client],
) -> None:
    item = add(area, users["secretary"], meeting, "Offers", kind="proposal")
    proposal = proposals.add_proposal(
        actor=users["secretary"],
        item=item,
        criteria=["Need", "Cost"],
        values={
            "title": "Hubs",
            "organisation": "",
            "description": "Ten hubs.",
            "requested_pounds": 5000,
        },
    )
    need, cost = proposal.criteria.all()
    proposals.save_scores(
        actor=users["councillor"],
        proposal=proposal,
        seat=seats["councillor"],
        scores={need.pk: 4, cost.pk: 1},
    )
    address = f"{BOARDS}proposals/{proposal.pk}/"
    member = client_for("board_member")
    assert "all gave 4" not in member.get(address).content.decode()
    scores = {f"score-{need.pk}": 2, f"score-{cost.pk}": 1}
    page = member.post(f"{address}score/", scores, follow=True).content.decode()
    assert "median 3, from 2 to 4" in page
    assert "all gave 1" in page
    again = member.post(f"{address}score/", scores)
    assert "Your scores are given already." in again.content.decode()
    assert client_for("adviser").get(f"{address}score/").status_code == 403


def test_exempt_items_are_for_voting_members(
    area: Area,
    users: dict[str, User],
    seats: dict[str, Seat],
    meeting: Meeting,
    client_for: Callable[[str], Client],
) -> None:
    item = add(area, users["secretary"], meeting, "A head's contract", openness="exempt")
    agenda_page = f"{BOARDS}meetings/{meeting.pk}/"
    for role, status in (("board_member", 200), ("adviser", 403), ("delivery_lead", 403)):
        client = client_for(role)
        assert client.get(f"{BOARDS}items/{item.pk}/").status_code == status
        is_listed = "contract" in client.get(agenda_page).content.decode()
        assert is_listed == (status == 200)
    assert client_for("provider").get(f"{BOARDS}items/{item.pk}/").status_code == 403
    assert client_for("public").get(agenda_page).status_code == 302


def test_whoever_withdrew_does_not_see_the_papers(
    area: Area,
    users: dict[str, User],
    seats: dict[str, Seat],
    meeting: Meeting,
    client_for: Callable[[str], Client],
    begin: Callable[..., Meeting],
) -> None:
    item = add(area, users["secretary"], meeting, "Coaches")
    begin(meeting, "chair", "board_member")
    recusals.record_recusal(
        actor=users["secretary"], item=item, seat=seats["board_member"], reason="mine"
    )
    page = client_for("board_member").get(f"{BOARDS}items/{item.pk}/")
    assert page.status_code == 403
    assert "You withdrew from this item" in page.content.decode()


def test_a_judgement_of_a_named_school_is_not_published_though_open(
    area: Area,
    users: dict[str, User],
    seats: dict[str, Seat],
    meeting: Meeting,
    begin: Callable[..., Meeting],
) -> None:
    actor = users["secretary"]
    add(area, actor, meeting, "Progress", openness="open", about_school="Example High School")
    add(
        area, actor, meeting, "Inspected", openness="open", about_school="Example Infants",
        naming_reason="the inspection report is published",
    )  # fmt: skip
    sitting = begin(meeting, "chair", "board_member")
    meetings.close_meeting(actor=actor, meeting=sitting, expected_version=sitting.version)
    minutes = redact(minutes_queries.record_of(area, sitting), {})
    assert [item.title for item in minutes.items] == ["Minutes of the last meeting", "Inspected"]


def test_two_people_write_one_note_and_nothing_is_lost(
    area: Area,
    users: dict[str, User],
    seats: dict[str, Seat],
    meeting: Meeting,
    client_for: Callable[[str], Client],
    begin: Callable[..., Meeting],
) -> None:
    item = add(area, users["secretary"], meeting, "Coaches")
    begin(meeting, "chair", "board_member")
    secretary = client_for("secretary")
    form = {"note": "First words", "version": item.version}
    assert secretary.post(f"{BOARDS}items/{item.pk}/note/", form).status_code == 302
    page = secretary.post(f"{BOARDS}items/{item.pk}/note/", form | {"note": "Second words"})
    assert page.status_code == 409
    assert "First words" in page.content.decode()
    assert "Second words" in page.content.decode()


def test_what_changed_after_reading_is_not_published(
    area: Area,
    users: dict[str, User],
    seats: dict[str, Seat],
    meeting: Meeting,
    begin: Callable[..., Meeting],
) -> None:
    actor = users["secretary"]
    item = add(area, actor, meeting, "Coaches", openness="open")
    sitting = begin(meeting, "chair", "board_member")
    meetings.close_meeting(actor=actor, meeting=sitting, expected_version=sitting.version)
    read = publications.redact_minutes(area, sitting).sha256
    agenda.change_item(
        actor=actor, item=item, values={"openness": "exempt"}, expected_version=item.version
    )
    with pytest.raises(UsageError, match="changed since you read them"):
        publications.publish_minutes(actor=actor, meeting=sitting, read_sha256=read)
    read = publications.redact_minutes(area, sitting).sha256
    publication = publications.publish_minutes(actor=actor, meeting=sitting, read_sha256=read)
    assert len(publication_queries.published_minutes(area)) == 1
    publications.recall_publication(
        actor=actor, publication=publication, reason="A name was in it.", expected_version=1
    )
    assert publication_queries.published_minutes(area) == []


def test_a_meeting_cannot_be_closed_twice_nor_before_attendance(
    area: Area,
    users: dict[str, User],
    seats: dict[str, Seat],
    meeting: Meeting,
) -> None:
    actor = users["secretary"]
    sitting = meetings.open_meeting(actor=actor, meeting=meeting, expected_version=1)
    with pytest.raises(UsageError, match="record first who came"):
        meetings.close_meeting(actor=actor, meeting=sitting, expected_version=2)
    marks = {seats["chair"].pk: meetings.AttendanceMark("present")}
    meetings.record_attendance(actor=actor, meeting=sitting, marks=marks, expected_version=2)
    meetings.close_meeting(actor=actor, meeting=sitting, expected_version=3)
    with pytest.raises(Conflict):
        meetings.close_meeting(actor=actor, meeting=sitting, expected_version=3)


def test_a_wrong_file_gets_the_reason_on_the_form(
    area: Area, users: dict[str, User], meeting: Meeting, client_for: Callable[[str], Client]
) -> None:
    item = add(area, users["secretary"], meeting, "Coaches")
    page = client_for("secretary").post(
        f"{BOARDS}items/{item.pk}/papers/add/",
        {
            "title": "Offer",
            "openness": "open",
            "file": SimpleUploadedFile("offer.pdf", b"<html>"),
        },
    )
    assert "The selected file is named .pdf but is not one" in page.content.decode()
    assert not item.papers.exists()


def test_a_paper_comes_back_as_it_was(
    area: Area,
    users: dict[str, User],
    seats: dict[str, Seat],
    meeting: Meeting,
    client_for: Callable[[str], Client],
) -> None:
    from stocktake_web.boards.agenda.papers import check_file

    item = add(area, users["secretary"], meeting, "Coaches")
    paper = agenda.add_paper(
        actor=users["secretary"],
        item=item,
        title="Offer",
        openness="exempt",
        file=check_file("Offer.pdf", b"%PDF-1.7 words"),
    )
    page = client_for("board_member").get(f"{BOARDS}papers/{paper.pk}/")
    assert (page.content, page["Content-Type"]) == (b"%PDF-1.7 words", "application/pdf")
    assert page["Content-Disposition"] == 'attachment; filename="Offer.pdf"'
    assert client_for("adviser").get(f"{BOARDS}papers/{paper.pk}/").status_code == 403


def test_the_agenda_of_another_place_is_not_found(
    area: Area,
    other_area: Area,
    users: dict[str, User],
    meeting: Meeting,
    client_for: Callable[[str], Client],
) -> None:
    stranger = add_account(actor=None, email="other@example.org", display_name="Other Secretary")
    give_role(area=other_area, actor=None, user=stranger, role=Role.SECRETARY)
    client = Client()
    client.force_login(stranger, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/other-town/dashboard/boards/meetings/{meeting.pk}/").status_code == 404
    assert client.get(f"{BOARDS}meetings/{meeting.pk}/").status_code == 403


def test_absence_without_consent_is_shown_to_the_board(
    area: Area,
    users: dict[str, User],
    body: Body,
    seats: dict[str, Seat],
    client_for: Callable[[str], Client],
    begin: Callable[..., Meeting],
) -> None:
    actor = users["secretary"]
    past = meetings.plan_meeting(
        actor=actor,
        body=body,
        values={"meeting_date": services.today() - timedelta(days=200)},
        is_past_meant=True,
    )
    begin(past, "chair", "board_member", "adviser", "secretary")
    page = client_for("secretary").get(f"{BOARDS}bodies/{body.key}/").content.decode()
    assert page.count("Absent without consent") == 1
