"""Pages of needs and offers."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaCreateView, AreaPageView, AreaUpdateView, find_in_area
from stocktake_web.schools.school_pages import SchoolRowCreateView, SchoolRowUpdateView
from stocktake_web.schools.subject import find_of_school
from stocktake_web.schools.training import queries
from stocktake_web.schools.training.forms import NeedForm, OfferForm
from stocktake_web.schools.training.models import SchoolNeed, TrainingOffer


class TrainingView(AreaPageView):
    """What schools need, what is offered, and what it changed."""

    permission = "schools.see_all_support"
    template_name = "schools/training/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Needs, offers, and those that wait for an evaluation."""
        needs, offers = queries.open_needs(self.area), queries.offers(self.area)
        return super().get_context_data(**kwargs) | {
            "needs": needs,
            "offers": offers,
            "themes": queries.theme_lines(needs, offers),
            "unevaluated": queries.unevaluated(offers),
        }


class OfferCreateView(AreaCreateView):
    """Record an offer."""

    permission = "schools.record_support"
    model = TrainingOffer
    form_class = OfferForm
    template_name = "schools/training/offer.html"
    success_view = "schools:training"
    success_message = "The offer was recorded."


class OfferUpdateView(AreaUpdateView):
    """Change an offer, or evaluate it."""

    permission = "schools.record_support"
    find = staticmethod(find_in_area(TrainingOffer))
    model = TrainingOffer
    form_class = OfferForm
    template_name = "schools/training/offer.html"
    success_view = "schools:training"
    success_message = "The offer was changed."


class NeedCreateView(SchoolRowCreateView):
    """Say what a school needs."""

    permission = "schools.state_need"
    model = SchoolNeed
    form_class = NeedForm
    template_name = "schools/training/need.html"
    success_message = "The need was recorded."

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """It is stated today."""
        return super().values(form) | {"stated_on": services.today()}


class NeedUpdateView(SchoolRowUpdateView):
    """Change a need, or say that it is met."""

    permission = "schools.state_need"
    find = staticmethod(find_of_school(SchoolNeed))
    model = SchoolNeed
    form_class = NeedForm
    template_name = "schools/training/need.html"
    success_message = "The need was changed."
