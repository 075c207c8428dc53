"""The Blackpool plan, before the public: what is prepared once is used by every test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from stocktake_web import services
from stocktake_web.accounts.models import Area, User
from stocktake_web.plans.models import PlanRevision
from stocktake_web.plans.revisions.actions import add_revision
from stocktake_web.public.drafting import preparation
from stocktake_web.public.editions import actions
from stocktake_web.public.models import Publication

AS_OF = date(2026, 11, 23)
# Judging, drawing and writing take seconds and depend on the plan alone.
_prepared: dict[str, preparation.Preparation] = {}


@pytest.fixture
def revision(area: Area) -> PlanRevision:
    """The shipped plan as the first revision."""
    return add_revision(
        area=area,
        actor=None,
        text=services.example_plan_text("blackpool"),
        reason="As it was written.",
    )


@pytest.fixture
def prepared(area: Area, revision: PlanRevision) -> preparation.Preparation:
    """An account of it with every file."""
    if revision.digest not in _prepared:
        _prepared[revision.digest] = preparation.prepare_edition(area, revision, as_of=AS_OF)
    return _prepared[revision.digest]


@pytest.fixture
def waiting(
    area: Area, users: dict[str, User], revision: PlanRevision, prepared: preparation.Preparation
) -> Publication:
    """An account that waits for approval."""
    return _store(area, users, revision, prepared)


@pytest.fixture
def published(area: Area, users: dict[str, User], waiting: Publication) -> Publication:
    """An account that the public reads."""
    return _publish(area, users, waiting)


@pytest.fixture
def store_edition() -> Callable[..., Publication]:
    """Store what was prepared."""
    return _store


@pytest.fixture
def publish_edition() -> Callable[..., Publication]:
    """Approve and publish."""
    return _publish


def _store(
    area: Area,
    users: dict[str, User],
    revision: PlanRevision,
    prepared: preparation.Preparation,
    reason: str = "The figures of another year are out.",
) -> Publication:
    return actions.prepare(
        area=area,
        actor=users["analyst"],
        revision=revision,
        account=prepared.account,
        documents=prepared.documents,
        drawings=prepared.drawings,
        reason=reason,
    )


def _publish(area: Area, users: dict[str, User], publication: Publication) -> Publication:
    approved = actions.approve(
        area=area,
        actor=users["head_of_service"],
        publication=publication,
        expected_version=publication.version,
    )
    return actions.publish(
        area=area,
        actor=users["secretary"],
        publication=approved,
        expected_version=approved.version,
    )
