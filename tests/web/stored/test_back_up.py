"""A back-up of 2026 is put back, migrated, and holds what it held; its chain still verifies."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from stocktake_web.accounts.models import Area, Invitation, Membership, User
from stocktake_web.audit import record
from stocktake_web.audit.models import Event
from stocktake_web.audit.verify import verify_all
from stocktake_web.boards import models as boards
from stocktake_web.installation.backup.copies import Restored
from stocktake_web.plans import models as plans

pytestmark = pytest.mark.django_db


def test_its_chains_verify_and_end_where_its_manifest_noted(restored: Restored) -> None:
    assert restored.breaks == ()
    ends = restored.manifest.chains
    assert [end.split(":")[:2] for end in ends[::2]] == [["area-1", "63"], ["installation", "17"]]
    assert [f"{proof.chain}:{proof.count}:{proof.head}" for proof in verify_all()] == ends
    out = StringIO()
    call_command("verify_audit", *(f"--expect={end}" for end in ends), stdout=out)
    assert out.getvalue().split() == ends


def test_events_go_on_from_an_old_end(restored: Restored, eastmere: Area) -> None:
    ends = restored.manifest.chains
    with transaction.atomic():
        record(area=eastmere, actor=None, verb="change", obj=eastmere, values={"name": "Eastmere"})
    assert [proof.breaks for proof in verify_all()] == [(), (), ()]
    # The end of before is still in the chain, one event earlier.
    call_command("verify_audit", *(f"--expect={end}" for end in ends), stdout=StringIO())


def test_an_old_chain_does_not_verify_with_another_key(restored: Restored, settings: Any) -> None:
    settings.STOCKTAKE_AUDIT_KEY = "another"
    breaks = [str(chain_break) for chain_break in verify_all()[0].breaks]
    assert breaks[0] == "area-1, event 1: was changed after it was recorded"


def test_a_changed_old_event_is_still_seen(restored: Restored, eastmere: Area) -> None:
    event = Event.objects.filter(chain__area=eastmere, verb="update").first()
    assert event is not None
    values = event.stored_values.content
    values["words"] = [values["words"][0], '"Something else."']
    event.stored_values.save()
    with pytest.raises(CommandError, match=f"event {event.number}: its value 'words' was changed"):
        call_command("verify_audit", stdout=StringIO())


def test_the_releases_that_it_names_are_asked_for(restored: Restored) -> None:
    assert "invented-country/2026-03-26-65bd905dc57e-r1" in restored.absent_releases
    assert restored.absent_releases == tuple(restored.manifest.releases)


def test_places_people_and_roles_are_there(restored: Restored, eastmere: Area) -> None:
    places = Area.objects.order_by("slug").values_list("slug", "name", "invented")
    assert list(places) == [("blackpool", "Blackpool", False), ("eastmere", "Eastmere", True)]
    assert User.objects.count() == 15
    assert User.objects.filter(erased_at=None).count() == 14
    assert Membership.objects.filter(area=eastmere, role="analyst").count() == 1
    assert Invitation.objects.get().email == "invited@demo.invalid"


def test_who_was_erased_stays_erased(restored: Restored) -> None:
    person = User.objects.exclude(erased_at=None).get()
    assert "provider" not in person.email
    texts = "".join(
        str(event.stored_values.content) for event in Event.objects.select_related("stored_values")
    )
    assert "Example Provider" not in texts
    assert "provider@demo.invalid" not in texts
    assert "asked on 20 November 2026" in texts


def test_what_was_said_of_an_activity_is_there_with_its_evidence(eastmere: Area) -> None:
    updates = plans.Update.objects.filter(area=eastmere)
    assert updates.count() == 12
    latest = updates.get(text="The price list.")
    assert (latest.activity_id, str(latest.kind)) == ("bus-fares", "action")
    assert (latest.effective_date, latest.progress_percent) == (date(2026, 11, 20), 30)
    evidence = plans.EvidenceContent.objects.get(area=eastmere)
    assert latest.file_name == "prices.csv"
    assert bytes(evidence.content) == b"operator,price\nExample Buses,1.50\n"
    dependency = plans.Dependency.objects.get(area=eastmere)
    assert (dependency.title, dependency.needed_by) == ("Money for the roof", date(2026, 10, 9))


def test_what_was_rated_scored_and_funded_is_there(eastmere: Area) -> None:
    rating = plans.TargetRating.objects.filter(area=eastmere).order_by("pk").first()
    assert rating is not None
    assert (rating.rating, rating.reason) == (
        "amber_red",
        "The autumn's register is better than the spring's.",
    )
    risks = plans.Risk.objects.filter(area=eastmere).order_by("pk")
    assert [(risk.likelihood, risk.impact) for risk in risks] == [(4, 3), (3, 3), (2, 2)]
    funding = plans.FundingLine.objects.filter(area=eastmere)
    assert funding.count() == 6
    assert all(isinstance(line.committed_pounds, Decimal) for line in funding)
    assert plans.LikelihoodScore.objects.count() == 8
    terms = plans.InterimObjective.objects.filter(area=eastmere).order_by("due")
    assert [objective.title for objective in terms][-1] == "Mock results are above last year's."


def test_what_a_board_decided_is_there(eastmere: Area) -> None:
    meetings = boards.Meeting.objects.filter(area=eastmere)
    assert Counter(str(meeting.state) for meeting in meetings) == {
        "planned": 1,
        "closed": 1,
        "approved": 1,
    }
    decision = boards.Decision.objects.get(area=eastmere)
    assert decision.text
    assert decision.item.title == "Reading hubs: go on for a second year"
    assert boards.Action.objects.filter(area=eastmere).count() == 3
    assert boards.Addendum.objects.get().text.startswith("The second page of the paper")
    assert bytes(boards.PaperContent.objects.get().content).startswith(b"%PDF-1.7")
    trustee = boards.Recusal.objects.get()
    assert "Example Reading Trust" in trustee.reason
    assert boards.Score.objects.count() == 27


def test_a_history_shows_what_was_set_then(eastmere: Area, client: Any, settings: Any) -> None:
    """Labels may be mapped when they are shown; the values are those of the day."""
    # Accounts of the demonstration sign in where there is one.
    settings.STOCKTAKE_DEMO = True
    client.force_login(
        User.objects.get(email="analyst@demo.invalid"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    page = client.get("/eastmere/dashboard/history/plans.activity/bus-fares/").content.decode()
    assert "The price list." in page
    assert "20 November 2026" in page
