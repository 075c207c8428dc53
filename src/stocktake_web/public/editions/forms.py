"""Forms for putting an edition before the public, and for taking it back."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import Form, VersionedForm

TODAY = "As of today, each target on its latest figure"


class PrepareForm(Form):
    """Which revision is put before the public, and why now."""

    revision = forms.TypedChoiceField(label="Revision of the plan", coerce=int)
    reason = forms.CharField(
        label="Why it is published now",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Anyone can read this. For example, the figures of another year are out.",
    )

    at = forms.ChoiceField(
        label="School year at which targets are judged",
        required=False,
        help_text=(
            "By default as of today, each target on its own latest figure. The account says where "
            "a past year was chosen."
        ),
    )

    def __init__(
        self,
        *args: Any,
        revisions: list[tuple[int, str]],
        years: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].choices = revisions  # type: ignore[attr-defined]
        if years:
            self.fields["at"].choices = [("", TODAY), *years]  # type: ignore[attr-defined]
        else:
            del self.fields["at"]


class StepForm(VersionedForm):
    """Approving or publishing what was read."""


class RecallForm(VersionedForm):
    """Why an edition is withdrawn."""

    reason = forms.CharField(
        label="Why it is recalled",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Anyone can read this. Do not repeat what was wrong, and name nobody.",
    )
    note = forms.CharField(
        label="For the record of the incident",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Shown to nobody outside: what happened, who was informed.",
    )
