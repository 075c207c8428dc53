"""Whether a draft promises what can be meant, and what a person should confirm in it."""

from __future__ import annotations

from stocktake.plan import PromiseCheck, check_promises, context_of, refuse_promises
from stocktake.targets import JudgementContext
from stocktake_web.services.area import AreaFields
from stocktake_web.services.clock import today
from stocktake_web.services.judgements import StoredPlan, own_definitions, plan_file
from stocktake_web.services.releases import release_names, warehouse


def refuse_area_promises(area: AreaFields, plan: StoredPlan) -> None:
    """Refuse a draft whose promises cannot be meant.

    Raises
    ------
    PlanError
        Every fault at once, with its key path and what to write instead.
    """
    refuse_promises(plan_file(plan), _context(area, plan))


def check_area_promises(area: AreaFields, plan: StoredPlan) -> PromiseCheck:
    """The faults and the doubts of a plan, on the releases of this installation."""
    return check_promises(plan_file(plan).plan, _context(area, plan))


def _context(area: AreaFields, plan: StoredPlan) -> JudgementContext:
    return context_of(
        plan_file(plan),
        warehouse() if release_names() else None,
        as_of=today(),
        own_folder=own_definitions(area),
        streams=(f"local-{area.slug}",),
    )
