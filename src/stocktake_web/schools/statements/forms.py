"""Forms of statements."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web import services
from stocktake_web.accounts.models import Area
from stocktake_web.forms import DayField, Form
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.statements.models import Statement, StatementReply
from stocktake_web.services.school_improvement import measures_of

YEARS_AHEAD = 4
RESULTS_IN = (8, 31)


class DraftForm(Form):
    """Which level by when; the rest comes from the published results."""

    measure = forms.ChoiceField(label="In which measure?", required=False)
    level = forms.DecimalField(
        label="Which level shall the school reach?",
        decimal_places=1,
        help_text="In the unit of the measure, such as 46.0 points or 62.0 percent. It is held as "
        "its distance to England.",
    )
    by = forms.TypedChoiceField(label="By which results?", coerce=int)
    review_on = DayField(label="When do we look at it again?")

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure: Any = self.fields["measure"]
        measure.choices = [("", "The best evidence that the school has")] + [
            (name, row.title) for name, row in measures_of(area).items()
        ]
        by: Any = self.fields["by"]
        first = services.today().year
        by.choices = [
            (year, f"Results of summer {year}") for year in range(first, first + YEARS_AHEAD + 1)
        ]


class LetterForm(AreaModelForm):
    """The letter, and the day of review."""

    class Meta(AreaModelForm.Meta):
        model = Statement
        fields = ("letter", "review_on")
        labels = {  # noqa: RUF012 - Django's own way
            "letter": "The letter",
            "review_on": "When do we look at it again?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "letter": "Paragraphs with an empty line between them. Name no pupil."
        }
        widgets = {"letter": forms.Textarea(attrs={"rows": 18})}  # noqa: RUF012 - Django's own way


class StepForm(AreaModelForm):
    """A step that carries the version which the person saw."""

    class Meta(AreaModelForm.Meta):
        model = Statement
        fields = ()


class SendBackForm(StepForm):
    """What has to change."""

    reason = forms.CharField(
        label="What has to change?", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReplyForm(AreaModelForm):
    """Reply for the school."""

    class Meta(AreaModelForm.Meta):
        model = StatementReply
        fields = ("text",)
        labels = {"text": "The school’s reply"}  # noqa: RUF012 - Django's own way
        help_texts = {  # noqa: RUF012 - Django's own way
            "text": "It is kept as you send it. Name no pupil and no member of staff."
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}  # noqa: RUF012 - Django's own way
