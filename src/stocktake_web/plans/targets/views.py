"""Pages of targets: verdicts as computed, with people's ratings."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.generic import View

from stocktake.publish import Card, ChartWithTable
from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.accounts.permissions.views import AreaMixin
from stocktake_web.audit import ObjectRef
from stocktake_web.drawings import FIGURE_KINDS, Drawing, draw, figure_file
from stocktake_web.plans.comments.queries import comments_on
from stocktake_web.plans.decisions.queries import decisions_of_target, open_decisions
from stocktake_web.plans.objectives.queries import objectives
from stocktake_web.plans.revisions.queries import judgement
from stocktake_web.plans.risks.queries import open_risks
from stocktake_web.plans.targets.actions import rate_target
from stocktake_web.plans.targets.forms import RatingForm
from stocktake_web.plans.targets.models import TargetRating
from stocktake_web.plans.targets.order import (
    priority_filter,
    target_sorting,
    verdict_filter,
)
from stocktake_web.plans.targets.queries import ratings, target, target_sparklines, target_views
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaPageView
from stocktake_web.services import target_cards


class TargetListView(AreaPageView):
    """Every target with its verdict and the latest rating; and the interim objectives."""

    permission = "plans.see"
    template_name = "plans/targets/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Targets as judged today."""
        judged_plan = judgement(self.area, services.today())
        views = target_views(self.area, judged_plan, open_decisions(self.area))
        by_verdict = verdict_filter(self.request.GET, views)
        by_priority = priority_filter(self.request.GET, views, judged_plan.plan)
        return super().get_context_data(**kwargs) | {
            "targets": [
                view
                for view in views
                if by_verdict.is_shown(view.verdict.status)
                and by_priority.is_shown(view.target.priority)
            ],
            "by_verdict": by_verdict,
            "by_priority": by_priority,
            "sorting": target_sorting(self.request.GET),
            "sparklines": target_sparklines(judged_plan),
            "objectives": objectives(self.area),
            "as_of": services.today(),
        }


class TargetPageView(AreaPageView):
    """One target: leading indicators first, then the verdict, its figures and what people say."""

    permission = "plans.see"
    find = staticmethod(target)
    template_name = "plans/targets/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What belongs to the target."""
        target_id = self.record.id
        card = target_cards.target_card(judgement(self.area, services.today()), target_id)
        drawings: dict[str, list[tuple[int, Drawing]]] = {part.id: [] for part in card.family}
        for number, (part, figure) in enumerate(numbered_figures(card)):
            drawings[part].append((number, draw(figure)))
        return super().get_context_data(**kwargs) | {
            "target": self.record,
            "card": card,
            "drawings": drawings,
            "as_of": services.today(),
            "address": self.request.build_absolute_uri(),
            "ratings": ratings(self.area).filter(target_id=target_id),
            "decisions": decisions_of_target(self.area, target_id),
            "objectives": objectives(self.area).filter(target_id=target_id),
            "risks": [risk for risk in open_risks(self.area) if target_id in risk.target_ids],
            "comments": comments_on(self.area, ObjectRef("plans.target", target_id)),
        }


class TargetFigureView(AreaMixin, View):
    """One chart of a target as a file: SVG, PNG, or its table as CSV."""

    permission = "plans.see"
    find = staticmethod(target)
    http_method_names = ("get",)

    def get(self, request: HttpRequest, **parts: Any) -> HttpResponse:
        """The file.

        Raises
        ------
        Http404
            The target has no such figure, or no chart of it.
        """
        card = target_cards.target_card(judgement(self.area, services.today()), self.record.id)
        figures = [figure for _, figure in numbered_figures(card)]
        number, kind = self.kwargs["number"], self.kwargs["kind"]
        if number >= len(figures) or kind not in FIGURE_KINDS:
            raise Http404
        try:
            content, content_type = figure_file(figures[number], kind)
        except LookupError:
            raise Http404 from None
        name = f"{self.record.id}-{number + 1}.{kind}"
        disposition = content_disposition_header(True, name) or "attachment"
        return HttpResponse(
            content, content_type=content_type, headers={"Content-Disposition": disposition}
        )


def numbered_figures(card: Card) -> list[tuple[str, ChartWithTable]]:
    """Every figure of a card and its parts in order, with the part that it belongs to."""
    return [(part.id, figure) for part in card.family for figure in part.figures]


class TargetRateView(AreaCreateView):
    """Rate a target."""

    permission = "plans.rate"
    find = staticmethod(target)
    model = TargetRating
    form_class = RatingForm
    template_name = "plans/targets/rate.html"
    success_view = "plans:target"
    success_message = "Your rating was added next to the verdict."

    def perform(self, form: AreaModelForm) -> TargetRating:
        """Add the rating to the verdict of today."""
        return rate_target(
            area=self.area,
            actor=account_of(self.request),
            target_id=self.record.id,
            computed_status=self.record.verdict.status,
            **form.values(),
        )

    def success_parts(self) -> dict[str, Any]:
        """The target's page."""
        return {"target": self.record.id}
