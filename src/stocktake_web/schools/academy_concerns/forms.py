"""Forms of concerns about academies."""

from __future__ import annotations

from django import forms

from stocktake_web.forms import DayField
from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.academy_concerns.models import AcademyConcern, ConcernReply


class ConcernForm(AreaModelForm):
    """What worries the council, and what shows it."""

    class Meta(AreaModelForm.Meta):
        model = AcademyConcern
        fields = ("noticed_on", "concern", "evidence")
        labels = {  # noqa: RUF012 - Django's own way
            "noticed_on": "When was it first noticed?",
            "concern": "What is the concern?",
            "evidence": "What shows it?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "concern": "The trust reads it word for word. Name no pupil and no member of staff. An "
            "allegation about a child or an adult is not written here: refer it today by the "
            "safeguarding procedure.",
            "evidence": "Published figures, letters, dates.",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "concern": forms.Textarea(attrs={"rows": 5}),
            "evidence": forms.Textarea(attrs={"rows": 5}),
        }


class StepForm(AreaModelForm):
    """A step that carries the version which the person saw."""

    class Meta(AreaModelForm.Meta):
        model = AcademyConcern
        fields: tuple[str, ...] = ()


class ReportForm(AreaModelForm):
    """When the Regional Director was informed, and why."""

    to_director_on = DayField(label="On which day was the Regional Director informed?")
    director_reason = forms.CharField(
        label="Why?",
        max_length=2000,
        help_text="The trust reads it: such as that no reply came, or why what it replied does not "
        "settle the concern.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta(AreaModelForm.Meta):
        model = AcademyConcern
        fields = ("to_director_on", "director_reason")


class CloseForm(AreaModelForm):
    """What became of it."""

    outcome = forms.CharField(
        label="What became of the concern?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta(AreaModelForm.Meta):
        model = AcademyConcern
        fields = ("outcome",)


class TrustReplyForm(AreaModelForm):
    """The trust's reply."""

    class Meta(AreaModelForm.Meta):
        model = ConcernReply
        fields: tuple[str, ...] = ("text",)
        labels = {"text": "The trust’s reply"}  # noqa: RUF012 - Django's own way
        help_texts = {  # noqa: RUF012 - Django's own way
            "text": "It is kept as you send it. Name no pupil and no member of staff."
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}  # noqa: RUF012 - Django's own way


class DirectorReplyForm(AreaModelForm):
    """The Regional Director's reply, as an officer enters it."""

    class Meta(AreaModelForm.Meta):
        model = ConcernReply
        fields = ("replied_on", "text")
        labels = {  # noqa: RUF012 - Django's own way
            "replied_on": "Of which day is the reply?",
            "text": "What does it say?",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}  # noqa: RUF012 - Django's own way
