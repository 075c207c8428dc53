"""Forms of proposals: criteria, scores, what became of them."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.boards.proposals.models import Criterion, Outcome, Proposal
from stocktake_web.forms import Form
from stocktake_web.records.forms import AreaModelForm

# ruff: noqa: RUF012 - labels are Django's own way
SCORES = ((4, "4 Fully meets it"), (3, "3 Mostly"), (2, "2 Partly"), (1, "1 Little"), (0, "0 No"))
TITLE_LENGTH = 200


class ProposalForm(AreaModelForm):
    """A proposal with its criteria."""

    requested_pounds = forms.IntegerField(
        label="Amount requested, in pounds", min_value=0, max_value=2_000_000_000, required=False
    )
    criteria = forms.CharField(
        label="Criteria",
        help_text="What it is scored on, from 0 to 4: one criterion a line.",
        max_length=2000,
        widget=forms.Textarea,
    )

    class Meta(AreaModelForm.Meta):
        model = Proposal
        fields = ("title", "organisation", "description", "requested_pounds")
        labels = {
            "title": "Title",
            "organisation": "Organisation",
            "description": "What is proposed",
        }

    def clean_criteria(self) -> list[str]:
        """The lines that are not empty.

        Raises
        ------
        ValidationError
            One is too long.
        """
        lines = [line.strip() for line in self.cleaned_data["criteria"].splitlines()]
        titles = [line for line in lines if line]
        if any(len(title) > TITLE_LENGTH for title in titles):
            raise forms.ValidationError("Each criterion must be 200 characters or fewer")
        return titles


class ScoresForm(Form):
    """A member's scores: one question for each criterion."""

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"score-{criterion.pk}"] = forms.TypedChoiceField(
                label=criterion.title,
                choices=SCORES,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": f"Select a score for: {criterion.title}"},
            )

    def scores(self) -> dict[int, int]:
        """The scores by criterion."""
        return {
            criterion.pk: self.cleaned_data[f"score-{criterion.pk}"] for criterion in self.criteria
        }


class OutcomeForm(AreaModelForm):
    """What became of a proposal."""

    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[choice for choice in Outcome.choices if choice[0] != Outcome.OPEN],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(max_length=2000, label="Reason", widget=forms.Textarea)

    class Meta(AreaModelForm.Meta):
        model = Proposal
        fields = ("outcome", "reason")
