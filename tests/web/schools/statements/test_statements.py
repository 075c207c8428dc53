"""A statement goes from a draft to a letter; nobody sees a draft that is not theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pypdf import PdfReader
from school_rows import OLD_MILL, PIER
from statement_rows import document, draft, waiting
from visit_rows import add_action, approved, drafted

from stocktake_web import services
from stocktake_web.accounts.models import Area, Membership, School, User
from stocktake_web.audit.models import Event
from stocktake_web.optimistic_locking import Conflict
from stocktake_web.records.change import change
from stocktake_web.schools.left_records.actions import take_over
from stocktake_web.schools.statements.actions import (
    send_statement,
    sign_statement,
    submit_statement,
)
from stocktake_web.schools.statements.models import Statement, StatementReply
from stocktake_web.schools.statements.queries import document_of

pytestmark = pytest.mark.django_db
BASE = "/example-borough/dashboard/schools/"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def sign(row: Statement, actor: User) -> Statement:
    return sign_statement(
        actor=actor, by_role="Head of service", statement=row, expected_version=row.version
    )


def send(row: Statement, actor: User) -> Statement:
    return send_statement(actor=actor, statement=row, expected_version=row.version)


def test_from_a_draft_to_what_the_school_reads(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    row = draft(schools[OLD_MILL], users["improvement_officer"])
    address = f"{BASE}statements/{row.pk}/"
    officer, head = client_for("improvement_officer"), client_for("head_of_service")
    letter = {
        "letter": "To the head\n\nPlanted letter.", "version": "1",
        "review_on_day": "30", "review_on_month": "9", "review_on_year": "2027",
    }  # fmt: skip
    assert "The letter was changed." in text(officer.post(f"{address}letter/", letter, follow=True))
    assert "It waits for sign-off." in text(
        officer.post(f"{address}submit/", {"version": "2"}, follow=True)
    )
    assert "You drafted it." in text(officer.post(f"{address}sign/", {"version": "3"}))
    assert "It is signed off." in text(head.post(f"{address}sign/", {"version": "3"}, follow=True))
    assert client_for("headteacher").get(address).status_code == 403
    assert "It was sent" in text(head.post(f"{address}send/", {"version": "4"}, follow=True))
    page = text(client_for("headteacher").get(address))
    assert "Planted letter." in page
    assert "Signed off on 23 November 2026: Head of service" in page
    assert f"{BASE}statements/{row.pk}/" in text(client_for("governor").get(f"{BASE}{OLD_MILL}/"))
    assert list(
        Event.objects.filter(object_type="schools.statement").values_list("verb", flat=True)
    ) == ["draft", "change", "submit", "sign off", "send"]


def test_what_was_signed_off_stays_as_it_is(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    row = waiting(schools[OLD_MILL], users["improvement_officer"])
    with pytest.raises(ValidationError, match="stays as it is"):
        change(row, actor=None, values={"letter": "Other."}, expected_version=row.version)
    with pytest.raises(ValidationError, match="It is no draft any more"):
        submit_statement(
            actor=users["improvement_officer"], statement=row, expected_version=row.version
        )
    signed = sign(row, users["head_of_service"])
    with pytest.raises(ValidationError, match="does not wait"):
        sign(signed, users["head_of_service"])


def test_of_two_who_sign_the_second_learns_of_the_first(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    row = waiting(schools[OLD_MILL], users["improvement_officer"])
    sign(row, users["head_of_service"])
    stale = Statement.objects.get(pk=row.pk)
    stale.state = "waiting"
    with pytest.raises(Conflict):
        sign_statement(
            actor=users["head_of_service"], by_role="", statement=stale,
            expected_version=row.version - 1,
        )  # fmt: skip


def test_cannot_tell_said_again_needs_the_head_of_service(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    head, officer = users["head_of_service"], users["improvement_officer"]
    first = waiting(schools[OLD_MILL], officer)
    assert first.needs_head is False
    send(sign(first, head), head)
    second = waiting(schools[OLD_MILL], head)
    assert second.needs_head is True
    with pytest.raises(ValidationError, match="Only the head of service"):
        sign(second, officer)
    third = waiting(schools[OLD_MILL], officer)
    assert sign(third, head).state == "signed"
    assert waiting(schools[OLD_MILL], officer, "sufficient").needs_head is False


def test_two_drafts_made_before_either_was_sent_are_no_way_round_the_head_of_service(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    head, officer = users["head_of_service"], users["improvement_officer"]
    first, second, third = (waiting(schools[OLD_MILL], head) for _ in range(3))
    signed_early = sign(third, officer)
    send(sign(first, officer), officer)
    with pytest.raises(ValidationError, match="Only the head of service"):
        sign(second, officer)
    with pytest.raises(ValidationError, match="Only the head of service"):
        send(signed_early, officer)
    assert send(signed_early, head).state == "sent"
    plain = sign(waiting(schools[OLD_MILL], head, "sufficient"), officer)
    assert send(plain, officer).state == "sent"


def test_paragraphs_and_odd_characters_come_through_a_browsers_form(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    row = draft(schools[OLD_MILL], users["improvement_officer"])
    address, client = f"{BASE}statements/{row.pk}/", client_for("improvement_officer")
    letter = {
        "letter": "To the head\r\n\r\nSecond \x1b[2Jpart \U0001f9d1\u200d\U0001f3eb \u5b66",
        "version": "1",
        "review_on_day": "30", "review_on_month": "9", "review_on_year": "2027",
    }  # fmt: skip
    assert client.post(f"{address}letter/", letter).status_code == 302
    paragraphs = [
        item.text
        for item in docx.Document(BytesIO(client.get(f"{address}letter.docx").content)).paragraphs
    ]
    assert paragraphs[-2] == "To the head"
    assert paragraphs[-1].startswith("Second [2Jpart")
    pdf = PdfReader(BytesIO(client.get(f"{address}letter.pdf").content)).pages[0].extract_text()
    assert "Second [2Jpart" in pdf


def test_no_letter_is_imposed_on_an_academy(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    with pytest.raises(ValidationError, match="No letter is imposed"):
        draft(schools[PIER], users["improvement_officer"])
    page = text(client_for("improvement_officer").get(f"{BASE}{PIER}/"))
    assert "Draft a statement" not in page


@pytest.mark.slow
def test_nobody_sees_a_draft_that_is_not_theirs(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    own_draft = draft(
        schools[OLD_MILL], users["improvement_officer"], sentence="Planted draft sentence."
    )
    address = f"{BASE}statements/{own_draft.pk}/"
    files = ("", "letter.pdf", "letter.docx", "letter/", "submit/", "sign/", "send/", "discard/")
    for role in users:
        client = client_for(role)
        for file in files:
            status = client.get(f"{address}{file}").status_code
            expected = 200 if role == "improvement_officer" else 403
            assert status == expected or file in {"sign/", "send/"}, (role, file)
            if role != "improvement_officer":
                assert status == 403, (role, file)
        pages = (
            f"{BASE}{OLD_MILL}/", f"{BASE}statements/", "/example-borough/dashboard/",
            "/example-borough/dashboard/history/",
            f"/example-borough/dashboard/history/schools.statement/{own_draft.pk}/",
            f"/example-borough/dashboard/history/schools.statementdocument/{own_draft.document_id}/",
        )  # fmt: skip
        for page in pages:
            answer = client.get(page)
            if role != "improvement_officer" and answer.status_code == 200:
                assert "Planted draft sentence." not in text(answer), (role, page)
                assert f"statements/{own_draft.pk}/" not in text(answer), (role, page)


def test_the_document_is_kept_byte_for_byte(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    row = draft(schools[OLD_MILL], users["improvement_officer"])
    assert document_of(row.document) == document()
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE schools_statementdocument SET text = 'x'")


def test_the_letter_is_page_pdf_and_word(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    row = draft(schools[OLD_MILL], users["improvement_officer"])
    client = client_for("improvement_officer")
    pdf = client.get(f"{BASE}statements/{row.pk}/letter.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert client.get(f"{BASE}statements/{row.pk}/letter.docx").content[:2] == b"PK"
    assert "Draft: not signed off, not to be sent" in text(
        client.get(f"{BASE}statements/{row.pk}/")
    )


def test_without_results_a_draft_says_why_not(
    area: Area,
    schools: dict[str, School],
    client_for: Callable[[str], Client],
    tmp_path: Any,
    settings: Any,
) -> None:
    settings.STOCKTAKE_INVENTED_WAREHOUSE = str(tmp_path / "empty")
    values = {
        "level": "46", "by": "2027", "measure": "",
        "review_on_day": "30", "review_on_month": "9", "review_on_year": "2027",
    }  # fmt: skip
    answer = client_for("improvement_officer").post(f"{BASE}{OLD_MILL}/statements/draft/", values)
    assert "none are loaded here" in text(answer)
    assert not Statement.objects.exists()


def test_the_school_replies_to_what_was_sent_and_officers_read_it(
    schools: dict[str, School], users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    head = users["head_of_service"]
    row = send(sign(waiting(schools[OLD_MILL], users["improvement_officer"]), head), head)
    address = f"{BASE}statements/{row.pk}/"
    reply = {"text": "The cohort of 2017 was 118, not 120."}
    page = text(client_for("headteacher").post(f"{address}reply/", reply, follow=True))
    assert "Your reply was kept." in page
    assert "The cohort of 2017 was 118, not 120. (Headteacher, 23 November 2026)" in text(
        client_for("improvement_officer").get(address)
    )
    assert "Reply of 23 November 2026" in text(
        client_for("head_of_service").get(f"{BASE}statements/")
    )
    for role in ("clerk", "improvement_officer", "analyst"):
        assert client_for(role).post(f"{address}reply/", reply).status_code == 403, role
    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM schools_statementreply")


def test_what_was_not_sent_cannot_be_replied_to(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    row = waiting(schools[OLD_MILL], users["improvement_officer"])
    reply = StatementReply(area=row.area, school=row.school, statement=row)
    with pytest.raises(ValidationError, match="It was not sent"):
        change(reply, actor=None, values={"text": "No.", "at": services.now()}, verb="reply")


def test_cannot_tell_is_said_again_in_another_measure_of_the_stage(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    officer, head = users["improvement_officer"], users["head_of_service"]
    send(sign(waiting(schools[OLD_MILL], officer), head), head)
    other_measure = draft(schools[OLD_MILL], officer, measure="ks4.attainment_8")
    assert other_measure.needs_head
    other_stage = draft(schools[OLD_MILL], officer, measure="ks2.rwm_expected")
    assert not other_stage.needs_head


def test_a_draft_that_was_left_behind_is_taken_over(
    area: Area,
    schools: dict[str, School],
    users: dict[str, User],
    client_for: Callable[[str], Client],
) -> None:
    officer, head = users["improvement_officer"], users["head_of_service"]
    row = draft(schools[OLD_MILL], officer)
    address = f"{BASE}statements/{row.pk}/"
    client = client_for("head_of_service")
    assert client.get(address).status_code == 403, "it is somebody else's draft"
    with pytest.raises(ValidationError, match="is an officer here"):
        take_over(actor=head, record=row, expected_version=row.version)
    today = services.today()
    Membership.objects.filter(user=officer, area=area).update(
        starts=today - timedelta(days=9), ends=today - timedelta(days=1)
    )
    tasks = text(client.get("/example-borough/dashboard/"))
    assert "Take over the draft of a statement about Old Mill School" in tasks
    assert "Take over" in text(client.get(address))
    page = text(client.post(f"{address}take-over/", {"version": row.version}, follow=True))
    assert "It is yours to finish." in page
    assert "Put it up for sign-off" in page
    row.refresh_from_db()
    assert row.owner_user == head
    event = Event.objects.get(verb="take over")
    assert (event.object_id, event.actor_id) == (str(row.pk), head.pk)
    assert "Take over the draft" not in text(client.get("/example-borough/dashboard/"))
    for role in ("analyst", "headteacher", "board_member"):
        assert client_for(role).get(f"{address}take-over/").status_code == 403, role


def test_the_letter_names_the_actions_that_were_agreed(
    schools: dict[str, School], users: dict[str, User]
) -> None:
    """Of approved records alone: a draft's action was agreed by nobody."""
    officer = users["improvement_officer"]
    add_action(drafted(schools[OLD_MILL], officer), text="Planted draft action.")
    assert "Actions that were agreed" not in draft(schools[OLD_MILL], officer).letter
    approved(schools[OLD_MILL], officer, users["headteacher"], users["head_of_service"])
    letter = draft(schools[OLD_MILL], officer).letter
    assert (
        "Actions that were agreed and are open:\n\nRead aloud each day. Head of English, by "
        "18 December 2026. Shown by: Nine of ten forms read each day.\n\n" in letter
    )
    assert "Planted draft action." not in letter
