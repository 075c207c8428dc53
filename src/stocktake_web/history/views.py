"""The history of an area and of anything in it: who changed what, when and why."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web.accounts.models import Area
from stocktake_web.accounts.permissions import account_of, requires
from stocktake_web.audit.models import Event
from stocktake_web.history import queries
from stocktake_web.history.entries import make_entries
from stocktake_web.registration import registered

PAGE = 50


@requires("history.see")
def show_area_history(request: HttpRequest, area: Area) -> HttpResponse:
    """What happened in the place, the latest first."""
    return _show(request, area, queries.area_events(area), "What was changed here")


@requires("history.see")
def show_object_history(request: HttpRequest, area: Area, type: str, id: str) -> HttpResponse:
    """What happened to one object, the latest first; its type may be a former name."""
    events = queries.object_events(area, type, id)
    if not events.exists():
        raise Http404
    return _show(request, area, events, f"History of {type.rpartition('.')[2]} {id}")


def _show(request: HttpRequest, area: Area, events: QuerySet[Event], title: str) -> HttpResponse:
    page = Paginator(events, PAGE).get_page(request.GET.get("page"))
    changes = queries.read_changes(area, page.object_list)
    refs = {change.ref for change in changes}
    closed_refs = {
        ref
        for closed_references in registered("closed_references")
        for ref in closed_references(account_of(request), area, refs)
    }
    entries = make_entries(changes, queries.account_names(changes), closed_refs)
    context = {"title": title, "entries": entries, "page": page}
    return render(request, "history/list.html", context)
