"""Revisions of the plan: listed, read, compared, exported and published."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from stocktake.plan import CHANGE_WORDS, compare_plans, write_plan
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.plans.drafts.queries import find_draft
from stocktake_web.plans.revisions.actions import publish_revision
from stocktake_web.plans.revisions.forms import PublishForm
from stocktake_web.plans.revisions.models import PlanRevision
from stocktake_web.plans.revisions.queries import revision, revision_pair, revisions
from stocktake_web.records.views import AreaActionView, AreaListView, AreaPageView
from stocktake_web.services.judgements import plan_of


class RevisionListView(AreaListView):
    """Every revision and, for those who edit, the draft."""

    permission = "plans.see"
    model = PlanRevision
    context_object_name = "revisions"
    template_name = "plans/revisions/list.html"

    def get_queryset(self) -> Any:
        """Revisions without their texts."""
        return revisions(self.area)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The draft too."""
        return super().get_context_data(**kwargs) | {"draft": find_draft(self.area)}


class RevisionView(AreaPageView):
    """One revision, and what it changed."""

    permission = "plans.see"
    find = staticmethod(revision)
    template_name = "plans/revisions/revision.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The plan, and how it differs from the revision before."""
        row: PlanRevision = self.record
        before = revision(self.area, row.number - 1) if row.number > 1 else None
        return super().get_context_data(**kwargs) | {
            "revision": row,
            "plan": services.plan_of(row),
            "before": before,
            "changes": compare_plans(plan_of(before), plan_of(row)).sentences() if before else [],
        }


class RevisionCompareView(AreaPageView):
    """What a later revision promises otherwise than an earlier one."""

    permission = "plans.see"
    find = staticmethod(revision_pair)
    template_name = "plans/revisions/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both, and the changes."""
        before, after = self.record
        return super().get_context_data(**kwargs) | {
            "before": before,
            "after": after,
            "changes": compare_plans(plan_of(before), plan_of(after)),
            "words": CHANGE_WORDS,
        }


class RevisionPublishView(AreaActionView):
    """Publish a revision, with a reason."""

    permission = "plans.publish"
    find = staticmethod(revision)
    form_class = PublishForm
    template_name = "plans/revisions/publish.html"
    success_view = "plans:revision"

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """Which revision."""
        return f"Revision {self.record.number} was published."

    def success_parts(self) -> dict[str, Any]:
        """The revision."""
        return {"number": self.record.number}

    def perform(self, form: Any) -> None:
        """Publish it."""
        publish_revision(
            area=self.area,
            actor=account_of(self.request),
            revision=self.record,
            reason=form.cleaned_data["reason"],
        )


@requires("plans.see", of=revision)
def export_revision(request: HttpRequest, area: Area, revision: PlanRevision) -> HttpResponse:
    """The revision as plan.toml: it reads back as the same plan."""
    name = f"{area.slug}-revision-{revision.number}.toml"
    return HttpResponse(
        write_plan(plan_of(revision)),
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
