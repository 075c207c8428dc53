"""The demonstration: one table waits, one is out, one was sent back; no real place has any."""

from __future__ import annotations

import random

import pytest

from stocktake_web.accounts.models import Area, User
from stocktake_web.releases.example_content import add_example_content
from stocktake_web.releases.register.queries import released_tables
from stocktake_web.releases.requests.queries import tables_of
from stocktake_web.releases.seal.models import RegisterSeal
from stocktake_web.services.registers import registers_folder

pytestmark = pytest.mark.django_db


def test_one_of_each(area: Area, users: dict[str, User]) -> None:
    add_example_content(area, users, random.Random(1))
    waiting, decided = tables_of(area, 10)
    assert [table.request.name for table in waiting] == ["example-journeys"]
    assert {table.request.name: table.request.outcome.is_approved for table in decided} == {
        "example-clubs": False,
        "example-support": True,
    }
    (release,) = released_tables(area)
    assert (release.asked_by, release.released_by) == ("Example Analyst", "Example Output checker")


def test_a_register_whose_database_was_thrown_away_makes_room(
    area: Area, users: dict[str, User]
) -> None:
    add_example_content(area, users, random.Random(1))
    RegisterSeal.objects.all().delete()
    add_example_content(area, users, random.Random(1))
    assert len(released_tables(area)) == 1


def test_a_real_place_gets_none(area: Area, users: dict[str, User]) -> None:
    area.invented = False
    add_example_content(area, users, random.Random(1))
    assert not registers_folder().exists()
