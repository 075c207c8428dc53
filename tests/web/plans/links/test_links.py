"""An owner without an account answers through a link, once; the lead accepts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from stocktake_web.accounts.models import Area, User
from stocktake_web.audit.models import Event
from stocktake_web.plans.activities.queries import activity
from stocktake_web.plans.links.actions import make_link
from stocktake_web.plans.models import ActionLink, PendingUpdate, PlanRevision, Update

pytestmark = pytest.mark.django_db
PLAN = "/example-borough/dashboard/plan"
FORM = {"text": "The third person begins on Monday.", "kind": "action", "progress_percent": "90"}


@pytest.fixture
def token(area: Area, users: dict[str, User], revision: PlanRevision) -> str:
    _, token = make_link(
        area=area, actor=users["delivery_lead"], activity_id="team", role="Head of attendance"
    )
    return token


def test_the_link_is_shown_once_and_only_its_digest_is_kept(
    client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    page = client_for("delivery_lead").post(
        f"{PLAN}/activities/team/link/", {"role": "Head of attendance"}
    )
    address = page.content.decode().split("<code>")[1].split("</code>")[0]
    token = address.rstrip("/").rsplit("/", 1)[1]
    link = ActionLink.objects.get()
    assert token not in str(vars(link))
    assert Client().get(f"/link/{token}/").status_code == 200


def test_the_link_is_mailed_where_an_address_is_entered_and_the_address_is_not_kept(
    area: Area, client_for: Callable[[str], Client], revision: PlanRevision
) -> None:
    form = {"role": "Head of attendance", "email": "head@example.net"}
    lead = client_for("delivery_lead")
    page = lead.post(f"{PLAN}/activities/team/link/", form)
    [message] = mail.outbox
    assert message.to == ["head@example.net"]
    assert message.subject == "Stocktake: Example Borough asks how an activity stands"
    assert "The attendance team is in post." in message.body
    address = page.content.decode().split("<code>")[1].split("</code>")[0]
    assert address in message.body
    assert "The link is on its way to head@example.net." in page.content.decode()
    assert Client().get(address).status_code == 200
    rows = [str(vars(ActionLink.objects.get()))]
    rows += [
        str(row.stored_values.content) for row in Event.objects.select_related("stored_values")
    ]
    assert "head@example.net" not in "".join(rows)
    # Without an address nothing is mailed; with a wrong one no link is made.
    page = lead.post(f"{PLAN}/activities/team/link/", {"role": "Head"})
    assert "Send this address yourself." in page.content.decode()
    page = lead.post(f"{PLAN}/activities/team/link/", form | {"email": "head"})
    assert "<code>" not in page.content.decode()
    assert ActionLink.objects.count() == 2
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("is_set_up", [True, False])
def test_a_link_that_could_not_be_mailed_is_not_lost(
    client_for: Callable[[str], Client], revision: PlanRevision, settings: Any, is_set_up: bool
) -> None:
    settings.STOCKTAKE_SENDS_MAIL = is_set_up
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    # Nothing listens there.
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = client_for("delivery_lead").post(
        f"{PLAN}/activities/team/link/", {"role": "Head", "email": "head@example.net"}
    )
    reason = "The mail could not be sent" if is_set_up else "This installation sends no mail"
    text = page.content.decode()
    assert f"{reason}: send the address below to head@example.net yourself." in text
    assert Client().get(text.split("<code>")[1].split("</code>")[0]).status_code == 200


def test_what_comes_through_a_link_counts_when_the_lead_accepts_it(
    area: Area, token: str, client_for: Callable[[str], Client], moment: datetime
) -> None:
    visitor = Client()
    page = visitor.get(f"/link/{token}/")
    assert "The attendance team is in post." in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert "Your update was sent" in visitor.post(f"/link/{token}/", FORM).content.decode()
    assert Update.objects.count() == 0
    pending = PendingUpdate.objects.get()
    client_for("delivery_lead").post(f"{PLAN}/offers/{pending.pk}/", {"version": pending.version})
    update = Update.objects.get()
    assert (update.author, update.author_role, update.progress_percent) == (
        None,
        "Head of attendance",
        90,
    )
    assert activity(area, "team").last_update == update


def test_a_link_works_once(token: str) -> None:
    visitor = Client()
    visitor.post(f"/link/{token}/", FORM)
    again = visitor.post(f"/link/{token}/", FORM)
    assert again.status_code == 410
    assert "This link was used" in again.content.decode()
    assert PendingUpdate.objects.count() == 1


def test_a_link_expires(token: str, clock: Any) -> None:
    clock.forward(days=14)
    page = Client().get(f"/link/{token}/")
    assert page.status_code == 410
    assert "This link has expired" in page.content.decode()


def test_a_link_can_be_withdrawn(token: str, client_for: Callable[[str], Client]) -> None:
    link = ActionLink.objects.get()
    client_for("delivery_lead").post(f"{PLAN}/links/{link.pk}/withdraw/", {"version": 1})
    assert "This link was withdrawn" in Client().get(f"/link/{token}/").content.decode()


def test_a_token_that_was_changed_is_unknown(token: str) -> None:
    page = Client().get(f"/link/{token[:-1]}x/")
    assert page.status_code == 404
    assert "We do not know this link" in page.content.decode()


def test_a_declined_update_does_not_count(token: str, client_for: Callable[[str], Client]) -> None:
    Client().post(f"/link/{token}/", FORM)
    pending = PendingUpdate.objects.get()
    client_for("delivery_lead").post(
        f"{PLAN}/offers/{pending.pk}/decline/", {"answer": "Not yet true.", "version": 1}
    )
    pending.refresh_from_db()
    assert (pending.state, pending.answer) == ("declined", "Not yet true.")
    assert Update.objects.count() == 0


def test_nobody_else_accepts(token: str, client_for: Callable[[str], Client]) -> None:
    Client().post(f"/link/{token}/", FORM)
    pending = PendingUpdate.objects.get()
    answer = client_for("secretary").post(f"{PLAN}/offers/{pending.pk}/", {"version": 1})
    assert answer.status_code == 403
