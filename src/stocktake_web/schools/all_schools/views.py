"""The page of all schools for officers."""

from __future__ import annotations

from collections import Counter
from typing import Any

from stocktake_web.filtering import ChoiceFilter
from stocktake_web.records.views import AreaPageView
from stocktake_web.schools.all_schools.queries import challenge_lines
from stocktake_web.schools.visits.due import visit_interval
from stocktake_web.sorting import Sorting

KINDS = {
    "late": "A time limit has passed",
    "soon": "A time limit ends within two weeks",
    "actions": "Actions of visits are late",
    "long": "No challenge for a year",
    "never": "No challenge recorded",
    "concern": "Live concerns",
    "visit": "A visit is due",
}
MOST_DAYS = 100_000
"""Stands for "never" where schools are sorted by the days since their last challenge."""


class AllSchoolsView(AreaPageView):
    """Who is challenged, and who is not."""

    permission = "schools.see_escalation"
    template_name = "schools/all_schools/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The schools without a challenge for longest first."""
        lines = challenge_lines(self.area)
        kinds = {line.school.pk: line.kinds for line in lines}
        counts = Counter(kind for line_kinds in kinds.values() for kind in line_kinds)
        by_kind = ChoiceFilter(self.request.GET, "show", KINDS, counts, all_count=len(lines))
        sorting = Sorting(
            self.request.GET,
            {
                "name": lambda line: line.school.name,
                "stage": lambda line: line.standing.order,
                "due": lambda line: line.standing.next_due,
                "visit": lambda line: line.visit.due_on if line.visit else None,
                "events": lambda line: line.event_count,
                "since": lambda line: MOST_DAYS if line.days_since is None else line.days_since,
            },
            default="-since",
            largest_first=("stage", "events", "since"),
        )
        shown_lines = [
            line for line in lines if not by_kind.value or by_kind.value in kinds[line.school.pk]
        ]
        return super().get_context_data(**kwargs) | {
            "lines": shown_lines,
            "by_kind": by_kind,
            "sorting": sorting,
            "interval": visit_interval(),
        }
