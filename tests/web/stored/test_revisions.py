"""A revision of the plan that was kept in 2026 is read, judged and compared today."""

from __future__ import annotations

from datetime import date

import pytest

from stocktake.plan import compare_plans, targets_by_id
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.plans.models import PlanDraft, PlanRevision
from stocktake_web.services import plan_of
from stocktake_web.services.judgements import digest_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def test_a_revision_has_the_bytes_of_its_digest(blackpool: Area, eastmere: Area) -> None:
    revisions = PlanRevision.objects.order_by("area__slug", "number")
    assert [(revision.area.slug, revision.number) for revision in revisions] == [
        ("blackpool", 1),
        ("eastmere", 1),
        ("eastmere", 2),
    ]
    assert [digest_of(revision) for revision in revisions] == [
        revision.digest for revision in revisions
    ]
    assert [revision.reason for revision in revisions] == [
        "The plan as published.",
        "The plan as agreed.",
        "Dates moved after the builders were late.",
    ]


def test_a_revision_is_judged_as_it_was(blackpool: Area) -> None:
    revision = PlanRevision.objects.get(area=blackpool)
    judgement = services.judge_area(blackpool, revision, as_of=DAY, at="202021")
    verdicts = {verdict.id: verdict for verdict in judgement.verdicts}
    assert len(verdicts) == 14
    suspensions = judgement.verdict("suspensions")
    assert suspensions is not None
    assert (str(suspensions.status), suspensions.rank, suspensions.n) == ("not_met", 140, 150)
    gcse = verdicts["english-maths-gcse-two-thirds"]
    assert (str(gcse.status), gcse.value, gcse.rank) == ("not_met", 57.5, 150)


def test_two_revisions_are_compared(eastmere: Area) -> None:
    second, first = PlanRevision.objects.filter(area=eastmere)
    changes = compare_plans(plan_of(first), plan_of(second)).changes
    moved_ids = {change.id for change in changes}
    assert {"turnaround-centre", "bus-fares", "peer-reviews-first-round"} <= moved_ids
    assert compare_plans(plan_of(second), plan_of(second)).changes == ()


def test_a_draft_that_was_begun_goes_on(eastmere: Area) -> None:
    draft = PlanDraft.objects.get(area=eastmere)
    assert draft.base == PlanRevision.objects.get(area=eastmere, number=2)
    assert draft.plan_toml == draft.base.plan_toml
    plan = services.plan_of(draft)
    assert len(targets_by_id(plan)) > 10
