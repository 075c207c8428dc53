"""Pages of escalation."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

from django.http import Http404

from stocktake.schools import DueItem
from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.accounts.schools.queries import open_schools
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.records.views import AreaActionView, AreaPageView
from stocktake_web.schools.escalation.actions import decide_step, record_done
from stocktake_web.schools.escalation.forms import DoneForm, StepForm
from stocktake_web.schools.escalation.queries import (
    Standing,
    decisions_of,
    open_steps,
    stage_visits,
    standing,
    standings,
)
from stocktake_web.schools.escalation.regional_support import stuck_answers_of
from stocktake_web.schools.review_meetings.queries import meeting
from stocktake_web.schools.subject import find_school
from stocktake_web.sorting import Sorting


class EscalationListView(AreaPageView):
    """The stage of every school that is above the first, and what is late in it."""

    permission = "schools.see_escalation"
    template_name = "schools/escalation/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The schools furthest up the path first, narrowed by their path."""
        rows = [row for row in standings(self.area, open_schools(self.area)) if row.decision]
        by_path = ChoiceFilter(
            self.request.GET,
            "path",
            {"maintained": "Maintained by the council", "academy": "Academies, on their own path"},
            Counter(row.path or "" for row in rows),
            all_count=len(rows),
        )
        sorting = Sorting(
            self.request.GET,
            {
                "name": lambda row: row.school.name,
                "stage": lambda row: row.order,
                "since": lambda row: row.decision.decided_on,
                "due": lambda row: row.next_due,
                "late": lambda row: len(row.overdue),
            },
            default="-stage",
            largest_first=("stage", "late"),
        )
        return super().get_context_data(**kwargs) | {
            "rows": [row for row in rows if by_path.is_shown(row.path or "")],
            "by_path": by_path,
            "sorting": sorting,
        }


class SchoolEscalationView(AreaPageView):
    """Where a school stands: its stage, who is informed, what is due, how it came there."""

    permission = "schools.see_stage"
    find = staticmethod(find_school)
    template_name = "schools/escalation/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The stage, and every step before."""
        row = standing(self.record)
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "standing": row,
            "steps": open_steps(row),
            "decisions": decisions_of(self.record),
            "visits": stage_visits(self.request.user, row),
            "stuck": stuck_answers_of(self.record),
        }


class StepView(AreaActionView):
    """Keep the step that a meeting decided."""

    permission = "schools.decide_stage"
    find = staticmethod(meeting)
    form_class = StepForm
    template_name = "schools/escalation/decide.html"
    success_view = "schools:school-escalation"
    success_message = "The step is recorded. Tell those who are listed."

    @cached_property
    def standing(self) -> Standing:
        """Where the school stands."""
        return standing(self.record.school)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The steps that are open."""
        return super().get_form_kwargs() | {"standing": self.standing}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meeting, where the school stands, and what each step needs."""
        return super().get_context_data(**kwargs) | {
            "meeting": self.record,
            "standing": self.standing,
            "steps": open_steps(self.standing),
        }

    def perform(self, form: StepForm) -> None:
        """Decide it."""
        decide_step(actor=account_of(self.request), meeting=self.record, **form.cleaned_data)

    def success_parts(self) -> dict[str, Any]:
        """Where the school stands now."""
        return {"urn": self.record.school_urn}


class DoneView(AreaActionView):
    """Record that somebody was informed, or that something due was done."""

    permission = "schools.hold_review_meeting"
    find = staticmethod(find_school)
    form_class = DoneForm
    template_name = "schools/escalation/done.html"
    success_view = "schools:school-escalation"
    success_message = "It is recorded."

    @cached_property
    def item(self) -> DueItem:
        """What is due, by the address.

        Raises
        ------
        Http404
            Nothing of the kind is due in the school's stage.
        """
        key = (self.kwargs["kind"], self.kwargs["item"])
        for item in standing(self.record).items:
            if (item.kind, item.id) == key and item.kind != "review":
                return item
        raise Http404

    def get_initial(self) -> dict[str, Any]:
        """Today."""
        return {"done_on": services.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is due."""
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "item": self.item,
        }

    def perform(self, form: DoneForm) -> None:
        """Record it."""
        record_done(
            actor=account_of(self.request),
            school=self.record,
            kind=self.item.kind,
            item=self.item.id,
            **form.cleaned_data,
        )

    def success_parts(self) -> dict[str, Any]:
        """Where the school stands."""
        return {"urn": self.record.urn}
