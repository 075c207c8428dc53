"""The form of a question."""

from __future__ import annotations

from django import forms

from stocktake_web.boards.agenda.models import AgendaItem
from stocktake_web.records.forms import AreaModelForm


class QuestionForm(AreaModelForm):
    """A question to a board, as an item of its agenda."""

    class Meta(AreaModelForm.Meta):
        model = AgendaItem
        fields = ("title", "description")
        labels = {  # noqa: RUF012 - Django's own way
            "title": "Your question",
            "description": "Why you ask, or what young people said",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "description": "Leave out the names of young people and of schools.",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "description": forms.Textarea(attrs={"rows": 5}),
        }
