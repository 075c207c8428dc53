"""Pages of targets: verdicts as computed, with people's ratings."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.accounts.permissions import account_of
from stocktake_web.audit import ObjectRef
from stocktake_web.drawings import draw
from stocktake_web.plans.comments.queries import comments_on
from stocktake_web.plans.decisions.queries import decisions_of_target
from stocktake_web.plans.objectives.queries import objectives
from stocktake_web.plans.revisions.queries import judgement
from stocktake_web.plans.risks.queries import open_risks
from stocktake_web.plans.targets.actions import rate_target
from stocktake_web.plans.targets.forms import RatingForm
from stocktake_web.plans.targets.models import TargetRating
from stocktake_web.plans.targets.order import target_sorting
from stocktake_web.plans.targets.queries import ratings, target, targets
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaPageView
from stocktake_web.services import target_cards


class TargetListView(AreaPageView):
    """Every target with its verdict and the latest rating; and the interim objectives."""

    permission = "plans.see"
    template_name = "plans/targets/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Targets as judged today."""
        return super().get_context_data(**kwargs) | {
            "targets": targets(self.area, services.today()),
            "sorting": target_sorting(self.request.GET),
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
        drawings = {part.id: [draw(figure) for figure in part.figures] for part in card.family}
        return super().get_context_data(**kwargs) | {
            "target": self.record,
            "card": card,
            "drawings": drawings,
            "ratings": ratings(self.area).filter(target_id=target_id),
            "decisions": decisions_of_target(self.area, target_id),
            "objectives": objectives(self.area).filter(target_id=target_id),
            "risks": [risk for risk in open_risks(self.area) if target_id in risk.target_ids],
            "comments": comments_on(self.area, ObjectRef("plans.target", target_id)),
        }


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
