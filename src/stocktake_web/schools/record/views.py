"""The page of one school."""

from __future__ import annotations

from typing import Any

from stocktake_web.accounts.permissions import has_permission
from stocktake_web.accounts.schools.numbers import earlier_numbers
from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.interests.closeness import closeness_of
from stocktake_web.schools.pipeline.queries import origins_of
from stocktake_web.schools.record.challenge import challenge_part
from stocktake_web.schools.record.queries import judgement_part
from stocktake_web.schools.subject import find_school


class RecordView(AreaPageView):
    """Everything about one school that the reader may see."""

    permission = "schools.see"
    find = staticmethod(find_school)
    template_name = "schools/record/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The parts, each for those who may see it."""
        user, school = self.request.user, self.record
        return super().get_context_data(**kwargs) | {
            "school": school,
            "earlier_schools": earlier_numbers(school),
            "origins": origins_of(user, school),
            "without_category": self.request.GET.get("without") == "category",
            "judgements": judgement_part(user, school),
            "challenge": challenge_part(user, school),
            "closeness": closeness_of(school)
            if has_permission(user, self.area, "schools.see_interests", school)
            else None,
        }
