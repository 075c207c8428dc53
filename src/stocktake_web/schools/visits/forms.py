"""Forms of visits."""

from __future__ import annotations

from django import forms

from stocktake_web.forms import DayField
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.visits.models import Visit, VisitAddendum

ROWS = {
    "purpose": 3,
    "evidence": 6,
    "judgement": 6,
    "higher_attaining": 4,
    "disadvantaged": 4,
    "absence_reason": 2,
}


class VisitForm(AreaModelForm):
    """What was done, seen and judged."""

    class Meta(AreaModelForm.Meta):
        model = Visit
        fields = (
            "kind",
            "visited_on",
            "officers",
            "purpose",
            "evidence",
            "judgement",
            "higher_attaining",
            "disadvantaged",
            "governors_invited",
            "governors_present",
            "absence_reason",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "kind": "What kind of visit or meeting was it?",
            "visited_on": "On which day?",
            "officers": "Who took part for the council? (roles)",
            "purpose": "What was the purpose?",
            "evidence": "Which evidence was seen?",
            "judgement": "What do you judge?",
            "higher_attaining": "What is the position of higher-attaining pupils?",
            "disadvantaged": "What is the position of disadvantaged pupils?",
            "governors_invited": "How many governors were invited?",
            "governors_present": "How many of them came?",
            "absence_reason": "Why were governors absent?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "officers": "Such as: school improvement officer, adviser for English.",
            "evidence": "Lessons, books, records, conversations. Name no pupil. The record is not "
            "sent without evidence.",
            "judgement": "Head and governors read it. Name no pupil and no member of staff. "
            "An allegation about a child or an adult is not written here: refer it today by the "
            "safeguarding procedure.",
            "absence_reason": "Whether an absence is consented to is for the governors’ own board; "
            "do not record it here.",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "kind": forms.RadioSelect,
            **{name: forms.Textarea(attrs={"rows": rows}) for name, rows in ROWS.items()},
        }


class StepForm(AreaModelForm):
    """A step that carries the version which the person saw."""

    class Meta(AreaModelForm.Meta):
        model = Visit
        fields: tuple[str, ...] = ()


class SendForm(AreaModelForm):
    """By which day the head may reply."""

    reply_due = DayField(label="By which day may the head reply?")

    class Meta(AreaModelForm.Meta):
        model = Visit
        fields = ("reply_due",)


class TakeBackForm(StepForm):
    """Why it is taken back."""

    reason = forms.CharField(
        label="Why is it taken back?",
        max_length=500,
        help_text="The history keeps the reason.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AddendumForm(AreaModelForm):
    """What is added."""

    class Meta(AreaModelForm.Meta):
        model = VisitAddendum
        fields = ("text",)
        labels = {"text": "What do you add?"}  # noqa: RUF012 - Django's own way
        help_texts = {  # noqa: RUF012 - Django's own way
            "text": "It stands below the record with your role and the day, and is never changed."
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}  # noqa: RUF012 - Django's own way
