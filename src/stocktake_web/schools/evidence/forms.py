"""Asks for the first and the last day of a pack."""

from __future__ import annotations

from typing import Any

from stocktake_web import services
from stocktake_web.forms import DayField, Form
from stocktake_web.schools.evidence.periods import Period, free_period


class DaysForm(Form):
    """Any two days up to today."""

    first_day = DayField(label="From")
    last_day = DayField(label="To")

    def clean(self) -> dict[str, Any]:
        """The days are in order, and none is to come."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        first_day, last_day = values.get("first_day"), values.get("last_day")
        if last_day and last_day > services.today():
            self.add_error("last_day", "The last day must be today or in the past")
        elif first_day and last_day and first_day > last_day:
            self.add_error("last_day", "The last day must be on or after the first day")
        return values

    @property
    def period(self) -> Period:
        """The period, where the form is valid."""
        return free_period(self.cleaned_data["first_day"], self.cleaned_data["last_day"])
