"""Forms of a meeting: when, what proposes itself, who came, who stepped out."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.boards.actions.holding import Marked
from stocktake_web.boards.forms.fields import offer
from stocktake_web.boards.models import Attendance, Presence, Seat
from stocktake_web.boards.proposing import Suggestion
from stocktake_web.forms import DayField, Form, VersionedForm

CONSENT = (("unsaid", "Not considered"), ("yes", "Consent given"), ("no", "Consent not given"))
_CONSENT = {"unsaid": None, "yes": True, "no": False}


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


class SuggestionsForm(Form):
    """What proposes itself for the agenda."""

    chosen = forms.MultipleChoiceField(
        label="Put on the agenda",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select what to put on the agenda"},
    )

    def __init__(self, *args: Any, suggestions: tuple[Suggestion, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestions = {each.source: each for each in suggestions}
        offer(self, "chosen", [(each.source, each.title) for each in suggestions])
        self.fields["chosen"].hints = {  # type: ignore[attr-defined]
            each.source: f"{each.why[:1].upper()}{each.why[1:]}." for each in suggestions
        }

    def picked(self) -> list[Suggestion]:
        """Those that were chosen."""
        return [self.suggestions[source] for source in self.cleaned_data["chosen"]]


class AttendanceForm(VersionedForm):
    """Who came, and whether absences were consented to: two questions for each seat."""

    def __init__(
        self, *args: Any, seats: list[Seat], recorded: dict[int, Attendance], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            held = recorded.get(seat.pk)
            self.fields[f"presence-{seat.pk}"] = forms.ChoiceField(
                label=seat.name,
                choices=Presence.choices,
                widget=forms.RadioSelect,
                initial=held.presence if held else None,
                error_messages={"required": f"Select whether {seat.name} came"},
            )
            said = "unsaid" if held is None or held.consent is None else "yes"
            if held is not None and held.consent is False:
                said = "no"
            self.fields[f"consent-{seat.pk}"] = forms.ChoiceField(
                label=f"Consent to the absence of {seat.name}",
                choices=CONSENT,
                required=False,
                initial=said,
            )

    def rows(self) -> list[tuple[Seat, Any, Any]]:
        """Each seat with its two fields."""
        return [(s, self[f"presence-{s.pk}"], self[f"consent-{s.pk}"]) for s in self.seats]

    def marks(self) -> dict[int, Marked]:
        """What was filled in, by seat."""
        given = self.cleaned_data
        return {
            seat.pk: Marked(
                given[f"presence-{seat.pk}"], _CONSENT[given[f"consent-{seat.pk}"] or "unsaid"]
            )
            for seat in self.seats
        }


class WithdrawalForm(Form):
    """Somebody steps out of an item."""

    seat = forms.ChoiceField(label="Who withdrew")
    reason = forms.CharField(max_length=300, label="The interest that was declared")

    def __init__(self, *args: Any, seats: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "seat", [("", "Select a person"), *seats])
