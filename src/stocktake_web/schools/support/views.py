"""The pages on which support starts."""

from __future__ import annotations

from typing import Any

from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.subject import find_school
from stocktake_web.schools.support.queries import school_parts


class SupportView(AreaPageView):
    """What is kept about the support of all schools, in groups."""

    permission = "schools.see_all_support"
    template_name = "schools/support/all.html"


class SchoolSupportView(AreaPageView):
    """What support and provision one school has."""

    permission = "schools.see_support"
    find = staticmethod(find_school)
    template_name = "schools/support/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each feature's part."""
        parts = school_parts(self.request.user, self.area, self.record)
        return super().get_context_data(**kwargs) | parts
