"""Forms of actions that visits agreed."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.visit_actions.models import ActionResult, VisitAction
from stocktake_web.schools.visit_actions.queries import possible_assignees


class ActionForm(AreaModelForm):
    """What, who, by when, and what will show it."""

    class Meta(AreaModelForm.Meta):
        model = VisitAction
        fields = ("text", "owner_role", "assignee", "due", "success_measure")
        labels = {  # noqa: RUF012 - Django's own way
            "text": "What will be done?",
            "owner_role": "Who does it? (a role)",
            "assignee": "Whose account has the task?",
            "due": "By which day?",
            "success_measure": "What will show that it worked?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "text": "One thing that can be seen to be done. Name no pupil.",
            "assignee": "Somebody of the school or its trust, or an officer. Without one, the head "
            "has the task.",
            "success_measure": "Something that can be counted or seen.",
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "text": forms.Textarea(attrs={"rows": 3}),
            "success_measure": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assignee: Any = self.fields["assignee"]
        assignee.queryset = (
            possible_assignees(self.instance.school)
            if self.instance.school_id
            else assignee.queryset.none()
        )


class WithdrawForm(AreaModelForm):
    """Why an action is taken out of a draft."""

    reason = forms.CharField(label="Why is it taken out?", max_length=500)

    class Meta(AreaModelForm.Meta):
        model = VisitAction
        fields: tuple[str, ...] = ()


class ResultForm(AreaModelForm):
    """What became of an action."""

    class Meta(AreaModelForm.Meta):
        model = VisitAction
        fields = ("result", "result_text")
        labels = {  # noqa: RUF012 - Django's own way
            "result": "What became of it?",
            "result_text": "What changed, or why was it not done?",
        }
        help_texts = {  # noqa: RUF012 - Django's own way
            "result_text": "Answer the measure of success. Name no pupil and no member of staff."
        }
        widgets = {  # noqa: RUF012 - Django's own way
            "result": forms.RadioSelect,
            "result_text": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        result: Any = self.fields["result"]
        result.choices = [
            (ActionResult.COMPLETE, "It was done"),
            (ActionResult.NOT_DONE, "It was not done"),
        ]


class CheckForm(AreaModelForm):
    """What an officer saw."""

    check_text = forms.CharField(
        label="What did you see of it?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta(AreaModelForm.Meta):
        model = VisitAction
        fields = ("check_text",)
