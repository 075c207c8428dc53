"""The form of an attendance meeting."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.records.forms import AreaModelForm
from stocktake_web.schools.attendance_meetings.models import AttendanceMeeting
from stocktake_web.schools.school_years import year_choices


class MeetingForm(AreaModelForm):
    """Record that a meeting was offered, or what came of it."""

    academic_year = forms.ChoiceField(label="Academic year")

    class Meta(AreaModelForm.Meta):
        model = AttendanceMeeting
        fields = (
            "academic_year",
            "term",
            "offered_on",
            "reply",
            "meeting_date",
            "cohorts",
            "actions",
        )
        labels = {  # noqa: RUF012 - Django's own way
            "term": "Term",
            "offered_on": "When was it offered?",
            "reply": "What did the school reply?",
            "meeting_date": "When was it held, if it was?",
            "cohorts": "Which cohorts were looked at?",
            "actions": "Actions, each with who does it and by when",
        }
        help_texts = {"cohorts": "Groups, never a pupil."}  # noqa: RUF012 - Django's own way
        widgets = {  # noqa: RUF012 - Django's own way
            "term": forms.RadioSelect,
            "reply": forms.RadioSelect,
            "cohorts": forms.Textarea(attrs={"rows": 3}),
            "actions": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["academic_year"].choices = year_choices(self.instance.academic_year)  # type: ignore[attr-defined]
