"""Forms of the department's support."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import Form
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.regional_support.models import EngagementConcern, SupportMilestone
from stocktake_web.services.school_inspections import regional_support_of


class MilestoneForm(AreaModelForm):
    """A milestone, its day and what came of it."""

    milestone = forms.ChoiceField(label="Which milestone?", widget=forms.RadioSelect)

    class Meta(AreaModelForm.Meta):
        model = SupportMilestone
        fields = ("milestone", "reached_on", "result", "source")
        labels = {  # noqa: RUF012 - Django's own way
            "reached_on": "On which day was it reached?",
            "result": "What came of it?",
            "source": "From where does the council know it?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "source": "Such as the letter of the regional team, with its day."
        }
        widgets = {"result": forms.Textarea(attrs={"rows": 3})}  # noqa: RUF012 - the same

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        path = regional_support_of(self.instance.area)
        titles = {item.id: item.title for item in path.milestone}
        if self.instance.milestone and self.instance.milestone not in titles:
            titles[self.instance.milestone] = self.instance.title
        self._titles = titles
        self._once_ids = {item.id for item in path.milestone if not item.is_repeated}
        choices: Any = self.fields["milestone"]
        choices.choices = list(titles.items())

    def clean_milestone(self) -> str:
        """A milestone that is not repeated is reached once.

        Raises
        ------
        ValidationError
            It is recorded already.
        """
        name: str = self.cleaned_data["milestone"]
        rows = SupportMilestone.objects.filter(
            area=self.instance.area, school=self.instance.school, milestone=name
        ).exclude(pk=self.instance.pk)
        if name in self._once_ids and rows.exists():
            raise forms.ValidationError("It is recorded already; change that entry instead")
        return name

    def values(self) -> dict[str, Any]:
        """With the title as it is today."""
        values: dict[str, Any] = super().values()
        return values | {"title": self._titles[values["milestone"]]}


class EngagementForm(AreaModelForm):
    """A concern of the department, with its evidence."""

    class Meta(AreaModelForm.Meta):
        model = EngagementConcern
        fields = ("party", "raised_on", "concern", "evidence")
        labels = {  # noqa: RUF012 - Django's own way
            "party": "Who does not take part, as the department sees it?",
            "raised_on": "On which day was it raised?",
            "concern": "What is the concern?",
            "evidence": "What shows it?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "concern": "The school and its trust read this. Name no pupil and no member of staff.",
            "evidence": "Such as a letter or a meeting, with its day.",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "party": forms.RadioSelect,
            "concern": forms.Textarea(attrs={"rows": 4}),
            "evidence": forms.Textarea(attrs={"rows": 4}),
        }


class ResolutionForm(AreaModelForm):
    """How a concern was resolved."""

    class Meta(AreaModelForm.Meta):
        model = EngagementConcern
        fields = ("resolved_on", "resolution")
        labels = {  # noqa: RUF012 - Django's own way
            "resolved_on": "On which day was it resolved?",
            "resolution": "How?",
        }
        widgets = {"resolution": forms.Textarea(attrs={"rows": 3})}  # noqa: RUF012 - the same

    def clean(self) -> dict[str, Any]:
        """Both are entered: without a day it is open still."""
        values = super().clean() or self.cleaned_data
        if not values.get("resolved_on") and "resolved_on" not in self.errors:
            self.add_error("resolved_on", "Enter the day on which it was resolved")
        if not values.get("resolution") and "resolution" not in self.errors:
            self.add_error("resolution", "Say how it was resolved")
        return values


class ReplyForm(Form):
    """What the school or its trust says."""

    text = forms.CharField(
        label="What does the school say?", max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )
