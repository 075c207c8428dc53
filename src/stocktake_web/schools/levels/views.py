"""Pages of levels."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from stocktake.standards import StocktakeError
from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import AreaActionView, AreaPageView, AreaUpdateView
from stocktake_web.schools.levels.actions import propose, reply_to_level
from stocktake_web.schools.levels.forms import LevelForm, ProposeForm, ReplyForm
from stocktake_web.schools.levels.models import Capacity, SchoolLevel
from stocktake_web.schools.levels.queries import capacity_of, round_sums, school_level
from stocktake_web.schools.predictions.phases import schools_with_year
from stocktake_web.services.school_improvement import latest_results, measures_of, rare_level

LAST_YEARS = {"ks2": 6, "ks4": 11}


class LevelListView(AreaPageView):
    """The levels of every round, and what they come to against the area's target."""

    permission = "schools.see_levels"
    template_name = "schools/levels/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rounds."""
        return super().get_context_data(**kwargs) | {"rounds": round_sums(self.area)}


class LevelProposeView(AreaActionView):
    """Propose a level for each school."""

    permission = "schools.set_levels"
    form_class = ProposeForm
    template_name = "schools/levels/propose.html"
    success_view = "schools:levels"
    success_message = "The levels were proposed."

    def get_form_kwargs(self) -> dict[str, Any]:
        """The area's measures."""
        return super().get_form_kwargs() | {"area": self.area}

    def perform(self, form: ProposeForm) -> None:
        """Propose them from the latest published results."""
        values = form.cleaned_data
        stage = measures_of(self.area)[values["measure"]].stage
        schools = schools_with_year(self.area, LAST_YEARS[stage])
        try:
            starts = latest_results(
                self.area, values["measure"], [int(school.urn) for school in schools]
            )
        except StocktakeError as error:
            raise ValidationError(
                [str(fault) for fault in error.faults] or [error.summary]
            ) from None
        propose(
            area=self.area,
            actor=account_of(self.request),
            starts=starts,
            is_rare=lambda urn, level: rare_level(
                self.area, values["measure"], urn, level, values["by_year"]
            ),
            **values,
        )


class LevelUpdateView(AreaUpdateView):
    """Change a school's level."""

    permission = "schools.set_levels"
    find = staticmethod(school_level)
    model = SchoolLevel
    form_class = LevelForm
    template_name = "schools/levels/change.html"
    success_view = "schools:levels"
    success_message = "The level was changed."

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """The level, and whether schools from this start rarely reach it."""
        row: SchoolLevel = self.object
        level = form.cleaned_data["level"]
        return form.values() | {
            "is_rare": rare_level(
                self.area, row.round.measure, int(row.school_urn), float(level), row.round.by_year
            )
        }


class LevelReplyView(AreaActionView):
    """Agree to a level or refuse it, as head or as chair."""

    permission = "schools.answer_level"
    find = staticmethod(school_level)
    form_class = ReplyForm
    template_name = "schools/levels/reply.html"
    success_view = "schools:record"
    success_message = "The reply was kept."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The level, and for whom the reader replies."""
        measure = measures_of(self.area).get(self.record.round.measure)
        return super().get_context_data(**kwargs) | {
            "level": self.record,
            "measure": measure.title if measure else self.record.round.measure,
            "capacity": self.capacity.label if self.capacity else "",
        }

    @property
    def capacity(self) -> Capacity | None:
        """For whom the reader replies."""
        return capacity_of(self.request.user, self.area, self.record.school)

    def perform(self, form: ReplyForm) -> None:
        """Keep the reply."""
        reply_to_level(
            actor=account_of(self.request),
            level=self.record,
            capacity=self.capacity,
            agrees=form.cleaned_data["answer"] == "yes",
            reason=form.cleaned_data["reason"],
        )

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.school_urn}
