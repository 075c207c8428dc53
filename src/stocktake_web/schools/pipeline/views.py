"""Pages of a school's history, and of what is planned for the schools of the area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from stocktake_web import services
from stocktake_web.accounts.models import School
from stocktake_web.accounts.permissions import has_permission
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.records.views import AreaCreateView, AreaPageView, AreaUpdateView
from stocktake_web.schools.pipeline.forms import PlannedChangeForm
from stocktake_web.schools.pipeline.models import OPEN_STATES, PlannedChange
from stocktake_web.schools.pipeline.queries import planned_changes
from stocktake_web.schools.subject import find_of_school, find_school
from stocktake_web.services.school_histories import stored_history, stored_pipeline

FUTURE, PAST = "open", "ended"


@dataclass(frozen=True)
class ChangeLine:
    """A planned change, and what of it is late."""

    row: PlannedChange
    is_late: bool
    is_record_late: bool


class HistoryView(AreaPageView):
    """One school through its numbers, with what is planned."""

    permission = "schools.see"
    find = staticmethod(find_school)
    template_name = "schools/pipeline/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the register says, and for those who may see it what officers know."""
        school: School = self.record
        stored = stored_history(self.area, int(school.urn))
        sees_plans = has_permission(self.request.user, self.area, "schools.see_pipeline", school)
        history = stored.history if stored else None
        return super().get_context_data(**kwargs) | {
            "school": school,
            "history": history,
            "names": {row.urn: row.name for row in history.numbers} if history else {},
            "sees_plans": sees_plans,
            "lines": change_lines(planned_changes(self.area, school)) if sees_plans else [],
        }


class PipelineView(AreaPageView):
    """What is planned for the schools of the area, by officers and by the register."""

    permission = "schools.see_all"
    template_name = "schools/pipeline/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is still to come, or what has ended."""
        rows = list(planned_changes(self.area))
        states = {row.pk: FUTURE if row.state in OPEN_STATES else PAST for row in rows}
        counts = {state: list(states.values()).count(state) for state in (FUTURE, PAST)}
        by_state = ChoiceFilter(
            self.request.GET,
            "state",
            {FUTURE: "To come", PAST: "Took place or given up"},
            counts,
            all_count=len(rows),
        )
        stored = stored_pipeline(self.area)
        return super().get_context_data(**kwargs) | {
            "lines": change_lines(row for row in rows if by_state.is_shown(states[row.pk])),
            "by_state": by_state,
            "pipeline": stored,
        }


class PlannedChangeCreateView(AreaCreateView):
    """Enter what is planned for a school."""

    permission = "schools.change_pipeline"
    find = staticmethod(find_school)
    model = PlannedChange
    form_class = PlannedChangeForm
    template_name = "schools/pipeline/form.html"
    success_view = "schools:history"
    success_message = "The change was entered."

    def new_row(self) -> PlannedChange:
        """A change of the school of the page."""
        return PlannedChange(area=self.area, school=self.record)

    def success_parts(self) -> dict[str, Any]:
        """The school's history."""
        return {"urn": self.record.urn}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record}


class PlannedChangeUpdateView(AreaUpdateView):
    """Change it, say that it took place, or hand the record over."""

    permission = "schools.change_pipeline"
    find = staticmethod(find_of_school(PlannedChange))
    model = PlannedChange
    form_class = PlannedChangeForm
    template_name = "schools/pipeline/form.html"
    success_view = "schools:history"
    success_message = "The change was saved."

    def success_parts(self) -> dict[str, Any]:
        """The school's history."""
        return {"urn": self.record.school_urn}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record.school}


def change_lines(rows: Any, day: date | None = None) -> list[ChangeLine]:
    """Planned changes with what is late today."""
    day = day or services.today()
    return [ChangeLine(row, row.is_late(day), row.is_record_late(day)) for row in rows]
