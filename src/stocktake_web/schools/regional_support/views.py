"""Pages of the department's support."""

from __future__ import annotations

from collections import Counter
from typing import Any

from stocktake_web.accounts.permissions import account_of
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.records.views import AreaActionView, AreaPageView
from stocktake_web.schools.escalation.regional_support import stuck_answers_of
from stocktake_web.schools.regional_support import queries
from stocktake_web.schools.regional_support.actions import reply_to_engagement
from stocktake_web.schools.regional_support.forms import (
    EngagementForm,
    MilestoneForm,
    ReplyForm,
    ResolutionForm,
)
from stocktake_web.schools.regional_support.models import EngagementConcern, SupportMilestone
from stocktake_web.schools.school_pages import SchoolRowCreateView, SchoolRowUpdateView
from stocktake_web.schools.subject import find_of_school, find_school
from stocktake_web.services.school_inspections import regional_support_of
from stocktake_web.sorting import Sorting

KINDS = {
    "stuck": "Stuck by a definition",
    "support": "With support",
    "concern": "With an open concern",
}
SCHOOL_PAGE = "schools:school-regional-support"


class SupportListView(AreaPageView):
    """Whom the department calls stuck, how far its support has come, and its concerns."""

    permission = "schools.see_escalation"
    template_name = "schools/regional_support/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every open school, or those of a kind."""
        lines = queries.support_lines(self.area)
        counts = Counter(kind for line in lines for kind in line.kinds)
        by_kind = ChoiceFilter(self.request.GET, "show", KINDS, counts, all_count=len(lines))
        path = regional_support_of(self.area)
        return super().get_context_data(**kwargs) | {
            "path": path,
            "titles": {item.id: item.title for item in path.milestone},
            "lines": [line for line in lines if not by_kind.value or by_kind.value in line.kinds],
            "by_kind": by_kind,
            "sorting": Sorting(
                self.request.GET,
                {
                    "name": lambda line: line.school.name,
                    "stuck": lambda line: int(line.is_stuck),
                    "days": lambda line: line.progress.days_since if line.progress else None,
                    "concern": lambda line: (
                        line.open_concerns[0].days_open if line.open_concerns else None
                    ),
                },
                default="-stuck",
                largest_first=("stuck", "days", "concern"),
            ),
        }


class SchoolSupportView(AreaPageView):
    """One school: both definitions, milestones with days and results, concerns and replies."""

    permission = "schools.see_stage"
    find = staticmethod(find_school)
    template_name = "schools/regional_support/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each part."""
        path = regional_support_of(self.area)
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "path": path,
            "stuck": stuck_answers_of(self.record),
            "milestones": queries.milestone_rows(self.record, path),
            "concerns": queries.concerns_of(self.record),
        }


class MilestoneCreateView(SchoolRowCreateView):
    """Record a milestone."""

    model = SupportMilestone
    form_class = MilestoneForm
    template_name = "schools/regional_support/milestone.html"
    success_view = SCHOOL_PAGE
    success_message = "The milestone was recorded."


class MilestoneUpdateView(SchoolRowUpdateView):
    """Correct a milestone, or enter its result."""

    find = staticmethod(find_of_school(SupportMilestone))
    model = SupportMilestone
    form_class = MilestoneForm
    template_name = "schools/regional_support/milestone.html"
    success_view = SCHOOL_PAGE
    success_message = "The milestone was changed."


class EngagementCreateView(SchoolRowCreateView):
    """Record a concern of the department."""

    model = EngagementConcern
    form_class = EngagementForm
    template_name = "schools/regional_support/concern.html"
    success_view = SCHOOL_PAGE
    success_message = "The concern was recorded. The school and its trust can read it and reply."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What such a concern is."""
        text = regional_support_of(self.area).engagement_concern
        return super().get_context_data(**kwargs) | {"meaning": text}


class ResolveView(SchoolRowUpdateView):
    """Say how a concern was resolved."""

    find = staticmethod(find_of_school(EngagementConcern))
    model = EngagementConcern
    form_class = ResolutionForm
    template_name = "schools/regional_support/resolve.html"
    success_view = SCHOOL_PAGE
    success_message = "The concern is resolved."


class ReplyView(AreaActionView):
    """Reply for the school or its trust."""

    permission = "schools.reply_to_engagement"
    find = staticmethod(find_of_school(EngagementConcern))
    form_class = ReplyForm
    template_name = "schools/regional_support/reply.html"
    success_view = SCHOOL_PAGE
    success_message = "Your reply was kept."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The concern."""
        return super().get_context_data(**kwargs) | {
            "concern": self.record,
            "school": self.record.school,
        }

    def perform(self, form: ReplyForm) -> None:
        """Keep it."""
        reply_to_engagement(
            actor=account_of(self.request), concern=self.record, text=form.cleaned_data["text"]
        )

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.school_urn}
