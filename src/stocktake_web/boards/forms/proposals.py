"""Forms of proposals: criteria, scores, what became of them."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.boards.models import Criterion
from stocktake_web.boards.models.proposals import Outcome
from stocktake_web.forms import Form, VersionedForm

SCORES = ((4, "4 Fully meets it"), (3, "3 Mostly"), (2, "2 Partly"), (1, "1 Little"), (0, "0 No"))


class ProposalForm(Form):
    """A proposal with its criteria."""

    title = forms.CharField(max_length=160, label="Title")
    organisation = forms.CharField(max_length=160, label="Organisation", required=False)
    words = forms.CharField(max_length=4000, label="What is proposed", widget=forms.Textarea)
    asked_pounds = forms.IntegerField(
        label="Amount asked for, in pounds", min_value=0, max_value=2_000_000_000, required=False
    )
    criteria = forms.CharField(
        label="Criteria",
        help_text="What it is scored on, from 0 to 4: one criterion a line.",
        max_length=2000,
        widget=forms.Textarea,
    )

    def clean_criteria(self) -> list[str]:
        """The lines that are not empty.

        Raises
        ------
        ValidationError
            One is too long.
        """
        lines = [line.strip() for line in self.cleaned_data["criteria"].splitlines()]
        lines = [line for line in lines if line]
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError("Each criterion must be 200 characters or fewer")
        return lines


class ScoresForm(Form):
    """A member's scores: one question for each criterion."""

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"score-{criterion.pk}"] = forms.TypedChoiceField(
                label=criterion.words,
                choices=SCORES,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": f"Select a score for: {criterion.words}"},
            )

    def scores(self) -> dict[int, int]:
        """The scores by criterion."""
        return {each.pk: self.cleaned_data[f"score-{each.pk}"] for each in self.criteria}


class SettleForm(VersionedForm):
    """What became of a proposal."""

    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[choice for choice in Outcome.choices if choice[0] != Outcome.OPEN],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(max_length=2000, label="Reason", widget=forms.Textarea)
