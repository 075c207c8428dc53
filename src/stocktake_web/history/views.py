"""The history of an area and of anything in it: who did what, when and why."""

from __future__ import annotations

import json
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from stocktake_web.accounts.permissions import account_of
from stocktake_web.audit.models import Event
from stocktake_web.audit.queries import read_event
from stocktake_web.audit.verify import event_faults
from stocktake_web.history import queries
from stocktake_web.history.entries import describe_object, make_entries
from stocktake_web.history.forms import HistoryFilterForm
from stocktake_web.history.queries import Change
from stocktake_web.history.values import ReaderNames
from stocktake_web.records.views import AreaPageView

PAGE_SIZE = 50


class AreaHistoryView(AreaPageView):
    """What happened in the place, the latest first."""

    permission = "history.see"
    template_name = "history/area.html"

    def get_form(self) -> HistoryFilterForm:
        """The filter, with the people and kinds of thing that occur here."""
        people, types = queries.people_and_types(self.area)
        return HistoryFilterForm(self.request.GET, people=people, object_types=types)

    def get_events(self, form: HistoryFilterForm) -> QuerySet[Event]:
        """The events that the filter lets through."""
        events = form.filter(queries.area_events(self.area))
        name = form.cleaned_data["name"]
        if not name:
            return events
        user = account_of(self.request)
        return events & queries.events_of(
            self.area, queries.find_by_name(user, self.area, events, name)
        )

    def other_events(self) -> list[Event]:
        """Events of which the page says something besides its list; read with the list."""
        return []

    def describe(self, changes: list[Change], names: ReaderNames) -> dict[str, Any]:
        """What the page says of those events."""
        return {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of events; none where the filter cannot be understood."""
        form = self.get_form()
        events = self.get_events(form) if form.is_valid() else queries.events_of(self.area, [])
        page = Paginator(events, PAGE_SIZE).get_page(self.request.GET.get("page"))
        events_on_page = list(page.object_list)
        changes = queries.read_changes(self.area, [*events_on_page, *self.other_events()])
        names = queries.read_names(account_of(self.request), self.area, changes)
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "page": page,
            "entries": make_entries(changes[: len(events_on_page)], names),
            **self.describe(changes[len(events_on_page) :], names),
            "query": f"{query.urlencode()}&" if query else "",
        }


class ObjectHistoryView(AreaHistoryView):
    """What happened to one thing, the latest first; its type may be a former name."""

    template_name = "history/object.html"
    find = staticmethod(queries.find_object)

    def get_form(self) -> HistoryFilterForm:
        """The filter; the thing is that of the address."""
        people, _ = queries.people_and_types(self.area)
        return HistoryFilterForm(self.request.GET, people=people)

    def get_events(self, form: HistoryFilterForm) -> QuerySet[Event]:
        """The events of the thing that the filter lets through."""
        return form.filter(queries.events_of(self.area, [self.record.ref]))

    def other_events(self) -> list[Event]:
        """The latest, by which the thing is called."""
        return [self.record.latest]

    def describe(self, changes: list[Change], names: ReaderNames) -> dict[str, Any]:
        """What the thing is called."""
        return {"subject": describe_object(self.record.ref, names, changes[0]).rstrip(",")}


class EventProofView(AreaPageView):
    """What exactly was recorded of one event, and whether it still is as it was recorded."""

    permission = "history.see"
    template_name = "history/proof.html"
    find = staticmethod(queries.find_event)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The event's fields, digests and values; no values of what the reader may not open."""
        event: Event = self.record
        changes = queries.read_changes(self.area, [event])
        names = queries.read_names(account_of(self.request), self.area, changes)
        recorded = read_event(event)
        (entry,) = make_entries(changes, names)
        values = [
            (name, digest, _stored_text(name, recorded.values, entry.is_closed))
            for name, digest in event.digests.items()
        ]
        return super().get_context_data(**kwargs) | {
            "event": event,
            "entry": entry,
            "values": values,
            "faults": event_faults(event),
        }


def _stored_text(name: str, values: dict[str, Any], is_closed: bool) -> str:
    """A value as it is stored."""
    if is_closed:
        return "not shown: you may not open the thing itself, or it was removed"
    return json.dumps(values[name], ensure_ascii=False) if name in values else "erased"
