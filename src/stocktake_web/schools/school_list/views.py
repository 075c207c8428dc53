"""The page that lists the schools."""

from __future__ import annotations

from collections import Counter
from typing import Any

from stocktake_web.accounts.permissions import has_permission
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.school_list.queries import school_lines
from stocktake_web.sorting import Sorting

NO_PHASE = "Phase not recorded"


class SchoolListView(AreaPageView):
    """The open schools of the area."""

    permission = "schools.list"
    template_name = "schools/school_list/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The schools by phase, in the order that was asked for."""
        lines = school_lines(self.request.user, self.area)
        counts = Counter(line.school.phase or NO_PHASE for line in lines)
        by_phase = ChoiceFilter(
            self.request.GET,
            "phase",
            {phase: phase for phase in sorted(counts)},
            counts,
            all_count=len(lines),
        )
        return super().get_context_data(**kwargs) | {
            "lines": [row for row in lines if by_phase.is_shown(row.school.phase or NO_PHASE)],
            "by_phase": by_phase,
            "sees_judgements": has_permission(
                self.request.user, self.area, "schools.see_judgements"
            ),
            "sorting": Sorting(
                self.request.GET,
                {
                    "name": lambda line: line.school.name,
                    "phase": lambda line: line.school.phase,
                    "type": lambda line: line.school.get_type_group_display(),
                    "category": lambda line: line.category_step,
                },
                largest_first=("category",),
            ),
        }
