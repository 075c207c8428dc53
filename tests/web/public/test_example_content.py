"""The demonstration puts two accounts before the public, the second telling what was changed."""

from __future__ import annotations

import random

import pytest

from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.models import PlanRevision
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.public import example_content
from stocktake_web.public.corrections.queries import corrections
from stocktake_web.public.editions import queries
from stocktake_web.services import PlanText

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_an_invented_place_has_two_accounts_and_a_correction(
    area: Area, users: dict[str, User], revision: PlanRevision
) -> None:
    text = revision.plan_toml.replace("Two thirds pass English and maths GCSE", "Two thirds pass")
    add_revision(
        area=area, actor=None, text=PlanText(text, revision.figures_csv), reason="Shorter."
    )
    example_content.add_example_content(area, users, random.Random(1))
    editions = [(edition.number, edition.revision.number) for edition in queries.published(area)]
    assert editions == [(2, 2), (1, 1)]
    account = queries.current(area)
    assert account is not None
    assert [change.id for change in account.changes] == ["english-maths-gcse-two-thirds"]
    assert corrections(area).count() == 1


def test_a_place_without_a_plan_has_none(area: Area, users: dict[str, User]) -> None:
    example_content.add_example_content(area, users, random.Random(1))
    assert queries.latest(area) is None
