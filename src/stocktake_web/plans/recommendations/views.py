"""Pages of recommendations: the register, one of them, and its page as Word and PDF."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.audit import ObjectRef
from stocktake_web.plans.comments.queries import comments_on
from stocktake_web.plans.recommendations.actions import add_evidence, add_letter
from stocktake_web.plans.recommendations.countdown import countdown
from stocktake_web.plans.recommendations.forms import (
    EvidenceForm,
    ProgressForm,
    RecommendationForm,
)
from stocktake_web.plans.recommendations.models import Recommendation, RecommendationEvidence
from stocktake_web.plans.recommendations.one_page import Page, as_pdf, as_word, page_of
from stocktake_web.plans.recommendations.queries import recommendation, recommendations
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import (
    AreaCreateView,
    AreaListView,
    AreaPageView,
    AreaUpdateView,
)
from stocktake_web.sorting import Sorting

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class RecommendationListView(AreaListView):
    """The register, with the countdown to each window."""

    permission = "plans.see"
    model = Recommendation
    template_name = "plans/recommendations/list.html"

    def get_queryset(self) -> Any:
        """Every recommendation of the area."""
        return recommendations(self.area)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How long it is until somebody comes back to look, by recommendation."""
        today = services.today()
        return super().get_context_data(**kwargs) | {
            "sorting": Sorting(
                self.request.GET,
                {
                    "number": lambda row: row.number,
                    "state": lambda row: row.get_state_display(),
                    "opens": lambda row: row.window_opens,
                },
            ),
            "countdowns": {
                row.pk: countdown(row.window_opens, row.window_closes, today)
                for row in self.object_list
            },
        }


class RecommendationPageView(AreaPageView):
    """One recommendation with its evidence."""

    permission = "plans.see"
    find = staticmethod(recommendation)
    template_name = "plans/recommendations/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The content that Word and PDF have too, and the comments."""
        ref = ObjectRef("plans.recommendation", str(self.record.pk))
        return super().get_context_data(**kwargs) | {
            "recommendation": self.record,
            "page": _page(self.area, self.record),
            "comments": comments_on(self.area, ref),
        }


class RecommendationCreateView(AreaCreateView):
    """Add a recommendation."""

    permission = "plans.change_recommendations"
    model = Recommendation
    form_class = RecommendationForm
    template_name = "plans/recommendations/add.html"
    success_view = "plans:recommendations"
    success_message = "The recommendation was added."


class RecommendationUpdateView(AreaUpdateView):
    """Change who owns it, what is done and how far it has come."""

    permission = "plans.change_recommendations"
    find = staticmethod(recommendation)
    model = Recommendation
    form_class = ProgressForm
    template_name = "plans/recommendations/change.html"
    success_view = "plans:recommendation"
    success_message = "The recommendation was changed."

    def success_parts(self) -> dict[str, Any]:
        """Its page."""
        return {"pk": self.record.pk}


class EvidenceCreateView(AreaCreateView):
    """Add evidence of action or of impact."""

    permission = "plans.change_recommendations"
    find = staticmethod(recommendation)
    model = RecommendationEvidence
    form_class = EvidenceForm
    template_name = "plans/recommendations/evidence.html"
    success_view = "plans:recommendation"
    success_message = "The evidence was added."

    def perform(self, form: AreaModelForm) -> RecommendationEvidence:
        """Add it to the recommendation."""
        return add_evidence(
            area=self.area,
            actor=account_of(self.request),
            recommendation=self.record,
            **form.values(),
        )

    def success_parts(self) -> dict[str, Any]:
        """The recommendation's page."""
        return {"pk": self.record.pk}


@requires(post="plans.change_recommendations")
def post_letter(request: HttpRequest, area: Area) -> HttpResponse:
    """Add the eight recommendations that ship with the product, if the register is empty."""
    if not recommendations(area).exists():
        add_letter(area=area, actor=account_of(request))
    messages.success(request, "The letter's recommendations are in the register.")
    return redirect("plans:recommendations", area=area.slug)


@requires("plans.see", of=recommendation)
def show_pdf(request: HttpRequest, area: Area, recommendation: Recommendation) -> HttpResponse:
    """Its page as a tagged PDF."""
    content = as_pdf(_page(area, recommendation))
    return _file(content, "application/pdf", f"recommendation-{recommendation.number}.pdf")


@requires("plans.see", of=recommendation)
def show_word(request: HttpRequest, area: Area, recommendation: Recommendation) -> HttpResponse:
    """Its page as a Word document."""
    content = as_word(_page(area, recommendation))
    return _file(content, WORD, f"recommendation-{recommendation.number}.docx")


def _page(area: Area, recommendation: Recommendation) -> Page:
    return page_of(recommendation, place=area.name, as_of=services.today())


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=disposition)
