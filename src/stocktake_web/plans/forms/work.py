"""Forms of activities."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.forms import DayField, Form
from stocktake_web.gateway import plan_texts
from stocktake_web.plans.forms import choices
from stocktake_web.plans.models import UpdateKind
from stocktake_web.plans.uploads import ENDINGS, check_upload

TEXT = forms.Textarea(attrs={"rows": 5})


class UpdateForm(Form):
    """Say where an activity stands."""

    words = forms.CharField(label="What happened", widget=TEXT, max_length=4000)
    kind = forms.ChoiceField(
        label="What is this evidence of?", choices=UpdateKind.choices, widget=forms.RadioSelect
    )
    told_of = DayField(
        label="On which day is this true?", help_text="Leave empty for today.", required=False
    )
    progress_percent = forms.IntegerField(
        label="Progress in percent",
        help_text="From 0 to 100. 100 means that it is done. Leave empty if you cannot say.",
        required=False,
        min_value=0,
        max_value=100,
    )

    def clean_told_of(self) -> Any:
        """The day, which cannot be in the future; today where none is given."""
        today = gateway.today()
        given = self.cleaned_data["told_of"]
        if given and given > today:
            raise ValidationError("The day must be today or in the past")
        return given or today


class EvidenceForm(UpdateForm):
    """The same, with a file."""

    file = forms.FileField(
        label="A file that shows it",
        help_text=f"One file of these kinds: {', '.join(ENDINGS)}. At most 2 MB.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def clean_file(self) -> Any:
        """The file, if it is of a kind and size that are taken."""
        file = self.cleaned_data["file"]
        if file:
            check_upload(file)
        return file


class OwnerForm(Form):
    """Say who owns an activity."""

    owner_user = choices.PersonField(label="Person with an account")
    owner_role = forms.CharField(label="Role", required=False, max_length=120)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, area: Area, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_user"].choices = choices.people(area)  # type: ignore[attr-defined]


class WaitForm(Form):
    """Record what an activity waits on."""

    words = forms.CharField(label="What does it wait on?", max_length=300)
    body_id = forms.ChoiceField(label="Whose decision is it?", required=False)
    since = DayField(label="Since when?")
    needed_by = DayField(label="By when is it needed?", required=False)

    def __init__(self, plan: plan_texts.Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body_id"].choices = choices.bodies(plan)  # type: ignore[attr-defined]


class SettleForm(Form):
    """Say that what was waited on came."""

    settled_on = DayField(label="When did it come?")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class LinkForm(Form):
    """Make a link for somebody without an account."""

    role = forms.CharField(
        label="Role of the person who gets the link",
        help_text="A role, such as head of the careers hub. Never a name or an address.",
        max_length=120,
    )

    def clean_role(self) -> str:
        """The role, which is no e-mail address."""
        role: str = self.cleaned_data["role"]
        if "@" in role:
            raise ValidationError("Enter a role, not an e-mail address")
        return role


class VersionForm(Form):
    """A button that carries the version which the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class DeclineForm(VersionForm):
    """Decline what came through a link."""

    answer = forms.CharField(label="Why is it not accepted?", max_length=300)
