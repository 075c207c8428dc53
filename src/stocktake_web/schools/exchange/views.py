"""Pages of the exchange: for officers, and from where one school stands."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.accounts.models import School
from stocktake_web.accounts.permissions import account_of
from stocktake_web.records.views import AreaActionView, AreaPageView
from stocktake_web.schools.exchange.actions import return_early_result, sign
from stocktake_web.schools.exchange.forms import EarlyResultForm, SignForm
from stocktake_web.schools.exchange.queries import comparisons, signature_of, signatures
from stocktake_web.schools.headline_results.queries import school_results
from stocktake_web.schools.roles import role_of
from stocktake_web.schools.subject import find_school


class ExchangeView(AreaPageView):
    """Who signed, and the comparison of those that did."""

    permission = "schools.see_all"
    template_name = "schools/exchange/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every open school; results of those that signed."""
        rows = signatures(self.area)
        signed = {row.school.urn for row in rows if row.is_signed}
        return super().get_context_data(**kwargs) | {
            "rows": rows,
            "signed_count": len(signed),
            "comparisons": comparisons(self.area, None, signed),
        }


class SchoolExchangeView(AreaPageView):
    """What one school sees: its own results, and those of others where it signed too."""

    permission = "schools.see_exchange"
    find = staticmethod(find_school)
    template_name = "schools/exchange/school.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where the school stands, and the comparison from there."""
        school: School = self.record
        signed = {row.school.urn for row in signatures(self.area) if row.is_signed}
        return super().get_context_data(**kwargs) | {
            "school": school,
            "signature": signature_of(school),
            "comparisons": comparisons(self.area, school, signed),
            "headline_rows": school_results(school),
        }


class SignView(AreaActionView):
    """Sign for the school, or withdraw."""

    permission = "schools.sign_exchange"
    find = staticmethod(find_school)
    form_class = SignForm
    template_name = "schools/exchange/sign.html"
    success_view = "schools:exchange"
    success_message = "It was recorded."

    def get_initial(self) -> dict[str, Any]:
        """From today."""
        return {"effective_date": services.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school, and where it stands."""
        return super().get_context_data(**kwargs) | {"school": self.record}

    def perform(self, form: SignForm) -> None:
        """Record it."""
        sign(
            actor=account_of(self.request),
            by_role=role_of(self.request.user, self.area, self.record),
            school=self.record,
            is_signed=form.cleaned_data["answer"] == "yes",
            effective_date=form.cleaned_data["effective_date"],
        )

    def success_parts(self) -> dict[str, Any]:
        """The school's page of the exchange."""
        return {"urn": self.record.urn}


class EarlyResultView(AreaActionView):
    """Return a result before it is final."""

    permission = "schools.return_early_result"
    find = staticmethod(find_school)
    form_class = EarlyResultForm
    template_name = "schools/exchange/result.html"
    success_view = "schools:exchange"
    success_message = "The result was kept."

    def get_form_kwargs(self) -> dict[str, Any]:
        """The area's measures."""
        return super().get_form_kwargs() | {"area": self.area}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record}

    def perform(self, form: EarlyResultForm) -> None:
        """Keep it."""
        return_early_result(
            actor=account_of(self.request),
            by_role=role_of(self.request.user, self.area, self.record),
            school=self.record,
            **form.cleaned_data,
        )

    def success_parts(self) -> dict[str, Any]:
        """The school's page of the exchange."""
        return {"urn": self.record.urn}
