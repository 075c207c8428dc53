"""Forms of review meetings."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.forms import DayField, Form, VersionedForm
from stocktake_web.schools.review_meetings.actions import AttendanceMark
from stocktake_web.schools.review_meetings.models import MeetingAttendance, Presence

# ruff: noqa: RUF012 - labels and hints are Django's own way
CHOICES = [(row.value, row.label) for row in Presence if row.value]


class PlanForm(Form):
    """When a meeting is, and what for."""

    meeting_date = DayField(label="When is it?")
    purpose = forms.CharField(
        label="What is it to look at?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class HoldForm(VersionedForm):
    """Who came, and what was decided: two questions for each who attends."""

    def __init__(self, *args: Any, attendance: list[MeetingAttendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attendance = attendance
        for row in attendance:
            self.fields[f"presence-{row.attendee}"] = forms.ChoiceField(
                label=row.title,
                choices=CHOICES,
                widget=forms.RadioSelect,
                error_messages={"required": f"Select whether somebody came: {row.title}"},
            )
            self.fields[f"reason-{row.attendee}"] = forms.CharField(
                label=f"Reason for absence: {row.title}", max_length=300, required=False
            )
        self.fields["summary"] = forms.CharField(
            label="What was decided?",
            max_length=4000,
            help_text="The head and the governors read it. Name no pupil.",
            widget=forms.Textarea(attrs={"rows": 6}),
            error_messages={"required": "Enter what was decided"},
        )

    def marks(self) -> dict[str, AttendanceMark]:
        """What was filled in, by who attends."""
        values = self.cleaned_data
        return {
            row.attendee: AttendanceMark(
                values[f"presence-{row.attendee}"], values[f"reason-{row.attendee}"]
            )
            for row in self.attendance
        }


class CancelForm(VersionedForm):
    """Why a meeting is cancelled."""

    reason = forms.CharField(label="Why is it cancelled?", max_length=500)
