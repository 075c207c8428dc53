"""The page of teacher supply."""

from __future__ import annotations

from functools import partial
from typing import Any

from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.teacher_supply.queries import SupplyLine, supply_lines
from stocktake_web.services.school_profiles import profile_state
from stocktake_web.services.teacher_supply import stored_supply
from stocktake_web.sorting import Sorting


class SupplyView(AreaPageView):
    """Every school's teachers, as published, and plainly what no file says."""

    permission = "schools.see_all_support"
    template_name = "schools/teacher_supply/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the command kept, in the order that was asked for."""
        stored = stored_supply(self.area)
        measures = stored.supply.measures if stored else ()
        by_measure = {id: partial(_value, measure=id) for id, _ in measures}
        return super().get_context_data(**kwargs) | {
            "supply": stored.supply if stored else None,
            "is_current": stored is not None and stored.state == profile_state(self.area),
            "lines": supply_lines(self.area, stored) if stored else [],
            "sorting": Sorting(
                self.request.GET,
                {"name": lambda line: line.school.name, **by_measure},
                default="name",
                largest_first=tuple(by_measure),
            ),
        }


def _value(line: SupplyLine, *, measure: str) -> float | None:
    return line.value(measure)
