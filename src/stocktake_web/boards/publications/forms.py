"""The form with which minutes are published."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.boards.meetings.early import is_early
from stocktake_web.boards.meetings.models import Meeting
from stocktake_web.forms import Form


class PublishForm(Form):
    """Publish minutes; before the day of the meeting, with a reason."""

    reason = forms.CharField(
        label="Why are they published before the day of the meeting?",
        help_text="The minutes and the history show this.",
        max_length=300,
        error_messages={"required": "Enter why they are published before the day of the meeting"},
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_early(meeting):
            del self.fields["reason"]
