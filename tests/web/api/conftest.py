"""The invented country before the API, and its plan before the public."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from stocktake.examples.country import invented_country, write_country
from stocktake_web.accounts import actions as accounts
from stocktake_web.accounts.models import Area
from stocktake_web.gateway.plan_texts import invented_plan, judge_latest
from stocktake_web.gateway.public_report import public_verdicts
from stocktake_web.plans.actions.revisions import add_revision
from stocktake_web.public import actions
from stocktake_web.public.account import Account, Table
from stocktake_web.public.models import Publication


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    """How often somebody asked is counted in the cache."""
    cache.clear()


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented country in a folder: definitions, warehouse, local returns."""
    folder = tmp_path_factory.mktemp("country")
    write_country(invented_country(1), folder)
    return folder


@pytest.fixture
def eastmere(db: None, settings: Any, country: Path) -> Area:
    """The invented borough, with its country's releases."""
    settings.STOCKTAKE_WAREHOUSE = str(country / "warehouse")
    return accounts.add_area(
        actor=None,
        slug="eastmere",
        name="Eastmere",
        place_id="la-001",
        invented=True,
        own_definitions=str(country / "definitions"),
    )


@pytest.fixture
def published(eastmere: Area) -> Publication:
    """The invented plan before the public, as judged on 30 April 2026."""
    account = Account(
        place="Eastmere",
        plan="Example plan",
        revision=1,
        as_of=date(2026, 4, 30),
        headline="Some targets are met.",
        vision="Every child does well.",
        audience="For the public.",
        counts=(),
        facts=(),
        priorities=(),
        sources=Table(caption="Sources", columns=(), rows=()),
        licence="Invented figures",
    )
    revision = add_revision(area=eastmere, actor=None, kept=invented_plan(), reason="first")
    judgement = judge_latest(eastmere, revision, as_of=account.as_of)
    row = actions.prepare(
        area=eastmere,
        actor=None,
        revision=revision,
        account=account,
        documents={"verdicts.json": public_verdicts(judgement).encode()},
        drawings={},
        reason="first",
    )
    row = actions.approve(area=eastmere, actor=None, publication=row, expected_version=row.version)
    return actions.publish(area=eastmere, actor=None, publication=row, expected_version=row.version)
