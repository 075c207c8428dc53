"""Pages of money."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from stocktake_web import services
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.plans.activities.queries import activities
from stocktake_web.plans.funding.forms import FundingForm
from stocktake_web.plans.funding.models import FundingLine
from stocktake_web.plans.funding.order import line_sorting, priority_sorting, year_sorting
from stocktake_web.plans.funding.queries import Money, funding_by_priority
from stocktake_web.plans.revisions import queries as revisions
from stocktake_web.records.views import (
    AreaCreateView,
    AreaListView,
    AreaUpdateView,
    find_in_area,
)

NO_YEAR_CODE = "none"
"""How an address names lines without a year."""


@dataclass(frozen=True)
class PriorityMoney:
    """A priority with its money; None where none was recorded."""

    title: str
    money: Money | None


class FundingListView(AreaListView):
    """Committed, spent and forecast, by priority and activity."""

    permission = "plans.see"
    model = FundingLine
    template_name = "plans/funding/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sums of the priorities, and the titles of the activities."""
        plan = revisions.plan(self.area)
        sums = funding_by_priority(self.area)
        titles = {work.id: work.title for work in activities(self.area, services.now())}
        lines = list(self.object_list)
        total = Money.of(lines)
        counts = Counter(line.financial_year or NO_YEAR_CODE for line in lines)
        choices = {year.year or NO_YEAR_CODE: year.label for year in total.years}
        by_year = ChoiceFilter(self.request.GET, "year", choices, counts, all_count=len(lines))

        def title_of(line: FundingLine) -> str:
            return titles.get(line.activity_id, f"{line.activity_id} (no longer in the plan)")

        return super().get_context_data(**kwargs) | {
            "priorities": [
                PriorityMoney(priority.title, sums.get(priority.id)) for priority in plan.priority
            ],
            "sorting": priority_sorting(self.request.GET),
            "total": total,
            "years_sorting": year_sorting(self.request.GET),
            "by_year": by_year,
            "undated_count": counts[NO_YEAR_CODE],
            "lines": [
                line for line in lines if by_year.is_shown(line.financial_year or NO_YEAR_CODE)
            ],
            "lines_sorting": line_sorting(self.request.GET, title_of),
            "title_of": title_of,
        }


class FundingCreateView(AreaCreateView):
    """Add a line of money, for the activity that the address may name."""

    permission = "plans.change_funding"
    model = FundingLine
    form_class = FundingForm
    template_name = "plans/funding/add.html"
    success_view = "plans:funding"
    success_message = "The funding line was added."

    def get_initial(self) -> dict[str, Any]:
        """The activity; the amounts are left empty, for nobody has said that they are 0."""
        amounts = dict.fromkeys(("committed_pounds", "spent_pounds", "forecast_pounds"))
        return amounts | {"activity_id": self.request.GET.get("activity", "")}


class FundingUpdateView(AreaUpdateView):
    """Change a line of money."""

    permission = "plans.change_funding"
    find = staticmethod(find_in_area(FundingLine))
    model = FundingLine
    form_class = FundingForm
    template_name = "plans/funding/change.html"
    success_view = "plans:funding"
    success_message = "The funding line was changed."
