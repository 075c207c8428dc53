"""Adding and changing programmes by form: every fault at its field, nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from programme_rows import add_proposal
from sent_forms import read_form

from stocktake_web.accounts.models import Area, User
from stocktake_web.programmes.area_map.queries import map_of
from stocktake_web.programmes.descriptions.actions import bring_in
from stocktake_web.programmes.models import ProgrammeRecord

LIST = "/example-borough/dashboard/programmes/"
ClientFor = Callable[[str], Client]
NEW: dict[str, Any] = {
    "title": "Words Aloud",
    "text": "Volunteers read with pupils.",
    "themes": ["reading"],
    "participants": ["pupils"],
    "phases": ["primary"],
    "ages": "5 to 7",
    "wards": "all",
    "schools": "not stated",
    "cost": "2026/27: 12,500\n2027/28: 9000",
    "hours": "none",
}


@pytest.fixture
def lead(client_for: ClientFor, rows: dict[str, ProgrammeRecord]) -> Client:
    return client_for("delivery_lead")


def test_what_is_left_empty_is_not_stated(lead: Client, area: Area) -> None:
    assert lead.post(f"{LIST}add/", NEW).status_code == 302
    programme = ProgrammeRecord.objects.get(area=area, programme_id="words-aloud").programme
    assert programme.stage == "delivery"
    assert programme.cost[0].pounds == 12500
    assert [programme.funder, programme.ends, programme.capacity, programme.hours] == [
        "not stated",
        "not stated",
        "not stated",
        "none",
    ]


def test_all_faults_stand_at_their_fields(lead: Client) -> None:
    wrong = NEW | {
        "ages": "young",
        "cost": "much",
        "hours": "-1",
        "successor": "Nobody Known",
        "provider": "Larkstep Litracy",
        "schools": "listed",
        "school_urns": "No Such School",
        "themes": ["dancing"],
    }
    page = lead.post(f"{LIST}add/", wrong).content.decode()
    for words in (
        "Enter ages such as 5 to 11",
        "“much” is no cost of a year",
        "“-1” is no number",
        "There is no programme or organisation “Nobody Known” here",
        "No organisation “Larkstep Litracy” is known here",
        "There is no school “No Such School” here",
    ):
        assert words in page, words
    page = lead.post(f"{LIST}add/", NEW | {"schools": "listed"}).content.decode()
    assert "Names no school" in page
    backwards = NEW | {"ages": "9 to 5"}
    assert "[9, 5] is no span" in lead.post(f"{LIST}add/", backwards).content.decode()
    page = lead.post(f"{LIST}add/", NEW | {"title": "the story boat"}).content.decode()
    assert "is a name of story-boat too" in page


def test_an_organisation_is_added_where_it_is_said_so(lead: Client, area: Area) -> None:
    data = NEW | {"provider": "Gull Readers\nlarkstep literacy", "adds_organisations": "on"}
    assert lead.post(f"{LIST}add/", data).status_code == 302
    programme = ProgrammeRecord.objects.get(area=area, programme_id="words-aloud").programme
    assert programme.provider == ("gull-readers", "larkstep")
    assert map_of(area).names["gull-readers"] == "Gull Readers"


def test_a_form_that_is_sent_back_unchanged_changes_nothing(lead: Client, area: Area) -> None:
    for identity in ("reading-mentors", "story-boat", "sums"):
        before = ProgrammeRecord.objects.get(area=area, programme_id=identity)
        address = f"{LIST}of/{identity}/change/"
        form = read_form(lead.get(address).content.decode())
        assert lead.post(address, form).status_code == 302
        after = ProgrammeRecord.objects.get(area=area, programme_id=identity)
        assert after.programme == before.programme
        assert after.version == before.version + 1


def test_the_second_of_two_people_learns_of_the_first(lead: Client) -> None:
    address = f"{LIST}of/sums/change/"
    form = read_form(lead.get(address).content.decode())
    assert lead.post(address, form | {"title": "Sums Ashore"}).status_code == 302
    assert lead.post(address, form | {"title": "Sums Afloat"}).status_code == 409


def test_the_history_says_each_part_in_words(lead: Client, area: Area) -> None:
    address = f"{LIST}of/sums/change/"
    form = read_form(lead.get(address).content.decode())
    lead.post(address, form | {"exit_plan": "The sea takes over."})
    record = ProgrammeRecord.objects.get(area=area, programme_id="sums")
    page = lead.get(f"/example-borough/dashboard/history/programmes.programmerecord/{record.pk}/")
    text = page.content.decode()
    assert "Exit plan" in text
    assert "The sea takes over." in text


def test_a_provider_changes_an_open_proposal_alone(
    area: Area, users: dict[str, User], rows: dict[str, ProgrammeRecord], client_for: ClientFor
) -> None:
    proposal = add_proposal(area, users["provider"], "words-aloud", "Words Aloud")
    provider = client_for("provider")
    address = f"{LIST}of/words-aloud/change/"
    form = read_form(provider.get(address).content.decode())
    assert provider.post(address, form | {"hours": "20"}).status_code == 302
    proposal.refresh_from_db()
    programme = proposal.programme
    assert (programme.hours, proposal.stage) == (20, "bid")
    refusal = programme.model_copy(update={"stage": "refused"})
    bring_in(area, actor=None, programme=refusal)
    assert provider.get(address).status_code == 403
