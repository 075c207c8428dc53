"""The list and the page of programmes: what is stated, what is not, and who sees it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from page_texts import text_of
from programme_rows import add_programme, add_proposal

from stocktake_web.accounts.models import Area, User
from stocktake_web.programmes.models import ProgrammeRecord

LIST = "/example-borough/dashboard/programmes/"
ClientFor = Callable[[str], Client]


def test_programmes_are_listed_with_titles_and_names(
    rows: dict[str, ProgrammeRecord], client_for: ClientFor
) -> None:
    text = text_of(client_for("board_member").get(LIST))
    assert "Reading Mentors Reading and phonics Larkstep Literacy Delivery 31 August 2027" in text
    assert "reading-mentors" not in text


@pytest.mark.parametrize(
    ("query", "expected_titles"),
    [
        ("theme=mathematics", {"Sums at Sea"}),
        ("phase=primary", {"Reading Mentors", "Story Boat"}),
        ("provider=harbour", {"Story Boat"}),
        ("status=over", {"Sums at Sea"}),
        ("phase=primary&provider=larkstep", {"Reading Mentors"}),
        ("phase=secondary&theme=reading", set()),
        ("theme=no-such-thing", {"Reading Mentors", "Story Boat", "Sums at Sea"}),
    ],
)
def test_the_list_is_narrowed(
    rows: dict[str, ProgrammeRecord], client_for: ClientFor, query: str, expected_titles: set[str]
) -> None:
    page = client_for("analyst").get(f"{LIST}?{query}").content.decode()
    titles = set(re.findall(r'programmes/of/[^"]+">([^<]+)<', page))
    assert titles == expected_titles


def test_the_page_says_what_is_not_stated(
    rows: dict[str, ProgrammeRecord], client_for: ClientFor
) -> None:
    text = text_of(client_for("adviser").get(f"{LIST}of/sums/"))
    assert "Cost by year Not stated" in text
    assert "Evidence Not stated" in text
    assert "Measures How much: Pupils who read" in text
    assert "In a term 1 visit, 60 minutes of staff" in text
    assert "In a year 100 people, not stated how many schools" in text
    mentors = text_of(client_for("adviser").get(f"{LIST}of/reading-mentors/"))
    assert "Cost by year 2026/27: £40,000" in mentors
    assert "Overlap with Story Boat : Reading and phonics" in mentors


def test_a_proposal_is_closed_to_all_but_board_and_provider(
    area: Area,
    users: dict[str, User],
    rows: dict[str, ProgrammeRecord],
    client_for: ClientFor,
) -> None:
    add_proposal(area, users["provider"], "words-aloud", "Words Aloud")
    add_proposal(area, None, "secret-plan", "Secret Plan")
    address = f"{LIST}of/words-aloud/"
    for role in ("board_member", "delivery_lead", "adviser", "analyst", "provider"):
        assert client_for(role).get(address).status_code == 200, role
    for role in ("councillor", "improvement_officer", "headteacher", "youth_member"):
        assert client_for(role).get(address).status_code == 403, role
    assert client_for("provider").get(f"{LIST}of/secret-plan/").status_code == 403
    assert client_for("provider").get(f"{LIST}of/secret-plan/change/").status_code == 403
    assert client_for("public").get(address).status_code == 302
    assert "Words Aloud" not in client_for("councillor").get(LIST).content.decode()


def test_a_programme_of_another_area_is_not_there(
    area: Area,
    other_area: Area,
    rows: dict[str, ProgrammeRecord],
    client_for: ClientFor,
) -> None:
    add_programme(other_area, "elsewhere", "Elsewhere")
    assert client_for("delivery_lead").get(f"{LIST}of/elsewhere/").status_code == 404
    elsewhere = "/other-town/dashboard/programmes/of/elsewhere/"
    assert client_for("delivery_lead").get(elsewhere).status_code == 403
