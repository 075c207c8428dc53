"""Forms of bodies, their seats and the register of interests."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.accounts.models import User
from stocktake_web.boards.forms.fields import offer, people_offered, person_chosen
from stocktake_web.boards.models import Kind
from stocktake_web.forms import DayField, Form, VersionedForm


class BodyForm(Form):
    """A new board or group."""

    name = forms.CharField(max_length=160, label="Name")
    key = forms.SlugField(
        max_length=60, label="Short name for its address", help_text="Such as improvement-board."
    )
    purpose = forms.CharField(
        max_length=1000, required=False, label="What it is for", widget=forms.Textarea
    )
    meets = forms.CharField(
        max_length=60, required=False, label="How often it meets", help_text="Such as monthly."
    )
    quorum_count = forms.IntegerField(
        label="Voting members needed for a quorum", min_value=1, max_value=100, initial=3
    )
    quorum_percent = forms.IntegerField(
        label="Share of voting members needed, in percent",
        help_text="The larger of the two counts. Enter 0 where only the number matters.",
        min_value=0,
        max_value=100,
        initial=0,
    )
    absence_months = forms.IntegerField(
        label="Months of absence without consent after which it is flagged",
        help_text="Enter 0 if the body has no such rule.",
        min_value=0,
        max_value=24,
        initial=6,
    )


class ChangeBodyForm(BodyForm, VersionedForm):
    """A board as it is; its key stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["key"]


class SeatForm(Form):
    """A seat for an account, or for a role without one."""

    role_words = forms.CharField(
        max_length=120,
        label="Role",
        help_text="Published minutes say this in place of the name, such as: Headteacher, primary.",
    )
    user = forms.ChoiceField(
        label="Account", required=False, help_text="Leave empty for a role without an account."
    )
    kind = forms.ChoiceField(label="Seat", choices=Kind.choices, widget=forms.RadioSelect)
    starts = DayField(label="First day of the term")
    ends = DayField(label="Last day of the term", required=False)

    def __init__(self, *args: Any, people: dict[int, User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        offer(self, "user", people_offered(people))

    def clean_user(self) -> User | None:
        """The account."""
        return person_chosen(self.people, self.cleaned_data["user"])

    def clean(self) -> dict[str, Any]:
        """Refuse a term that ends before it starts."""
        given = super().clean() or self.cleaned_data
        starts, ends = given.get("starts"), given.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Last day of the term must be after its first day")
        return given


class EndSeatForm(VersionedForm):
    """The end of a term."""

    ends = DayField(label="Last day of the term")
    reason = forms.CharField(max_length=300, label="Why it ends")


class InterestForm(Form):
    """An interest, or the statement that there is none."""

    nil = forms.ChoiceField(
        label="What is declared",
        choices=(("some", "An interest"), ("nil", "Nil: there are no interests")),
        widget=forms.RadioSelect,
    )
    organisation = forms.CharField(max_length=160, label="Organisation", required=False)
    nature = forms.CharField(
        max_length=300,
        label="What the interest is",
        help_text="Such as: paid director, trustee, spouse is employed there.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """An interest names its organisation and says what it is; nil has neither."""
        given = super().clean() or self.cleaned_data
        if given.get("nil") == "some":
            for name, said in (
                ("organisation", "Enter the organisation"),
                ("nature", "Enter what the interest is"),
            ):
                if not given.get(name):
                    self.add_error(name, said)
        elif given.get("nil") == "nil" and given.get("organisation"):
            self.add_error("organisation", "Leave the organisation empty for nil")
        return given
