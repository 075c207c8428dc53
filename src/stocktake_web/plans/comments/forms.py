"""Forms of comments."""

from __future__ import annotations

from django import forms

from stocktake_web.plans.comments.models import Comment
from stocktake_web.records.forms import AreaModelForm


class CommentForm(AreaModelForm):
    """Comment on a thing."""

    class Meta(AreaModelForm.Meta):
        model = Comment
        fields = ("text",)
        labels = {"text": "Your comment"}  # noqa: RUF012 - Django's own way
        help_texts = {  # noqa: RUF012 - Django's own way
            "text": "Everybody who is signed in can read it; the public cannot. Name no pupil.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}  # noqa: RUF012 - Django's own way


class CommentAnswerForm(AreaModelForm):
    """Answer a comment."""

    answer = forms.CharField(
        label="Answer",
        help_text="Saying that nothing will be done, and why, is an answer.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    class Meta(AreaModelForm.Meta):
        model = Comment
        fields = ("answer",)
