"""Forms of agreements."""

from __future__ import annotations

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.agreements.models import TrustAgreement


class AgreementForm(AreaModelForm):
    """What was agreed with who runs a school."""

    class Meta(AreaModelForm.Meta):
        model = TrustAgreement
        fields = ("agreed_with", "terms", "starts_on", "ends_on")
        labels = {  # noqa: RUF012 - Django's own way
            "agreed_with": "Who agreed for the trust (a role)",
            "terms": "What does the agreement cover?",
            "starts_on": "First day",
            "ends_on": "Last day, if there is one",
        }
        widgets = {"terms": forms.Textarea(attrs={"rows": 4})}  # noqa: RUF012 - Django's own way
