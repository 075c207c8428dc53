"""The public log of corrections, and the pages on which members add to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from stocktake_web import services
from stocktake_web.accounts.models import Area, Role
from stocktake_web.accounts.permissions import account_of, memberships_of, public_page
from stocktake_web.public.corrections.actions import withdraw_correction
from stocktake_web.public.corrections.forms import CorrectionForm, WithdrawForm
from stocktake_web.public.corrections.models import Correction
from stocktake_web.public.corrections.queries import correction_of, corrections
from stocktake_web.public.pages.responses import cacheable_page
from stocktake_web.records.views import AreaActionView, AreaCreateView


@public_page
def show_corrections(request: HttpRequest, area: Area) -> HttpResponse:
    """What had been said wrongly."""
    context = {"corrections": list(corrections(area))}
    return cacheable_page(request, "public/corrections/list.html", context)


class CorrectionCreateView(AreaCreateView):
    """Add to the log of corrections."""

    permission = "public.correct"
    model = Correction
    form_class = CorrectionForm
    template_name = "public/corrections/add.html"
    verb = "correct"
    success_view = "public:editions"
    success_message = "The correction is in the public log."

    def new_row(self) -> Correction:
        """A correction by whoever is signed in, named by role."""
        account = account_of(self.request)
        roles = [Role(membership.role).label for membership in memberships_of(account, self.area)]
        return Correction(
            area=self.area, at=services.now(), by=account, by_role=", ".join(roles)[:120]
        )


class CorrectionWithdrawView(AreaActionView):
    """Withdraw a correction that should not have been made."""

    permission = "public.correct"
    find = staticmethod(correction_of)
    form_class = WithdrawForm
    template_name = "public/corrections/withdraw.html"
    success_view = "public:editions"
    success_message = "The correction is withdrawn."
    warns = True

    def get_initial(self) -> dict[str, Any]:
        """The version that is read."""
        return {"version": self.record.version}

    def perform(self, form: WithdrawForm) -> None:
        """Withdraw it."""
        withdraw_correction(
            actor=account_of(self.request),
            correction=self.record,
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
        )
