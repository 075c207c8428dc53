"""What the published plan asks for, drawn into the figures; gone once it is recalled."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from stocktake.publish import PublicAccount, Table
from stocktake_web.accounts.models import Area
from stocktake_web.explorer import queries
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.public.editions import actions
from stocktake_web.services import invented_plan_text, judge_area


@pytest.fixture
def published(eastmere: Area) -> Area:
    """The invented plan before the public, as judged on 30 April 2026."""
    revision = add_revision(area=eastmere, actor=None, text=invented_plan_text(), reason="first")
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
    row = actions.prepare(
        area=eastmere,
        actor=None,
        revision=revision,
        account=account,
        documents={},
        drawings={},
        reason="first",
    )
    row = actions.approve(area=eastmere, actor=None, publication=row, expected_version=row.version)
    actions.publish(area=eastmere, actor=None, publication=row, expected_version=row.version)
    return eastmere


@pytest.mark.slow
def test_a_target_is_drawn_in_for_the_plans_own_place_alone(
    published: Area, client: Client
) -> None:
    plan = queries.published_plan(published)
    assert plan
    verdicts = judge_area(published, plan.revision, as_of=plan.as_of).verdicts
    verdict = next(
        candidate
        for candidate in verdicts
        if candidate.released
        and candidate.indicator
        and candidate.group == "all"
        and candidate.trajectory
        and candidate.trajectory.measure == "value"
        and candidate.kind in ("level", "change")
    )
    address = f"authority/?indicator={verdict.indicator}"
    text = client.get(f"/eastmere/explore/{address}").content.decode()
    assert verdict.title in text
    picture = f"/eastmere/explore/pictures/figures.svg?indicator={verdict.indicator}"
    assert b"Target" in client.get(picture).content
    assert b"Target" not in client.get(f"{picture}&place=la-002").content
    assert (
        verdict.title
        not in client.get(f"/eastmere/explore/{address}&place=la-002").content.decode()
    )


@pytest.mark.slow
def test_a_target_that_rests_on_local_returns_is_not_shown(published: Area, client: Client) -> None:
    plan = queries.published_plan(published)
    assert plan
    verdicts = judge_area(published, plan.revision, as_of=plan.as_of).verdicts
    local = [verdict for verdict in verdicts if not verdict.released]
    assert local
    for page in ("profile/", "authority/"):
        text = client.get(f"/eastmere/explore/{page}").content.decode()
        assert not [verdict.title for verdict in local if verdict.title in text]
