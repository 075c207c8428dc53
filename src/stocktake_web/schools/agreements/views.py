"""Pages of agreements with who runs a school."""

from __future__ import annotations

from typing import Any

from stocktake_web.records.views import AreaCreateView, AreaUpdateView
from stocktake_web.schools.agreements.forms import AgreementForm
from stocktake_web.schools.agreements.models import TrustAgreement
from stocktake_web.schools.subject import find_of_school, find_school


class AgreementCreateView(AreaCreateView):
    """Record an agreement."""

    permission = "schools.record_agreement"
    find = staticmethod(find_school)
    model = TrustAgreement
    form_class = AgreementForm
    template_name = "schools/agreements/form.html"
    success_view = "schools:record"
    success_message = "The agreement was recorded."

    def new_row(self) -> TrustAgreement:
        """An agreement about the school of the page."""
        return TrustAgreement(area=self.area, school=self.record)

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.urn}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record}


class AgreementUpdateView(AreaUpdateView):
    """Change an agreement, or end it."""

    permission = "schools.record_agreement"
    find = staticmethod(find_of_school(TrustAgreement))
    model = TrustAgreement
    form_class = AgreementForm
    template_name = "schools/agreements/form.html"
    success_view = "schools:record"
    success_message = "The agreement was changed."

    def success_parts(self) -> dict[str, Any]:
        """The school's page."""
        return {"urn": self.record.school_urn}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The school."""
        return super().get_context_data(**kwargs) | {"school": self.record.school}
