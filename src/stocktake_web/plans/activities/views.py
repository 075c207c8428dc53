"""Pages of activities: the list, one of them, its updates and its owner."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.plans.activities.actions import add_update
from stocktake_web.plans.activities.forms import OwnerForm, UpdateForm
from stocktake_web.plans.activities.models import ActivityState, Update, activity_ref
from stocktake_web.plans.activities.queries import (
    activities,
    activity,
    activity_state,
    open_dependencies,
)
from stocktake_web.plans.activities.status import WORDS
from stocktake_web.plans.activities.work import Work
from stocktake_web.plans.comments.queries import comments_on
from stocktake_web.plans.funding.queries import funding_lines
from stocktake_web.plans.links.queries import link_state, links
from stocktake_web.plans.risks.queries import open_risks
from stocktake_web.records.views import AreaCreateView, AreaPageView, AreaUpdateView
from stocktake_web.sorting import Sorting


class ActivityListView(AreaPageView):
    """Every activity, or those with one status."""

    permission = "plans.see"
    template_name = "plans/activities/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Activities, how many have each status, and what they depend on."""
        moment = services.now()
        works = activities(self.area, moment)
        counts = Counter[str](work.status.code for work in works)
        by_status = ChoiceFilter(
            self.request.GET, "status", dict[str, str](WORDS.items()), counts, all_count=len(works)
        )
        return super().get_context_data(**kwargs) | {
            "works": [work for work in works if by_status.is_shown(work.status.code)],
            "by_status": by_status,
            "sorting": Sorting(
                self.request.GET,
                {
                    "title": lambda work: work.title,
                    "status": lambda work: list(WORDS).index(work.status.code),
                    "due": lambda work: work.due,
                    "owner": lambda work: work.owner,
                },
            ),
            "done_count": counts["done"],
            "all_count": len(works),
            "dependencies": open_dependencies(self.area, moment),
        }


class ActivityView(AreaPageView):
    """One activity: what was done, what difference it made, what it depends on."""

    permission = "plans.see_activity"
    find = staticmethod(activity)
    template_name = "plans/activities/activity.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The activity with its links, money, risks and comments."""
        moment = services.now()
        work: Work = self.record
        return super().get_context_data(**kwargs) | {
            "work": work,
            "links": [(link, link_state(link, moment)) for link in links(self.area, work.id)],
            "lines": [line for line in funding_lines(self.area) if line.activity_id == work.id],
            "risks": [risk for risk in open_risks(self.area) if work.id in risk.activity_ids],
            "comments": comments_on(self.area, activity_ref(work.id)),
        }


class UpdateCreateView(AreaCreateView):
    """Report where an activity stands."""

    permission = "plans.update_activity"
    find = staticmethod(activity)
    model = Update
    form_class = UpdateForm
    template_name = "plans/activities/update.html"
    success_view = "plans:activity"
    success_message = "Your update was added."

    def success_parts(self) -> dict[str, Any]:
        """The activity."""
        return {"activity": self.record.id}

    def perform(self, form: Any) -> Update:
        """The update and its file."""
        return add_update(
            area=self.area,
            actor=account_of(self.request),
            activity_id=self.record.id,
            file=form.cleaned_data["file"],
            **form.values(),
        )


class OwnerUpdateView(AreaUpdateView):
    """Name who owns an activity."""

    permission = "plans.assign"
    find = staticmethod(activity)
    model = ActivityState
    form_class = OwnerForm
    template_name = "plans/activities/owner.html"
    verb = "assign"
    success_view = "plans:activity"
    success_message = "The owner was changed."

    def get_object(self, queryset: Any = None) -> ActivityState:
        """The owner as it is kept, or to be kept for the first time."""
        return activity_state(self.area, self.record.id, lock=self.request.method == "POST")

    def get_initial(self) -> dict[str, Any]:
        """The role of the plan's text, where nobody has named another."""
        return {"owner_role": self.record.owner_role}

    def success_parts(self) -> dict[str, Any]:
        """The activity."""
        return {"activity": self.record.id}


@requires("plans.see_activity", of=activity)
def download_evidence(request: HttpRequest, area: Area, work: Work, update: int) -> HttpResponse:
    """A file that came with an update, to save."""
    row = next((row for row in work.updates if row.pk == update and row.file_name), None)
    if row is None:
        raise Http404
    return HttpResponse(
        bytes(row.content.content),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, row.file_name) or "attachment"
        },
    )
