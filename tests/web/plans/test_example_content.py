"""The demonstration makes both places alive, and says nothing invented of the real one."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from stocktake_web import services
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Role, User
from stocktake_web.accounts.people.actions import add_account
from stocktake_web.plans import example_content
from stocktake_web.plans.activities.queries import activities
from stocktake_web.plans.decisions.queries import open_decisions
from stocktake_web.plans.links.queries import pending_updates
from stocktake_web.plans.models import Update
from stocktake_web.plans.recommendations.queries import recommendations
from stocktake_web.plans.returns.queries import overdue_returns
from stocktake_web.plans.risks.queries import risks_above_line
from stocktake_web.plans.targets.queries import targets
from stocktake_web.services.demonstration import invented_place

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def everybody(db: None) -> dict[str, User]:
    return {
        role.value: add_account(
            actor=None, email=f"{role.value}@example.org", display_name=f"Example {role.label}"
        )
        for role in Role
    }


def test_the_invented_borough_is_alive(
    everybody: dict[str, User], tmp_path: Path, settings: Any
) -> None:
    settings.STOCKTAKE_WAREHOUSE = str(tmp_path / "warehouse")
    place = invented_place(seed=1)
    area = add_area(
        actor=None,
        slug=place.slug,
        name=place.name,
        place_id=place.place_id,
        invented=True,
        own_definitions=place.own_definitions,
    )
    example_content.add_example_content(area, everybody, random.Random(1))
    moment = services.now()
    codes = {work.status.code for work in activities(area, moment)}
    assert codes >= {"done", "late", "stale", "due_soon", "in_progress"}
    assert {view.verdict.status for view in targets(area, services.today())} >= {
        "met",
        "off_track",
        "on_track",
    }
    assert open_decisions(area)
    assert overdue_returns(area, moment)
    assert risks_above_line(area)
    assert pending_updates(area)


def test_nothing_is_invented_of_the_real_place(everybody: dict[str, User]) -> None:
    area = add_area(
        actor=None, slug="blackpool", name="Blackpool", place_id="la-890", invented=False
    )
    example_content.add_example_content(area, everybody, random.Random(1))
    assert not Update.objects.filter(area=area).exists()
    assert [recommendation.number for recommendation in recommendations(area)] == list(range(1, 9))
