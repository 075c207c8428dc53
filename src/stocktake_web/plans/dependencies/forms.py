"""Forms of what activities depend on."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import DayField
from stocktake_web.plans import choices
from stocktake_web.plans.dependencies.models import Dependency
from stocktake_web.plans.revisions.queries import plan
from stocktake_web.records.forms import AreaModelForm


class DependencyForm(AreaModelForm):
    """What an activity depends on, with the bodies of the area's plan to choose from."""

    body_id = forms.ChoiceField(label="Whose decision is it?", required=False)

    class Meta(AreaModelForm.Meta):
        model = Dependency
        fields = ("title", "body_id", "since", "needed_by")
        labels = {  # noqa: RUF012 - Django's own way
            "title": "What does it wait on?",
            "since": "Since when?",
            "needed_by": "By when is it needed?",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body_id"].choices = choices.bodies(plan(self.area))  # type: ignore[attr-defined]


class DependencySettleForm(AreaModelForm):
    """When what was waited on came."""

    settled_on = DayField(label="When did it come?")

    class Meta(AreaModelForm.Meta):
        model = Dependency
        fields = ("settled_on",)
