"""The history of anything: who changed what, when and why."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, right
from stocktake_web.audit import presenters, queries
from stocktake_web.audit.actions import Thing
from stocktake_web.audit.models import Event
from stocktake_web.contributions import contributions

PAGE = 50


@right("history.see")
def of_area(request: HttpRequest, area: Area) -> HttpResponse:
    """What happened in the place, the latest first."""
    return _show(request, area, queries.latest(area), "What was changed here")


@right("history.see")
def of_thing(request: HttpRequest, area: Area, type: str, id: str) -> HttpResponse:
    """What happened to one thing, the latest first."""
    events = queries.history(area, type, id)
    if not events.exists():
        raise Http404
    return _show(request, area, events, f"History of {type.rpartition('.')[2]} {id}")


def _show(request: HttpRequest, area: Area, events: QuerySet[Event], title: str) -> HttpResponse:
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    told = [queries.told(event) for event in page.object_list]
    things = {Thing(one.event.object_type, one.event.object_id) for one in told}
    closed = {
        thing
        for module in contributions("closed")
        for thing in module.closed_to(account_of(request), area, things)
    }
    shown = presenters.entries(told, queries.names_of(told), closed)
    return render(request, "audit/history.html", {"title": title, "entries": shown, "page": page})
