"""What the rows of a workbook are read against: plan, draft, updates and risks as they are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stocktake.plan import Activity
from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.plans.activities.models import Update
from stocktake_web.plans.drafts.models import PlanDraft
from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.plans.revisions.models import PlanRevision
from stocktake_web.plans.revisions.queries import current_revision
from stocktake_web.plans.risks.models import Risk
from stocktake_web.plans.sheets.row_versions import FUNDING_FIELDS, cell_text
from stocktake_web.services.judgements import StoredPlan, plan_of

UPDATE_FIELDS = ("text", "kind", "progress_percent")


@dataclass(frozen=True)
class RowContext:
    """What rows are read against.

    Parameters
    ----------
    revision : PlanRevision
        The one in force.
    draft_text : StoredPlan
        The draft, into which changes of the plan go; the revision in force where there is none.
    activities, draft_activities : mapping
        Of the plan in force, and of the draft, by id.
    updates : mapping
        What was reported, by activity, in the order in which it was added.
    risks : mapping
        The open ones by number.
    all_risks : sequence
        Those that were closed too.
    funding : mapping
        Lines of money by number.
    can_change_funding : bool
        Whether the person may change them.
    """

    area: Area
    revision: PlanRevision
    draft_text: StoredPlan
    activities: Mapping[str, Activity]
    draft_activities: Mapping[str, Activity]
    updates: Mapping[str, Sequence[Update]]
    risks: Mapping[int, Risk]
    all_risks: Sequence[Risk]
    funding: Mapping[int, FundingLine]
    can_change_funding: bool

    def update_version(self, activity_id: str) -> str:
        """The version of an activity's row on the sheet of actions: its last update."""
        updates = self.updates.get(activity_id, ())
        return str(updates[-1].pk if updates else 0)

    def updates_since(self, activity_id: str, version: str) -> list[Update]:
        """The updates that were added since a version was taken out; none where it is unknown."""
        if not version.isdecimal():
            return []
        updates = self.updates.get(activity_id, ())
        return [update for update in updates if update.pk > int(version)]

    def has_update(
        self, activity_id: str, values: Mapping[str, Any], since: Sequence[Update] | None
    ) -> bool:
        """Whether an update was taken before: the same activity, text, kind, progress and day.

        Parameters
        ----------
        since : sequence of Update or None
            Where the row names no day: one of these is the same whatever its day.
        """
        return any(
            all(
                cell_text(getattr(update, name)) == cell_text(values[name])
                for name in UPDATE_FIELDS
            )
            and (
                update.effective_date == values["effective_date"]
                or (since is not None and update in since)
            )
            for update in self.updates.get(activity_id, ())
        )

    def has_risk(self, values: Mapping[str, Any]) -> bool:
        """Whether a risk was added before that says the same."""
        return any(
            all(
                cell_text(getattr(risk, name)) == cell_text(value) for name, value in values.items()
            )
            for risk in self.all_risks
        )

    def has_funding(self, values: Mapping[str, Any]) -> bool:
        """Whether a line of money was added before that says the same."""
        return any(
            all(getattr(line, name) == values[name] for name in FUNDING_FIELDS)
            for line in self.funding.values()
        )


def load_context(area: Area, actor: User, *, lock: bool = False) -> RowContext:
    """Everything that rows are read against.

    Parameters
    ----------
    actor : User
        Who sends the workbook, or takes its rows.
    lock : bool
        Whether the draft stays as it is until the transaction ends.

    Raises
    ------
    NoPlan
    """
    revision = current_revision(area)
    drafts = PlanDraft.objects.filter(area=area)
    draft = (drafts.select_for_update() if lock else drafts).first()
    updates: dict[str, list[Update]] = defaultdict(list)
    for update in Update.objects.filter(area=area).order_by("pk"):
        updates[update.activity_id].append(update)
    risks = list(Risk.objects.filter(area=area))
    return RowContext(
        area=area,
        revision=revision,
        draft_text=draft or revision,
        activities=_activities(revision),
        draft_activities=_activities(draft or revision),
        updates=updates,
        risks={risk.pk: risk for risk in risks if risk.closed_on is None},
        all_risks=risks,
        funding={line.pk: line for line in FundingLine.objects.filter(area=area)},
        can_change_funding=has_permission(actor, area, "plans.change_funding"),
    )


def _activities(text: StoredPlan) -> dict[str, Activity]:
    return {
        activity.id: activity
        for priority in plan_of(text).priority
        for activity in priority.activity
    }
