"""Leads an allegation to the safeguarding route before anything typed is read or kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from stocktake_web.records.views import AreaCreateView

ALLEGATION = "is_allegation"


class AllegationField(forms.ChoiceField):
    """The first question of every form that takes what somebody says of a school."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Is it about harm to a child, or an allegation about an adult?",
            help_text="If so, nothing is recorded here: you are shown the safeguarding route.",
            choices=(("yes", "Yes"), ("no", "No")),
            widget=forms.RadioSelect,
            error_messages={"required": "Select whether it is an allegation"},
            **kwargs,
        )


@method_decorator(sensitive_post_parameters(), name="dispatch")
class WithoutAllegationsView(AreaCreateView):
    """Takes what somebody says of the school of the page, unless it is an allegation."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it, or lead to the safeguarding route with nothing kept."""
        if request.POST.get(ALLEGATION) == "yes":
            address = self.reverse_area("schools:safeguarding-referral", urn=self.record.urn)
            return HttpResponseRedirect(address)
        return super().post(request, *args, **kwargs)
