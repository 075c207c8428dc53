"""Pages of the yearly view of the service."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.permissions import account_of, has_permission
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import (
    AreaActionView,
    AreaCreateView,
    AreaPageView,
    AreaUpdateView,
)
from stocktake_web.schools.service_views import actions, queries
from stocktake_web.schools.service_views.forms import AnswerForm, PublishForm, RoundForm
from stocktake_web.schools.service_views.models import Option, ServiceViewRound


class ServiceViewListView(AreaPageView):
    """What was published, for those who were asked as for those who asked."""

    permission = "schools.see_service_views"
    template_name = "schools/service_views/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rounds, and whether the reader may answer."""
        user = account_of(self.request)
        is_asked = has_permission(user, self.area, "schools.answer_service_view")
        open_round = queries.open_round_of(self.area)
        return super().get_context_data(**kwargs) | {
            "rounds": queries.round_views(self.area),
            "options": [option.label for option in Option],
            "open_round": open_round,
            "may_answer": bool(
                is_asked and open_round and not queries.has_answered(user, open_round)
            ),
        }


class RoundCreateView(AreaCreateView):
    """Ask heads and governors."""

    permission = "schools.hold_service_view"
    model = ServiceViewRound
    form_class = RoundForm
    template_name = "schools/service_views/open.html"
    success_view = "schools:service-views"
    success_message = "Heads and governors are asked."

    def perform(self, form: AreaModelForm) -> ServiceViewRound:
        """Open the round."""
        return actions.open_round(
            actor=account_of(self.request),
            round_=ServiceViewRound(area=self.area),
            values=self.values(form),
        )


class RoundPublishView(AreaUpdateView):
    """Publish a round; nobody sees its shares before."""

    permission = "schools.hold_service_view"
    find = staticmethod(queries.service_round)
    model = ServiceViewRound
    form_class = PublishForm
    template_name = "schools/service_views/publish.html"
    success_view = "schools:service-views"
    success_message = "The results are published to heads and governors."
    warns = True

    def perform(self, form: AreaModelForm) -> ServiceViewRound:
        """Publish it."""
        return actions.publish_round(
            actor=account_of(self.request),
            round_=self.object,
            expected_version=form.expected_version,
        )


class AnswerView(AreaActionView):
    """Give one's view, once."""

    permission = "schools.answer_service_view"
    find = staticmethod(queries.service_round)
    form_class = AnswerForm
    template_name = "schools/service_views/answer.html"
    success_view = "schools:service-views"
    success_message = "Your view is counted. It is not kept with your name."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The round."""
        return super().get_context_data(**kwargs) | {"round": self.record}

    def perform(self, form: AnswerForm) -> None:
        """Count it."""
        user = account_of(self.request)
        actions.answer(
            user=user,
            round_=self.record,
            group=queries.group_of(user, self.area),
            answers=form.cleaned_data,
        )
