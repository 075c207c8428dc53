"""The pages of the map: titles and names, every part of a score, and who sees what."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from page_texts import text_of
from programme_rows import HIGH, LOW, add_programme, add_proposal

from stocktake_web.accounts.models import Area
from stocktake_web.programmes.models import ProgrammeRecord

BASE = "/example-borough/dashboard/programmes/"
ClientFor = Callable[[str], Client]


@pytest.fixture
def member(client_for: ClientFor, rows: dict[str, ProgrammeRecord]) -> Client:
    return client_for("board_member")


def test_the_map_shows_the_matrix_and_how_many_findings(member: Client) -> None:
    answer = member.get(f"{BASE}map/")
    text = text_of(answer)
    assert "Programmes by theme and phase" in text
    assert "Overlaps that nobody intends 1" in text
    assert (
        "Reading and phonics, Primary: 2 (Reading Mentors, Story Boat)" in answer.content.decode()
    )


def test_an_overlap_says_why_with_titles_and_parts(member: Client) -> None:
    text = text_of(member.get(f"{BASE}map/overlap/"))
    assert "They do the same for the same people (1)" in text
    assert (
        "Reading Mentors and Story Boat Reading and phonics. Autumn 2026/27. In High Street" in text
    )
    assert re.search(r"Same themes: (\d+) of \1 \(Reading and phonics\)", text)
    assert "reading-mentors" not in text


def test_gaps_are_explained(member: Client) -> None:
    text = text_of(member.get(f"{BASE}map/gaps/"))
    assert "Mental health and resilience: nothing is offered to 40 children of Quay" in text
    assert "Need: Referrals of 2026." in text
    assert "Nobody works on it: High absence" in text
    assert "no programme has the theme Attendance" in text


def test_what_is_proposed_is_named_to_those_who_see_proposals(
    area: Area, member: Client, client_for: ClientFor
) -> None:
    add_programme(area, "calm", "Calm Waters", themes=["mental-health"], stage="bid")
    assert "proposed: Calm Waters" in text_of(member.get(f"{BASE}map/gaps/"))
    text = text_of(client_for("councillor").get(f"{BASE}map/gaps/"))
    assert "something is proposed" in text
    assert "Calm Waters" not in text


def test_coverage_names_the_schools_that_are_missing(member: Client) -> None:
    text = text_of(member.get(f"{BASE}map/coverage/"))
    assert "Reading reaches every primary school Met" in text


def test_asks_are_counted_by_school(member: Client, area: Area) -> None:
    for number in range(12):
        add_programme(area, f"more-{number}", f"More {number}", themes=["science"])
    text = text_of(member.get(f"{BASE}asks/"))
    assert "Autumn 2026/27" in text
    assert "Over" in text
    calendar = text_of(member.get(f"{BASE}asks/{HIGH}/"))
    assert "Over the ceiling" in calendar
    assert "Reading Mentors 1 0 0 60" in calendar
    assert "Stocktake itself" in calendar


def test_a_head_sees_the_asks_of_the_own_school_alone(
    client_for: ClientFor, rows: dict[str, ProgrammeRecord]
) -> None:
    head = client_for("headteacher")
    text = text_of(head.get(f"{BASE}asks/"))
    assert "High Street Primary School" in text
    assert "Low Road Primary School" not in text
    assert head.get(f"{BASE}asks/{HIGH}/").status_code == 200
    assert head.get(f"{BASE}asks/{LOW}/").status_code == 403
    assert head.get(f"{BASE}asks/123456/").status_code == 404
    assert head.get(f"{BASE}map/").status_code == 403


def test_every_page_stands_without_a_plan_or_programme(area: Area, client_for: ClientFor) -> None:
    pages = ("", "map/", "map/schools/", "map/overlap/", "map/gaps/", "map/coverage/")
    for page in (*pages, "map/drivers/", "asks/", "proposals/"):
        assert client_for("analyst").get(f"{BASE}{page}").status_code == 200, page


def test_a_provider_proposes_and_the_board_sees_which_ask_it_would_be(
    area: Area, rows: dict[str, ProgrammeRecord], client_for: ClientFor
) -> None:
    provider = client_for("provider")
    data = {
        "title": "Words Aloud",
        "text": "Volunteers read with pupils.",
        "themes": ["reading"],
        "participants": ["pupils"],
        "phases": ["primary"],
        "ages": "5 to 7",
        "groups": "all",
        "wards": "all",
        "schools": "listed",
        "school_urns": "High Street Primary School",
        "asks_visits_count": "1",
        "starts_day": "1",
        "starts_month": "9",
        "starts_year": "2026",
    }
    answer = provider.post(f"{BASE}proposals/add/", data)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    record = ProgrammeRecord.objects.get(area=area, title="Words Aloud")
    assert (record.stage, record.owner_user is None) == ("bid", False)
    text = text_of(client_for("board_member").get(f"{BASE}of/words-aloud/"))
    sentence = (
        "ask of High Street Primary School in autumn 2026/27; Reading Mentors and Story Boat do it "
        "there already."
    )
    assert sentence in text
    assert "2025/26" not in text
    assert "Words Aloud" in text_of(client_for("board_member").get(f"{BASE}proposals/"))
    assert client_for("councillor").get(f"{BASE}proposals/").status_code == 403


def test_a_provider_learns_nothing_of_another_proposal(
    area: Area, rows: dict[str, ProgrammeRecord], client_for: ClientFor
) -> None:
    add_proposal(area, None, "secret-plan", "Secret Plan")
    provider = client_for("provider")
    assert "Nothing is proposed." in text_of(provider.get(f"{BASE}proposals/"))
    data = {
        "title": "Secret Plan",
        "text": "The same name by chance.",
        "themes": ["reading"],
        "participants": ["pupils"],
        "schools": "not stated",
    }
    assert provider.post(f"{BASE}proposals/add/", data).status_code == 302
    assert ProgrammeRecord.objects.filter(area=area, programme_id="secret-plan-2").exists()
