"""What people fill in about boards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from stocktake_web.accounts.models import User
from stocktake_web.boards.models import Kind
from stocktake_web.boards.models.meetings import ItemKind
from stocktake_web.boards.models.outcomes import ActionState
from stocktake_web.boards.openness import OPENNESS_CHOICES, OPENNESS_HINTS, RESTRICTED
from stocktake_web.boards.pack_word import can_be_template
from stocktake_web.boards.papers import KINDS, CheckedFile, WrongFileError, check_file
from stocktake_web.forms import DayField, Form, VersionedForm

NOBODY = ("", "Nobody in particular")


def offer(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    """Set what a form's field offers, where that depends on the place or the meeting."""
    chosen = form.fields[name]
    if not isinstance(chosen, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices")
    chosen.choices = list(choices)


class OpennessField(forms.ChoiceField):
    """Open, restricted or exempt; restricted unless somebody says otherwise."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"choices": OPENNESS_CHOICES, "initial": RESTRICTED} | kwargs
        super().__init__(label="Who may see it", widget=forms.RadioSelect, **kwargs)
        self.hints = OPENNESS_HINTS


class CheckedFileField(forms.FileField):
    """A document of a kind and size that we take."""

    def __init__(self, *, endings: tuple[str, ...] = tuple(KINDS), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.endings = endings
        self.widget.attrs["accept"] = ",".join(endings)

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        """The checked document.

        Raises
        ------
        ValidationError
            It is of another kind, empty or too large.
        """
        if data is not None and data.size == 0:
            raise ValidationError("The selected file is empty")
        given = super().clean(data, initial)
        if given is None:
            return None
        try:
            return check_file(given.name, given.read(), self.endings)
        except WrongFileError as error:
            raise ValidationError(str(error)) from None


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
        offer(self, "user", _people(people))

    def clean_user(self) -> User | None:
        """The account."""
        return _person(self.people, self.cleaned_data["user"])

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


class MeetingForm(Form):
    """When and where a meeting is held."""

    held_on = DayField(label="Date")
    starts_at = forms.TimeField(
        label="Start",
        help_text="Such as 14:00.",
        required=False,
        widget=forms.TextInput,
        error_messages={"invalid": "Start must be a time, such as 14:00"},
    )
    place = forms.CharField(max_length=160, label="Place", required=False)


class ChangeMeetingForm(MeetingForm, VersionedForm):
    """A planned meeting with its rule of quorum."""

    quorum_count = forms.IntegerField(label="Voting members needed", min_value=1, max_value=100)
    quorum_percent = forms.IntegerField(
        label="Share of voting members needed, in percent", min_value=0, max_value=100
    )


class ItemForm(Form):
    """An item of an agenda."""

    title = forms.CharField(max_length=200, label="Title")
    kind = forms.ChoiceField(label="What it asks of the meeting", choices=ItemKind.choices)
    words = forms.CharField(
        max_length=4000, label="What the meeting is asked", required=False, widget=forms.Textarea
    )
    priority_key = forms.ChoiceField(label="Priority of the plan", required=False)
    organisation = forms.CharField(
        max_length=160,
        label="Organisation that it is about",
        help_text="Members who declared an interest in it are flagged.",
        required=False,
    )
    about_school = forms.CharField(
        max_length=160,
        label="Named school that it judges",
        help_text="An item that judges a named school is not published, even if it is open.",
        required=False,
    )
    naming_reason = forms.CharField(
        max_length=300,
        label="Why the school may be named in public",
        help_text="Only if it may: for example, the judgement is published already.",
        required=False,
    )
    openness = OpennessField()

    def __init__(
        self, *args: Any, priorities: tuple[tuple[str, str], ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "priority_key", [("", "None in particular"), *priorities])


class ChangeItemForm(ItemForm, VersionedForm):
    """An item as it is."""


class PaperForm(Form):
    """A document for an item."""

    title = forms.CharField(max_length=160, label="Title")
    file = CheckedFileField(label="File", help_text="PDF, Word, Excel or PowerPoint, up to 10 MB.")
    openness = OpennessField()


class TemplateForm(Form):
    """The area's own Word document."""

    file = CheckedFileField(
        endings=(".docx",),
        label="Word document",
        help_text="Its styles, header and footer are used. Up to 10 MB.",
    )

    def clean_file(self) -> CheckedFile:
        """The document, which can be opened: otherwise every pack would fail.

        Raises
        ------
        ValidationError
            It cannot.
        """
        file: CheckedFile = self.cleaned_data["file"]
        if not can_be_template(file.content):
            raise ValidationError("The selected file cannot be opened: save it again in Word")
        return file


class NoteForm(VersionedForm):
    """What was said of an item."""

    note = forms.CharField(
        max_length=8000,
        label="What was said",
        help_text="The minutes are drafted from this.",
        required=False,
        widget=forms.Textarea,
    )


class DecisionForm(Form):
    """A decision."""

    words = forms.CharField(max_length=2000, label="Decision", widget=forms.Textarea)
    reason = forms.CharField(max_length=2000, label="Reason", widget=forms.Textarea)
    question = forms.ChoiceField(label="Open decision of the plan that it answers", required=False)
    answer = forms.ChoiceField(
        label="How it answers it",
        choices=(("decided", "Something will be done"), ("accepted", "Accepted, because")),
        initial="decided",
        widget=forms.RadioSelect,
    )
    openness = OpennessField()

    def __init__(
        self, *args: Any, questions: tuple[tuple[int, str], ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if questions:
            offer(self, "question", [("", "None"), *questions])
        else:
            del self.fields["question"], self.fields["answer"]

    def clean_question(self) -> int | None:
        """The id of the open decision."""
        return int(self.cleaned_data["question"]) if self.cleaned_data["question"] else None


class ChangeDecisionForm(VersionedForm):
    """A decision's wording and openness before the minutes are approved."""

    words = forms.CharField(max_length=2000, label="Decision", widget=forms.Textarea)
    reason = forms.CharField(max_length=2000, label="Reason", widget=forms.Textarea)
    openness = OpennessField()


class ActionForm(Form):
    """An action that the meeting agreed."""

    words = forms.CharField(max_length=1000, label="Action", widget=forms.Textarea)
    owner_role = forms.CharField(
        max_length=120,
        label="Owner's role",
        help_text="Published minutes say this in place of a name.",
    )
    owner_user = forms.ChoiceField(label="Owner's account", required=False)
    due = DayField(label="Due")
    openness = OpennessField()

    def __init__(self, *args: Any, people: dict[int, User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        offer(self, "owner_user", _people(people))

    def clean_owner_user(self) -> User | None:
        """The account."""
        return _person(self.people, self.cleaned_data["owner_user"])


class ChangeActionForm(ActionForm, VersionedForm):
    """An action as it is."""


class UpdateForm(VersionedForm):
    """How an action stands."""

    words = forms.CharField(max_length=2000, label="What has happened", widget=forms.Textarea)
    state = forms.ChoiceField(
        label="Is it done?", choices=ActionState.choices, widget=forms.RadioSelect
    )


class WithdrawalForm(Form):
    """Somebody steps out of an item."""

    seat = forms.ChoiceField(label="Who withdrew")
    reason = forms.CharField(max_length=300, label="The interest that was declared")

    def __init__(self, *args: Any, seats: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "seat", [("", "Select a person"), *seats])


class AddendumForm(Form):
    """An addition to approved minutes."""

    words = forms.CharField(max_length=4000, label="Addition", widget=forms.Textarea)
    openness = OpennessField()


class ReasonForm(VersionedForm):
    """Why something is taken back."""

    reason = forms.CharField(max_length=300, label="Why")


def _people(people: dict[int, User]) -> list[tuple[str, str]]:
    return [NOBODY, *((str(pk), user.display_name) for pk, user in people.items())]


def _person(people: dict[int, User], chosen: str) -> User | None:
    return people[int(chosen)] if chosen else None
