"""Forms for putting something before the public, and for taking it back."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import DayField, Form, VersionedForm

WITHOUT_VALUES = "Anyone can read this. Do not repeat what was wrong, and name nobody."
TODAY = "As of today, each target on its latest figure"


def words(label: str, rows: int = 2, **kwargs: Any) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class PrepareForm(Form):
    """Which revision is put before the public, and why now."""

    revision = forms.TypedChoiceField(label="Revision of the plan", coerce=int)
    reason = words(
        "Why it is published now",
        max_length=300,
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
    """Approving or publishing what was seen."""


class RecallForm(VersionedForm):
    """Why something is withdrawn."""

    reason = words("Why it is recalled", max_length=300, help_text=WITHOUT_VALUES)
    note = words(
        "For the record of the incident",
        rows=4,
        required=False,
        max_length=4000,
        help_text="Shown to nobody outside: what happened, who was told.",
    )


class CorrectionForm(Form):
    """What had been said wrongly, since when, and what is so."""

    what = forms.CharField(
        label="What was wrong",
        max_length=200,
        help_text="The page or figure, such as “Persistent absence in 2023/24”.",
    )
    was_wrong = words("What it said", max_length=1000)
    since = DayField(label="Since when", help_text="For example, 31 8 2026")
    is_now = words("What it says now", max_length=1000)


class WithdrawForm(VersionedForm):
    """Why a correction is withdrawn."""

    reason = words("Why it is withdrawn", max_length=300, help_text=WITHOUT_VALUES)
