"""The page of the year."""

from __future__ import annotations

from typing import Any

from stocktake.schools import plan_year_of
from stocktake.standards import period_label
from stocktake_web import services
from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.year_plan.queries import school_year, year_codes


class YearView(AreaPageView):
    """What is due this year, by month, and on what each date rests."""

    permission = "schools.see_year"
    template_name = "schools/year_plan/year.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The year in the address, by default the one that runs."""
        today = services.today()
        codes = year_codes(today)
        asked_code = self.request.GET.get("year", "")
        code = asked_code if asked_code in codes else plan_year_of(today)
        return super().get_context_data(**kwargs) | {
            "year": school_year(self.area, code),
            "title": period_label(code),
            "choices": [(period_label(row), f"?year={row}", row == code) for row in codes],
        }
