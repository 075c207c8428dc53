"""Pages of editions for members: prepared, approved, published, recalled."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from stocktake.plan import school_years
from stocktake_web import services
from stocktake_web.accounts.permissions import account_of, has_permission
from stocktake_web.formats import day
from stocktake_web.plans.revisions import queries as revision_queries
from stocktake_web.public.corrections.queries import corrections
from stocktake_web.public.drafting.preparation import Preparation, prepare_edition
from stocktake_web.public.editions import actions, queries
from stocktake_web.public.editions.forms import PrepareForm, RecallForm, StepForm
from stocktake_web.public.editions.models import Publication
from stocktake_web.public.editions.steps import steps
from stocktake_web.public.site.queries import exports
from stocktake_web.records.views import AreaActionView, AreaDetailView, AreaListView
from stocktake_web.services import plan_of


class EditionListView(AreaListView):
    """Every edition, published or not, and the log of corrections."""

    permission = "public.see"
    model = Publication
    template_name = "public/editions/list.html"
    context_object_name = "publications"

    def get_queryset(self) -> Any:
        """Without their texts."""
        return queries.publications(self.area)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The corrections too."""
        return super().get_context_data(**kwargs) | {"corrections": list(corrections(self.area))}


class PrepareView(AreaActionView):
    """Prepare an edition of a revision as judged today; an analyst may choose the year."""

    permission = "public.prepare"
    form_class = PrepareForm
    template_name = "public/editions/prepare.html"
    success_view = "public:publication"
    preparation: Preparation
    publication: Publication

    def get_form_kwargs(self) -> dict[str, Any]:
        """The revisions, and the years for whoever may choose one."""
        revisions = list(revision_queries.revisions(self.area))
        chooses = bool(revisions) and has_permission(
            account_of(self.request), self.area, "public.choose_year"
        )
        return super().get_form_kwargs() | {
            "revisions": [
                (revision.number, f"Revision {revision.number}, {day(revision.created_at)}")
                for revision in revisions
            ],
            "years": school_years(plan_of(revisions[0]), services.today()) if chooses else [],
        }

    def form_valid(self, form: PrepareForm) -> HttpResponse:
        """Judge and typeset, which takes seconds, before the database is locked for the saving."""
        self.preparation = prepare_edition(
            self.area,
            revision_queries.revision(self.area, form.cleaned_data["revision"]),
            as_of=services.today(),
            at=form.cleaned_data.get("at", ""),
        )
        return super().form_valid(form)

    def perform(self, form: PrepareForm) -> None:
        """Store the edition."""
        self.publication = actions.prepare(
            area=self.area,
            actor=account_of(self.request),
            revision=revision_queries.revision(self.area, form.cleaned_data["revision"]),
            account=self.preparation.account,
            documents=self.preparation.documents,
            drawings=self.preparation.drawings,
            reason=form.cleaned_data["reason"],
        )
        number = self.publication.number
        self.success_message = f"Account {number} is prepared. It waits for approval."

    @property
    def back_url(self) -> str:
        """The list: there is no edition yet."""
        return self.reverse_area("public:editions")

    def success_parts(self) -> dict[str, Any]:
        """The edition."""
        return {"number": self.publication.number}


class EditionDetailView(AreaDetailView):
    """An edition: what may be done with it next, and what became of it."""

    permission = "public.see"
    find = staticmethod(queries.publication)
    template_name = "public/editions/edition.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who did what with it, its documents and copies."""
        return super().get_context_data(**kwargs) | context_of(self.record)


class _StepView(AreaActionView):
    """A step on the way to the public: only posted to, from the page of the edition."""

    http_method_names = ("post",)
    find = staticmethod(queries.publication)
    form_class = StepForm
    template_name = "public/editions/edition.html"
    success_view = "public:publication"

    def success_parts(self) -> dict[str, Any]:
        """The edition."""
        return {"number": self.record.number}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page of the edition, with the form that was refused."""
        return context_of(self.record) | super().get_context_data(**kwargs)

    def form_invalid(self, form: StepForm) -> HttpResponse:
        """The page of the edition says what was refused."""
        return self.render_to_response(self.get_context_data(form=form), status=400)


class ApproveView(_StepView):
    """Approve an edition."""

    permission = "public.approve"
    success_message = "It is approved."

    def perform(self, form: StepForm) -> None:
        """Approve it."""
        actions.approve(
            area=self.area,
            actor=account_of(self.request),
            publication=self.record,
            expected_version=form.cleaned_data["version"],
        )


class PublishView(_StepView):
    """Publish an approved edition."""

    permission = "public.publish"
    success_message = "It is published."

    def perform(self, form: StepForm) -> None:
        """Publish it."""
        actions.publish(
            area=self.area,
            actor=account_of(self.request),
            publication=self.record,
            expected_version=form.cleaned_data["version"],
        )


class RecallView(AreaActionView):
    """Recall a published edition."""

    permission = "public.recall"
    find = staticmethod(queries.publication)
    form_class = RecallForm
    template_name = "public/editions/recall.html"
    success_view = "public:publication"
    success_message = "It is recalled: nobody can read it any more."
    warns = True

    def get_initial(self) -> dict[str, Any]:
        """The version that is read."""
        return {"version": self.record.version}

    def success_parts(self) -> dict[str, Any]:
        """The edition."""
        return {"number": self.record.number}

    def perform(self, form: RecallForm) -> None:
        """Recall it."""
        actions.recall(
            area=self.area,
            actor=account_of(self.request),
            publication=self.record,
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            expected_version=form.cleaned_data["version"],
        )


def context_of(publication: Publication) -> dict[str, Any]:
    """What the page of an edition shows."""
    return {
        "publication": publication,
        "form": StepForm(initial={"version": publication.version}),
        "rows": steps(publication),
        "documents": [] if publication.recalled_at else list(queries.documents(publication)),
        "exports": list(exports(publication)),
    }
