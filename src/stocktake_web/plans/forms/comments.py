"""Forms of comments."""

from __future__ import annotations

from django import forms

from stocktake_web.forms import Form, VersionedForm


class CommentForm(Form):
    """Comment on a thing."""

    words = forms.CharField(
        label="Your comment",
        help_text="Everybody at the desk can read it; the public cannot. Name no pupil.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class CommentAnswerForm(VersionedForm):
    """Answer a comment."""

    answer = forms.CharField(
        label="Answer",
        help_text="Saying that nothing will be done, and why, is an answer.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
