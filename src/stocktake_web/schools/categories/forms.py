"""The form of a category."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.categories.models import CategorySetting
from stocktake_web.schools.categories.scheme import category_choices


class CategoryForm(AreaModelForm):
    """Which category, why, and from which day."""

    category = forms.ChoiceField(
        label="Which category does the school have?", widget=forms.RadioSelect
    )

    class Meta(AreaModelForm.Meta):
        model = CategorySetting
        fields = ("category", "reason", "effective_date")
        labels = {  # noqa: RUF012 - Django's own way
            "reason": "Why?",
            "effective_date": "From which day does it hold?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "reason": "The head and the governors read it. Name no pupil and no member of staff."
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "reason": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = category_choices(self.area)  # type: ignore[attr-defined]
