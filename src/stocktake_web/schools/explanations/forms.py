"""Forms of questions and replies."""

from __future__ import annotations

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.explanations.models import ExplanationReply, ExplanationRequest


class QuestionForm(AreaModelForm):
    """Ask a school."""

    class Meta(AreaModelForm.Meta):
        model = ExplanationRequest
        fields = ("question", "due")
        labels = {  # noqa: RUF012 - Django's own way
            "question": "What shall the school explain?",
            "due": "By which day?",
        }
        widgets = {"question": forms.Textarea(attrs={"rows": 4})}  # noqa: RUF012 - Django's own way


class ReplyForm(AreaModelForm):
    """Reply for a school."""

    class Meta(AreaModelForm.Meta):
        model = ExplanationReply
        fields = ("text",)
        labels = {"text": "The school’s reply"}  # noqa: RUF012 - Django's own way
        help_texts = {  # noqa: RUF012 - Django's own way
            "text": "It is kept as you send it. Name no pupil and no member of staff."
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}  # noqa: RUF012 - Django's own way
