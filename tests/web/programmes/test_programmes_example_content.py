"""The demonstration: the planted programmes of the invented place, and those of the real one."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from page_texts import text_of

from stocktake.examples import invented_country
from stocktake.examples.country.borough import schools_file
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.schools.actions import load_schools
from stocktake_web.accounts.schools.register import SchoolRow
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.programmes.area_map.queries import map_of
from stocktake_web.programmes.example_content import add_example_content
from stocktake_web.programmes.models import Delivery, ProgrammeRecord
from stocktake_web.services import PlanText, example_plan_text

pytestmark = pytest.mark.slow


def test_the_invented_place_has_its_planted_programmes_and_a_proposal(
    area: Area,
    users: dict[str, User],
    client_for: Callable[[str], Client],
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.STOCKTAKE_WAREHOUSE = str(tmp_path / "warehouse")
    country = invented_country(1)
    folder = tmp_path / "demonstration"
    (folder / "programmes").mkdir(parents=True)
    texts = {**country.programmes, "schools.csv": schools_file(country.schools)}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    add_revision(area=area, actor=None, text=PlanText(country.plan), reason="first")
    schools = [
        SchoolRow(str(s.school_urn), s.school_name, area.name, closed_on=None, phase=s.phase)
        for s in country.schools
    ]
    load_schools(area=area, actor=None, rows=schools)
    add_example_content(area, users, random.Random(1))  # noqa: S311
    answers = map_of(area)
    assert {(item.first.id, item.second.id) for item in answers.overlaps} == {
        ("long-summer", "steady-course"),
        ("reading-programme", "story-boat"),
    }
    assert [gap.text for gap in answers.gaps if gap.kind == "uncovered"] == [
        "Mental health and resilience: nothing is offered to 140 children aged 5 to 16 of "
        "Breakwater"
    ]
    page = client_for("board_member").get("/example-borough/dashboard/programmes/of/words-aloud/")
    assert "Story Boat reading mentors does it there already" in text_of(page)
    count = Delivery.objects.filter(area=area).count()
    add_example_content(area, users, random.Random(1))  # noqa: S311
    assert Delivery.objects.filter(area=area).count() == count


def test_the_real_place_has_the_programmes_of_its_published_plan(
    users: dict[str, User], client_for: Callable[[str], Client]
) -> None:
    blackpool = add_area(
        actor=None, slug="blackpool", name="Blackpool", place_id="la-890", invented=False
    )
    text = example_plan_text("blackpool")
    add_revision(area=blackpool, actor=None, text=text, reason="first")
    add_example_content(blackpool, users, random.Random(1))  # noqa: S311
    assert ProgrammeRecord.objects.filter(area=blackpool).count() > 30
    answers = map_of(blackpool)
    assert answers.driver_pictures
    assert answers.coverage[0].status == "cannot_tell"


def test_a_place_without_an_example_has_no_programme(area: Area, users: dict[str, User]) -> None:
    add_example_content(area, users, random.Random(1))  # noqa: S311
    assert not ProgrammeRecord.objects.filter(area=area).exists()
