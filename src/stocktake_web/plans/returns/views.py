"""Pages of local returns: requested, returned by form or file, and seen where none came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from stocktake.sources import write_local_form
from stocktake.standards import InputError
from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.filtering import ChoiceFilter
from stocktake_web.plans.mails import mail_reminder
from stocktake_web.plans.returns.actions import remind, take_return
from stocktake_web.plans.returns.forms import (
    FigureForm,
    RemindForm,
    RequestForm,
    WithdrawForm,
)
from stocktake_web.plans.returns.models import LocalRequest, LocalReturn
from stocktake_web.plans.returns.queries import (
    REQUEST_STATES,
    describe_age,
    describe_figure,
    describe_moments,
    figure_titles,
    local_request,
    local_requests,
    local_returns,
    waiting_files,
)
from stocktake_web.plans.revisions import queries as revisions
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.records.views import (
    AreaActionView,
    AreaCreateView,
    AreaPageView,
    AreaUpdateView,
)
from stocktake_web.services import MailOutcome
from stocktake_web.services import local_returns as return_files
from stocktake_web.sorting import Sorting

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REMINDER_NOT_SENT = {
    MailOutcome.NOT_SET_UP: "This installation sends no mail.",
    MailOutcome.FAILURE: "The mail could not be sent.",
}
RECENT_COUNT = 50
"""How many returns the page shows."""


class ReturnListView(AreaPageView):
    """What was requested, what came and how old it is, and what did not come."""

    permission = "plans.see"
    template_name = "plans/returns/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Requests as of today, the latest returns, and what the figures are called."""
        query, figures = self.request.GET, figure_titles(self.area)
        returns = list(local_returns(self.area)[:RECENT_COUNT])
        statuses = local_requests(self.area, services.now())
        counts = Counter(status.state for status in statuses)
        by_state = ChoiceFilter(query, "state", REQUEST_STATES, counts, all_count=len(statuses))
        return super().get_context_data(**kwargs) | {
            "requests": [status for status in statuses if by_state.is_shown(status.state)],
            "by_state": by_state,
            "sorting": Sorting(
                query,
                {
                    "figure": lambda status: status.figure,
                    "from": lambda status: status.request.requested_from,
                    "due": lambda status: status.request.due,
                    "state": lambda status: list(REQUEST_STATES).index(status.state),
                },
            ),
            "returns": returns,
            "returns_sorting": Sorting(
                query,
                {
                    "figure": lambda row: _titles_of(row, figures),
                    "of": lambda row: row.true_of,
                    "came": lambda row: row.at,
                    "by": lambda row: row.by_role,
                },
                largest_first=("came",),
                param="sort-returns",
            ),
            "titles_of": lambda row: _titles_of(row, figures),
            "describe_age": describe_age,
            "describe_moments": describe_moments,
            "files": waiting_files(self.area),
        }


class RequestCreateView(AreaCreateView):
    """Ask for a local figure."""

    permission = "plans.ask_returns"
    model = LocalRequest
    form_class = RequestForm
    template_name = "plans/returns/ask.html"
    verb = "ask"
    success_view = "plans:returns"
    success_message = "The figure was asked for."


class RequestWithdrawView(AreaUpdateView):
    """No longer ask for a figure."""

    permission = "plans.ask_returns"
    find = staticmethod(local_request)
    model = LocalRequest
    form_class = WithdrawForm
    template_name = "plans/returns/withdraw.html"
    verb = "withdraw"
    success_view = "plans:returns"
    success_message = "It is no longer asked for."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is no longer asked for."""
        figure = describe_figure(self.record, figure_titles(self.area))
        return super().get_context_data(**kwargs) | {"figure": figure}

    def values(self, form: AreaModelForm) -> dict[str, Any]:
        """The moment."""
        return {"withdrawn_at": services.now()}


class FigureView(AreaActionView):
    """Return one figure through a page."""

    permission = "plans.give_return"
    find = staticmethod(local_request)
    form_class = FigureForm
    template_name = "plans/returns/figure.html"
    success_view = "dashboard:home"
    success_message = "The figure was returned. It is for the board only."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the figure is called."""
        figure = describe_figure(self.record, figure_titles(self.area))
        return super().get_context_data(**kwargs) | {"figure": figure}

    def perform(self, form: FigureForm) -> None:
        """Take the figure as a file of one row is taken, with all its faults."""
        role = self.record.requested_from
        row = form.cleaned_data | {
            "indicator": f"local:{self.record.indicator_id}",
            "date": form.cleaned_data["date"].isoformat(),
            "place": "" if self.record.school_urn else self.area.place_id,
            "school_urn": self.record.school_urn,
            "returned_by": role,
            "returned_on": services.today().isoformat(),
        }
        try:
            take_return(
                area=self.area,
                actor=account_of(self.request),
                request=self.record,
                by_role=role,
                name="form.csv",
                content=write_local_form(row),
            )
        except InputError as error:
            raise ValidationError(
                [f"{fault.problem}; expected {fault.expected}" for fault in error.faults]
            ) from None


@requires("plans.see")
def show_template(request: HttpRequest, area: Area) -> HttpResponse:
    """The template in which local figures are returned."""
    disposition = {"Content-Disposition": 'attachment; filename="local-return.xlsx"'}
    content = return_files.return_template(revisions.plan(area))
    return HttpResponse(content, content_type=WORKBOOK, headers=disposition)


@requires(post="plans.ask_returns", of=local_request)
def post_reminder(request: HttpRequest, area: Area, local_request: LocalRequest) -> HttpResponse:
    """Remind whoever was asked, if they have an account."""
    form = RemindForm(request.POST, area=area, instance=local_request)
    if not form.is_valid():
        messages.warning(request, "Nobody was reminded.")
        return redirect("plans:returns", area=area.slug)
    row = remind(
        actor=account_of(request),
        request=local_request,
        expected_version=form.cleaned_data["version"],
    )
    if row.owner_user is None:
        text = "Recorded. Nobody with an account was asked, so tell them."
        messages.success(request, text)
        return redirect("plans:returns", area=area.slug)
    path = reverse("plans:give-return", kwargs={"area": area.slug, "pk": row.pk})
    address = request.build_absolute_uri(path)
    figure = describe_figure(row, figure_titles(area))
    outcome = mail_reminder(row.owner_user, row, figure, address)
    if outcome.is_sent:
        messages.success(request, f"A reminder of this was sent: {figure}.")
    else:
        reason = REMINDER_NOT_SENT[outcome]
        messages.warning(request, f"Recorded. {reason} Send this address yourself: {address}")
    return redirect("plans:returns", area=area.slug)


def _titles_of(row: LocalReturn, figures: Mapping[str, str]) -> str:
    return "; ".join(
        figures.get(key, f"A figure that the plan no longer names ({key})")
        for key in row.indicator_ids
    )
