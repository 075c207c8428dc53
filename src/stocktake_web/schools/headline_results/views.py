"""Pages of headline results: for the council, and the form of a school."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from stocktake.standards import period_label
from stocktake_web.accounts.permissions import account_of
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.records.views import AreaActionView, AreaPageView
from stocktake_web.schools.agreements.footing import footing
from stocktake_web.schools.headline_results.actions import return_headline_results
from stocktake_web.schools.headline_results.forms import HeadlineForm
from stocktake_web.schools.headline_results.queries import headline_tables, stated_periods
from stocktake_web.schools.roles import is_officer
from stocktake_web.schools.subject import find_school


class HeadlineListView(AreaPageView):
    """What schools stated of one summer, and what was published since."""

    permission = "schools.see_all"
    template_name = "schools/headline_results/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The latest summer, or the one that was asked for."""
        periods = dict(stated_periods(self.area))
        by_period = ChoiceFilter(
            self.request.GET, "year", periods, dict.fromkeys(periods, 1), all_count=len(periods)
        )
        period = by_period.value or next(iter(periods), "")
        return super().get_context_data(**kwargs) | {
            "periods": [(code, words, code == period) for code, words in periods.items()],
            "problem": by_period.problem,
            "period": period_label(period) if period else "",
            "tables": headline_tables(self.area, period) if period else [],
        }


class HeadlineReturnView(AreaActionView):
    """Enter headline results: the head, or an officer to whom the school stated them."""

    permission = "schools.return_headline_results"
    find = staticmethod(find_school)
    form_class = HeadlineForm
    template_name = "schools/headline_results/form.html"
    success_view = "schools:exchange"
    success_message = "The headline results were kept, marked as unvalidated."

    @cached_property
    def is_officer(self) -> bool:
        """Whether an officer enters what somebody else stated."""
        return is_officer(self.request.user, self.area)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The school, and who enters."""
        parts = {"area": self.area, "school": self.record, "is_officer": self.is_officer}
        return super().get_form_kwargs() | parts

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school, and whether it is only invited."""
        return super().get_context_data(**kwargs) | {
            "school": self.record,
            "is_invited": footing(self.record).is_invited,
        }

    def perform(self, form: HeadlineForm) -> None:
        """Keep them.

        Raises
        ------
        ValidationError
            Each fault under its field.
        """
        try:
            return_headline_results(
                actor=account_of(self.request),
                school=self.record,
                time_period=form.cleaned_data["time_period"],
                stated_by=form.cleaned_data.get("stated_by", ""),
                results=form.results,
            )
        except ValidationError as error:
            for name, messages in _fields(error, form):
                form.add_error(name, messages)
            raise ValidationError("The headline results were not kept") from None

    def success_parts(self) -> dict[str, Any]:
        """The school's page of the exchange."""
        return {"urn": self.record.urn}


def _fields(error: ValidationError, form: HeadlineForm) -> Iterable[tuple[str | None, list[str]]]:
    faults = getattr(error, "error_dict", None)
    if faults is None:
        yield None, error.messages
        return
    for name, rows in faults.items():
        yield (
            (name if name in form.fields else None),
            [message for row in rows for message in row.messages],
        )
