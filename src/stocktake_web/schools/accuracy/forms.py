"""Forms of the head's check."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import VersionedForm
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.accuracy.actions import POINTS
from stocktake_web.schools.accuracy.models import AccuracyPoint, PointDecision

ANSWERS = (("accurate", "The facts are accurate"), ("inaccurate", "Some facts are inaccurate"))


class ReplyForm(VersionedForm):
    """Whether the facts are right; if not, why, part by part."""

    answer = forms.ChoiceField(
        label="Are the facts of the record accurate?",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        help_text="About facts, not about whether you share the judgement.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, title in POINTS.items():
            self.fields[name] = forms.CharField(
                label=f"{title}: what is inaccurate, and what shows it?",
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self) -> dict[str, Any]:
        """Inaccurate has a reason, accurate has none."""
        values = super().clean() or self.cleaned_data
        answer, reasons = values.get("answer"), self.reasons
        if answer == "inaccurate" and not reasons:
            self.add_error("answer", "Say in at least one part what is inaccurate")
        if answer == "accurate" and reasons:
            self.add_error(
                "answer", "You say what is inaccurate. Choose “Some facts are inaccurate”"
            )
        return values

    @property
    def reasons(self) -> dict[str, str]:
        """What is inaccurate, by part."""
        values = {name: self.cleaned_data.get(name, "").strip() for name in POINTS}
        return {name: text for name, text in values.items() if text}


class SilenceForm(VersionedForm):
    """A step that carries the version which the person saw."""


class AnswerForm(AreaModelForm):
    """What became of a point."""

    class Meta(AreaModelForm.Meta):
        model = AccuracyPoint
        fields = ("decision", "decision_reason")
        labels = {  # noqa: RUF012 - Django's own way
            "decision": "What became of it?",
            "decision_reason": "Why?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "decision_reason": "Needed where the record stays as it is. The head reads it."
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "decision": forms.RadioSelect,
            "decision_reason": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: Any = self.fields["decision"]
        decision.choices = [
            choice for choice in PointDecision.choices if choice[0] != PointDecision.OPEN
        ]
