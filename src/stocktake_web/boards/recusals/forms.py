"""The form of a recusal."""

from __future__ import annotations

from typing import Any

from django import forms

from stocktake_web.boards.bodies.models import Seat
from stocktake_web.boards.bodies.queries import seat_names
from stocktake_web.boards.fields import set_choices
from stocktake_web.forms import Form


class RecusalForm(Form):
    """Somebody steps out of an item."""

    seat = forms.ChoiceField(label="Who withdrew")
    reason = forms.CharField(max_length=300, label="The interest that was declared")

    def __init__(self, *args: Any, seats: dict[int, Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        names = seat_names(seats.values()).items()
        set_choices(self, "seat", [("", "Select a person"), *names])

    def clean_seat(self) -> Seat:
        """The seat."""
        return self.seats[int(self.cleaned_data["seat"])]
