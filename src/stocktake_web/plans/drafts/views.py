"""The draft of the next revision: begun, imported, edited as text, made a revision."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponse, HttpResponseRedirect

from stocktake.plan import compare_plans
from stocktake.standards import PlanError
from stocktake_web.accounts.permissions import account_of
from stocktake_web.forms import Form, VersionedForm
from stocktake_web.plans.drafts import sections
from stocktake_web.plans.drafts.actions import (
    change_draft,
    discard_draft,
    import_draft,
    make_revision,
    start_draft,
)
from stocktake_web.plans.drafts.forms import DraftTextForm, ImportForm, ReviseForm
from stocktake_web.plans.drafts.queries import draft
from stocktake_web.plans.revisions.models import PlanRevision
from stocktake_web.plans.revisions.queries import NoPlan, current_revision
from stocktake_web.records.views import AreaActionView, AreaPageView
from stocktake_web.services import PlanText, check_area_promises, plan_of


class DraftStartView(AreaActionView):
    """Begin a draft from the plan in force."""

    http_method_names = ("post",)
    permission = "plans.edit"
    form_class = Form
    success_view = "plans:draft"

    def perform(self, form: Any) -> HttpResponse:
        """Begin it, and show it."""
        current_revision(self.area)
        start_draft(area=self.area, actor=account_of(self.request))
        return HttpResponseRedirect(self.get_success_url())


class DraftView(AreaPageView):
    """The draft: what it changes, and what may be edited."""

    permission = "plans.edit"
    find = staticmethod(draft)
    template_name = "plans/drafts/draft.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its sections, and how it differs from the revision that it began from."""
        row, base = self.record, self.record.base
        is_changed = base is not None and plan_of(base) != plan_of(row)
        return super().get_context_data(**kwargs) | {
            "draft": row,
            "sections": [sections.group_items(row, kind) for kind in sections.top_sections()],
            "changes": compare_plans(plan_of(base), plan_of(row)).sentences() if is_changed else [],
            "promises": check_area_promises(self.area, row),
            "discard": VersionedForm(initial={"version": row.version}),
        }


class DraftTextView(AreaActionView):
    """Edit the whole draft as text."""

    permission = "plans.edit"
    find = staticmethod(draft)
    form_class = DraftTextForm
    template_name = "plans/drafts/text.html"
    success_view = "plans:draft"
    success_message = "The draft was changed."

    def get_initial(self) -> dict[str, Any]:
        """The text as it is."""
        return {"plan_toml": self.record.plan_toml, "version": self.record.version}

    def perform(self, form: Any) -> None:
        """Change it; faults stand at the text."""
        try:
            change_draft(
                area=self.area,
                actor=account_of(self.request),
                draft=self.record,
                plan_toml=form.cleaned_data["plan_toml"],
                expected_version=form.cleaned_data["version"],
            )
        except PlanError as error:
            raise fault_error(error, "plan_toml") from None


class DraftImportView(AreaActionView):
    """Bring a plan.toml in as the draft."""

    permission = "plans.edit"
    form_class = ImportForm
    template_name = "plans/drafts/import.html"
    success_view = "plans:draft"
    success_message = "The plan was brought in as the draft."

    @property
    def back_url(self) -> str:
        """The revisions."""
        return self.reverse_area("plans:revisions")

    def perform(self, form: Any) -> None:
        """Bring it in; a text without figures gets those of the plan in force."""
        figures = form.cleaned_data["figures"] or self._current_figures()
        text = PlanText(form.cleaned_data["plan"], figures)
        try:
            import_draft(area=self.area, actor=account_of(self.request), text=text)
        except PlanError as error:
            raise fault_error(error, "plan") from None

    def _current_figures(self) -> str:
        try:
            return current_revision(self.area).figures_csv
        except NoPlan:
            return ""


class DraftReviseView(AreaActionView):
    """Make the draft the plan in force."""

    permission = "plans.edit"
    find = staticmethod(draft)
    form_class = ReviseForm
    template_name = "plans/drafts/revise.html"
    success_view = "plans:revision"
    revision: PlanRevision

    @property
    def success_message(self) -> str:  # type: ignore[override]
        """Which revision."""
        return f"Revision {self.revision.number} is in force."

    def success_parts(self) -> dict[str, Any]:
        """The revision."""
        return {"number": self.revision.number}

    @property
    def back_url(self) -> str:
        """The draft."""
        return self.reverse_area("plans:draft")

    def get_initial(self) -> dict[str, Any]:
        """The version that is shown."""
        return {"version": self.record.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What it changes, and what somebody should confirm."""
        row = self.record
        return super().get_context_data(**kwargs) | {
            "changes": compare_plans(plan_of(row.base), plan_of(row)).sentences()
            if row.base
            else [],
            "doubts": check_area_promises(self.area, row).doubts,
        }

    def perform(self, form: Any) -> None:
        """Make the revision."""
        try:
            self.revision = make_revision(
                area=self.area,
                actor=account_of(self.request),
                draft=self.record,
                reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"],
            )
        except PlanError as error:
            raise fault_error(error, NON_FIELD_ERRORS) from None


class DraftDiscardView(AreaActionView):
    """Throw the draft away."""

    http_method_names = ("post",)
    permission = "plans.edit"
    find = staticmethod(draft)
    form_class = VersionedForm
    template_name = "plans/drafts/discard.html"
    success_view = "plans:revisions"
    success_message = "The draft was thrown away."
    warns = True

    def perform(self, form: Any) -> None:
        """Throw it away."""
        discard_draft(
            area=self.area,
            actor=account_of(self.request),
            draft=self.record,
            expected_version=form.cleaned_data["version"],
        )


def fault_error(error: PlanError, field: str) -> ValidationError:
    """The faults of a plan's text as errors of one field of a form."""
    return ValidationError({field: [str(fault) for fault in error.faults]})
