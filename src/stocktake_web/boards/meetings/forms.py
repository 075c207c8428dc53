"""Forms of a meeting: when and where it is, who came."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from stocktake_web import services
from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.bodies.queries import seat_names
from stocktake_web.boards.meetings.actions import AttendanceMark
from stocktake_web.boards.meetings.early import is_early
from stocktake_web.boards.meetings.models import Attendance, Meeting, Presence
from stocktake_web.formats import day
from stocktake_web.forms import VersionedForm
from stocktake_web.records.forms import AreaModelForm

# ruff: noqa: RUF012 - labels and hints are Django's own way
CONSENT_CHOICES = (
    ("unknown", "Not considered"),
    ("yes", "Consent given"),
    ("no", "Consent not given"),
)
CONSENT_VALUES = {"unknown": None, "yes": True, "no": False}
CONSENT_CODES = {consent: code for code, consent in CONSENT_VALUES.items()}


class MeetingForm(AreaModelForm):
    """When and where a meeting is held; a day that has passed is asked about once more."""

    field_order = ("meeting_date", "is_past_meant", "starts_at", "place")
    is_past_meant = forms.BooleanField(label="I mean a day that has passed", required=False)
    starts_at = forms.TimeField(
        label="Start",
        help_text="Such as 14:00.",
        required=False,
        widget=forms.TextInput,
        error_messages={"invalid": "Start must be a time, such as 14:00"},
    )

    class Meta(AreaModelForm.Meta):
        model = Meeting
        fields: tuple[str, ...] = ("meeting_date", "starts_at", "place")
        labels = {"meeting_date": "Date", "place": "Place"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._is_past():
            del self.fields["is_past_meant"]

    @property
    def means_past(self) -> bool:
        """Whether somebody said that a day that has passed is meant."""
        return bool(self.cleaned_data.get("is_past_meant"))

    def _is_past(self) -> bool:
        """Whether what was sent is another day than before, which has passed."""
        if not self.is_bound:
            return False
        meeting_date = self._sent_date()
        return (
            meeting_date is not None
            and meeting_date != self.instance.meeting_date
            and meeting_date < services.today()
        )

    def _sent_date(self) -> date | None:
        field = self.fields["meeting_date"]
        name = self.add_prefix("meeting_date")
        try:
            meeting_date: date | None = field.clean(
                field.widget.value_from_datadict(self.data, self.files, name)
            )
        except forms.ValidationError:
            return None
        return meeting_date

    def clean_is_past_meant(self) -> bool:
        """Ask, where the day has passed.

        Raises
        ------
        ValidationError
            It has, and nobody said that it is meant.
        """
        is_meant: bool = self.cleaned_data["is_past_meant"]
        if not is_meant:
            meeting_date = day(self.cleaned_data["meeting_date"])
            raise forms.ValidationError(
                f"This day has passed: {meeting_date}. Change it, or select that you mean it"
            )
        return is_meant


class MeetingChangeForm(MeetingForm):
    """A planned meeting with its rule of quorum."""

    quorum_count = forms.IntegerField(label="Voting members needed", min_value=1, max_value=100)
    quorum_percent = forms.IntegerField(
        label="Share of voting members needed, in percent", min_value=0, max_value=100
    )

    class Meta(MeetingForm.Meta):
        fields = ("meeting_date", "starts_at", "place", "quorum_count", "quorum_percent")


class EarlyForm(VersionedForm):
    """Open or close a meeting; before its day, with a reason."""

    reason = forms.CharField(
        label="Why is it done before the day of the meeting?",
        help_text="The minutes and the history show this.",
        max_length=300,
        error_messages={"required": "Enter why it is done before the day of the meeting"},
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_early(meeting):
            del self.fields["reason"]


class AttendanceForm(VersionedForm):
    """Who came, and whether absences were consented to: two questions for each seat."""

    def __init__(
        self, *args: Any, seats: list[Seat], attendance: dict[int, Attendance], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        names = seat_names(seats)
        for seat in seats:
            record = attendance.get(seat.pk)
            self.fields[f"presence-{seat.pk}"] = forms.ChoiceField(
                label=names[seat.pk],
                choices=Presence.choices,
                widget=forms.RadioSelect,
                initial=record.presence if record else None,
                error_messages={"required": f"Select whether {names[seat.pk]} came"},
            )
            self.fields[f"consent-{seat.pk}"] = forms.ChoiceField(
                label=f"Consent to the absence of {names[seat.pk]}",
                choices=CONSENT_CHOICES,
                required=False,
                initial=CONSENT_CODES[record.consent if record else None],
            )

    def rows(self) -> list[tuple[Seat, Any, Any]]:
        """Each seat with its two fields."""
        return [
            (seat, self[f"presence-{seat.pk}"], self[f"consent-{seat.pk}"]) for seat in self.seats
        ]

    def marks(self) -> dict[int, AttendanceMark]:
        """What was filled in, by seat."""
        values = self.cleaned_data
        return {
            seat.pk: AttendanceMark(
                values[f"presence-{seat.pk}"],
                CONSENT_VALUES[values[f"consent-{seat.pk}"] or "unknown"],
            )
            for seat in self.seats
        }
