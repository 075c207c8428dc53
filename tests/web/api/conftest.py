"""The invented country before the API, and its plan before the public."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from stocktake.publish import PublicAccount, Table, verdicts_json
from stocktake_web.accounts.areas.actions import add_area
from stocktake_web.accounts.models import Area
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.public.editions import actions
from stocktake_web.public.models import Publication
from stocktake_web.services import invented_plan_text, judge_area


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    """How often somebody asked is counted in the cache."""
    cache.clear()


@pytest.fixture
def eastmere(db: None, settings: Any, country_folder: Path) -> Area:
    """The invented borough, with its country's releases."""
    settings.STOCKTAKE_WAREHOUSE = str(country_folder / "warehouse")
    return add_area(
        actor=None,
        slug="eastmere",
        name="Eastmere",
        place_id="la-001",
        invented=True,
        own_definitions=str(country_folder / "definitions"),
    )


@pytest.fixture
def published(eastmere: Area) -> Publication:
    """The invented plan before the public, as judged on 30 April 2026."""
    account = PublicAccount(
        place="Eastmere",
        plan="Example plan",
        revision=1,
        as_of=date(2026, 4, 30),
        title="Example plan: what was promised and what happened",
        headline="Some targets are met.",
        vision="Every child does well.",
        audience="For the public.",
        counts=(),
        facts=(),
        sections=(),
        summary=Table(caption="Targets", columns=(), rows=()),
        reading=(),
        methods=(),
        sources=Table(caption="Sources", columns=(), rows=()),
        licence="Invented figures",
    )
    revision = add_revision(area=eastmere, actor=None, text=invented_plan_text(), reason="first")
    judgement = judge_area(eastmere, revision, as_of=account.as_of)
    row = actions.prepare(
        area=eastmere,
        actor=None,
        revision=revision,
        account=account,
        documents={"verdicts.json": verdicts_json(judgement).encode()},
        drawings={},
        reason="first",
    )
    row = actions.approve(area=eastmere, actor=None, publication=row, expected_version=row.version)
    return actions.publish(area=eastmere, actor=None, publication=row, expected_version=row.version)
