"""Pages of brokered support."""

from __future__ import annotations

from typing import Any

from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.brokered_support.forms import SupportForm
from stocktake_web.schools.brokered_support.models import BrokeredSupport
from stocktake_web.schools.brokered_support.queries import need_sums, overdue_ratings, support_lines
from stocktake_web.schools.school_pages import SchoolRowCreateView, SchoolRowUpdateView
from stocktake_web.schools.subject import find_of_school


class SupportAgainstNeedView(AreaPageView):
    """What schools were given this year, against their need."""

    permission = "schools.see_all_support"
    template_name = "schools/brokered_support/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every school, the sums by need, and what was never rated."""
        lines = support_lines(self.area)
        return super().get_context_data(**kwargs) | {
            "lines": lines,
            "sums": need_sums(lines),
            "unrated": overdue_ratings(self.area),
        }


class BrokeredSupportCreateView(SchoolRowCreateView):
    """Record support."""

    model = BrokeredSupport
    form_class = SupportForm
    template_name = "schools/brokered_support/form.html"
    success_message = "The support was recorded."
    needs_agreement = True


class BrokeredSupportUpdateView(SchoolRowUpdateView):
    """Change support, or rate it."""

    find = staticmethod(find_of_school(BrokeredSupport))
    model = BrokeredSupport
    form_class = SupportForm
    template_name = "schools/brokered_support/form.html"
    success_message = "The support was changed."
