"""The filter of a history: by person, by thing and by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet

from stocktake_web.audit.labels import all_types
from stocktake_web.audit.models import Event
from stocktake_web.formats import LONDON
from stocktake_web.forms import DayField, Form
from stocktake_web.history.wording import wording_of

NO_ACCOUNT = "system"


class HistoryFilterForm(Form):
    """Which events of a history to show.

    Parameters
    ----------
    people : iterable of pairs
        Number and name of whoever did something here.
    object_types : iterable of str
        Types of object to which something was done here; without any, no thing is asked for.
    """

    person = forms.ChoiceField(
        label="Who did it",
        required=False,
        error_messages={"invalid_choice": "Select a person from the list"},
    )
    kind = forms.ChoiceField(
        label="Kind of thing",
        required=False,
        error_messages={"invalid_choice": "Select a kind of thing from the list"},
    )
    name = forms.CharField(
        label="Name of the thing",
        required=False,
        max_length=100,
        help_text="Any part of it, such as attendance.",
        error_messages={"max_length": "The name must be 100 characters or fewer"},
    )
    first = DayField(label="From", required=False, help_text="For example, 1 9 2026")
    last = DayField(label="To", required=False, help_text="For example, 31 8 2027")

    def __init__(
        self,
        *args: Any,
        people: Iterable[tuple[int, str]],
        object_types: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", "Anybody"),
            *((str(account_id), name) for account_id, name in people),
            (NO_ACCOUNT, "The system, or a link without an account"),
        ]
        kinds = sorted((wording_of(type).kind, type) for type in object_types)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", "Anything"),
            *((type, kind) for kind, type in kinds),
        ]
        if not kinds:
            del self.fields["kind"], self.fields["name"]

    def clean(self) -> dict[str, Any]:
        """The first day is no later than the last."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", "To must be the same as or after From")
        return data

    @property
    def is_set(self) -> bool:
        """Whether it leaves anything out."""
        return any(self.data.get(self.add_prefix(name)) for name in self.data if name != "page")

    def filter(self, events: QuerySet[Event]) -> QuerySet[Event]:
        """The events by that person, of that kind, within those days."""
        data = self.cleaned_data
        if data["person"] == NO_ACCOUNT:
            events = events.filter(actor_id=None)
        elif data["person"]:
            events = events.filter(actor_id=int(data["person"]))
        if data.get("kind"):
            events = events.filter(object_type__in=all_types(data["kind"]))
        if data["first"]:
            events = events.filter(at__gte=datetime.combine(data["first"], time.min, LONDON))
        if data["last"]:
            events = events.filter(at__lte=datetime.combine(data["last"], time.max, LONDON))
        return events
