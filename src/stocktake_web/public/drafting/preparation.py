"""Makes everything that an edition consists of: judges, drafts, draws and writes.

It takes a few seconds and changes nothing; ``editions.actions.prepare`` stores what it returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stocktake.plan import PlanChange, compare_plans
from stocktake.publish import PublicAccount, report_content, verdicts_json
from stocktake.standards import period_label
from stocktake_web.accounts.models import Area
from stocktake_web.plans.activities.queries import activities
from stocktake_web.plans.activities.work import Work
from stocktake_web.plans.models import PlanRevision
from stocktake_web.plans.revisions import queries as revision_queries
from stocktake_web.public.documents.files import write_files
from stocktake_web.public.documents.writing import (
    draw_chart,
    draw_phone_chart,
    phone_drawing_name,
)
from stocktake_web.public.drafting.account import draft_account
from stocktake_web.public.editions import queries
from stocktake_web.public.editions.models import Publication
from stocktake_web.services.judgements import judge_area, plan_of


@dataclass(frozen=True)
class Preparation:
    """An account with its files."""

    account: PublicAccount
    documents: dict[str, bytes]
    drawings: dict[str, bytes]


def prepare_edition(
    area: Area, revision: PlanRevision, *, as_of: date, at: str = ""
) -> Preparation:
    """Judge a revision as known on a day, and make what the public would get.

    Parameters
    ----------
    at : str
        A past school year, where a person chose one; by default targets are judged as of the day.

    Raises
    ------
    StocktakeError
        The plan or a release has faults, all reported together.
    """
    judgement = judge_area(area, revision, as_of=as_of, at=at or None)
    content = report_content(judgement, for_public=True)
    plan = plan_of(revision)
    before = _before(area)
    works = _works(area, revision, as_of)
    draft = draft_account(
        content,
        plan,
        revision=revision.number,
        # What nobody recorded anything of may have been done long ago: it has no status in public.
        standings={work.id: work.status for work in works if work.updates},
        owners={work.id: work.owner_role for work in works},
        before=queries.account(before) if before else None,
        changes=_changes(area, before, revision),
        chosen_year=period_label(at) if at else "",
    )
    charts = draft.charts.values()
    drawings = {name: draw_chart(chart) for name, chart in draft.charts.items()} | {
        phone_drawing_name(chart): draw_phone_chart(chart) for chart in charts
    }
    verdicts = verdicts_json(judgement)
    documents = write_files(content, revision, draft.account, verdicts=verdicts)
    return Preparation(draft.account, documents, drawings)


def _before(area: Area) -> Publication | None:
    """The account that the public reads until now."""
    return queries.published(area).filter(recalled_at=None).first()


def _changes(
    area: Area, before: Publication | None, revision: PlanRevision
) -> tuple[PlanChange, ...]:
    if before is None or before.revision_id == revision.pk:
        return ()
    earlier = revision_queries.revision(area, before.revision.number)
    return compare_plans(plan_of(earlier), plan_of(revision)).changes


def _works(area: Area, revision: PlanRevision, as_of: date) -> tuple[Work, ...]:
    """The activities as they stand, where the revision is the plan in force."""
    if revision_queries.current_revision(area).pk != revision.pk:
        return ()
    return activities(area, as_of)
