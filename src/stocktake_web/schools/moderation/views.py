"""Pages of moderation."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.views import AreaActionView, AreaPageView
from stocktake_web.schools.moderation.actions import draw_sample, review_category
from stocktake_web.schools.moderation.forms import ReviewForm, SampleForm
from stocktake_web.schools.moderation.queries import (
    SampleLine,
    sample_views,
    sampled_setting,
)
from stocktake_web.schools.roles import role_of


class ModerationView(AreaPageView):
    """Every sample, with what waits and how often both officers agree."""

    permission = "schools.moderate"
    template_name = "schools/moderation/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The samples."""
        return super().get_context_data(**kwargs) | {
            "samples": sample_views(self.area),
            "user_id": account_of(self.request).pk,
        }


class SampleDrawView(AreaActionView):
    """Draw a sample."""

    permission = "schools.moderate"
    form_class = SampleForm
    template_name = "schools/moderation/draw.html"
    success_view = "schools:moderation"
    success_message = "The sample was drawn."

    def perform(self, form: SampleForm) -> None:
        """Draw it."""
        draw_sample(area=self.area, actor=account_of(self.request), size=form.cleaned_data["size"])


class ReviewView(AreaActionView):
    """Say which category one would set, without seeing the first."""

    permission = "schools.moderate"
    find = staticmethod(sampled_setting)
    form_class = ReviewForm
    template_name = "schools/moderation/review.html"
    success_view = "schools:moderation"
    success_message = "Your category was kept next to the first."

    @property
    def line(self) -> SampleLine:
        """The category of the sample."""
        line: SampleLine = self.record
        return line

    def get_form_kwargs(self) -> dict[str, Any]:
        """The area's categories."""
        return super().get_form_kwargs() | {"area": self.area}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school, without the category that was set."""
        return super().get_context_data(**kwargs) | {"school": self.line.setting.school}

    def perform(self, form: ReviewForm) -> None:
        """Keep it."""
        review_category(
            actor=account_of(self.request),
            by_role=role_of(self.request.user, self.area),
            sample=self.line.sample,
            setting=self.line.setting,
            **form.cleaned_data,
        )
