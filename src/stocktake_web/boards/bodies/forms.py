"""Forms of bodies and their seats."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from stocktake_web.boards.bodies.models import Body, Seat
from stocktake_web.boards.bodies.queries import bodies
from stocktake_web.forms import DayField
from stocktake_web.records.forms import AreaModelForm

# ruff: noqa: RUF012 - labels and hints are Django's own way


class BodyChangeForm(AreaModelForm):
    """A board as it is; its key stays."""

    class Meta(AreaModelForm.Meta):
        model = Body
        fields: tuple[str, ...] = (
            "name",
            "purpose",
            "meets",
            "quorum_count",
            "quorum_percent",
            "absence_months",
        )
        labels = {
            "name": "Name",
            "key": "Short name for its address",
            "purpose": "What it is for",
            "meets": "How often it meets",
            "quorum_count": "Voting members needed for a quorum",
            "quorum_percent": "Share of voting members needed, in percent",
            "absence_months": "Months of absence without consent after which it is flagged",
        }
        help_texts = {
            "key": "Such as improvement-board.",
            "meets": "Such as monthly.",
            "quorum_percent": (
                "The larger of the two counts. Enter 0 where only the number matters."
            ),
            "absence_months": "Enter 0 if the body has no such rule.",
        }


class BodyForm(BodyChangeForm):
    """A new board or group."""

    class Meta(BodyChangeForm.Meta):
        fields = (
            "name",
            "key",
            "purpose",
            "meets",
            "quorum_count",
            "quorum_percent",
            "absence_months",
        )

    def clean_key(self) -> str:
        """A key that no other body has.

        Raises
        ------
        ValidationError
            One has it.
        """
        key: str = self.cleaned_data["key"]
        if bodies(self.area).filter(key=key).exists():
            raise ValidationError("There is a body with this short name: enter another")
        return key


class SeatForm(AreaModelForm):
    """A seat for an account, or for a role without one."""

    class Meta(AreaModelForm.Meta):
        model = Seat
        fields = ("role", "user", "kind", "starts", "ends")
        labels = {
            "role": "Role",
            "user": "Account",
            "kind": "Seat",
            "starts": "First day of the term",
            "ends": "Last day of the term",
        }
        help_texts = {
            "role": (
                "Published minutes say this in place of the name, such as: Headteacher, primary."
            ),
            "user": "Leave empty for a role without an account.",
        }
        widgets = {"kind": forms.RadioSelect}


class SeatEndForm(AreaModelForm):
    """The end of a term."""

    ends = DayField(label="Last day of the term")
    reason = forms.CharField(max_length=300, label="Why it ends")

    class Meta(AreaModelForm.Meta):
        model = Seat
        fields = ("ends",)
