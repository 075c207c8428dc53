"""The page that a person sees first after signing in."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render

from stocktake_web import services
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.dashboard.actions import note_visit
from stocktake_web.accounts.dashboard.forms import PlaceForm
from stocktake_web.accounts.dashboard.panels import Reader, panels_of
from stocktake_web.accounts.dashboard.tasks import tasks_of
from stocktake_web.accounts.memberships.queries import areas_of
from stocktake_web.accounts.permissions import (
    account_of,
    memberships_of,
    public_page,
    requires,
    signed_in_page,
)

PLACE = "place"
"""Under which the session remembers where a person works."""


@requires("dashboard.see")
def show_dashboard(request: HttpRequest, area: Area) -> HttpResponse:
    """Your tasks, and what every app has for you first."""
    user, moment = account_of(request), services.now()
    memberships = tuple(memberships_of(user, area))
    reader = Reader(user, area, moment, memberships, note_visit(user, area, moment))
    panels = panels_of(reader)
    context = {
        "tasks": tasks_of(user, area, moment),
        "roles": [membership.role_title for membership in memberships],
        "main_panels": [panel for panel in panels if not panel.is_aside],
        "aside_panels": [panel for panel in panels if panel.is_aside],
    }
    return render(request, "accounts/dashboard/home.html", context)


@signed_in_page(post=True)
def enter(request: HttpRequest) -> HttpResponse:
    """Where signing in leads: to the tasks; who belongs to several places chooses once.

    The place is remembered until the person signs out, or no longer has a role there.
    """
    areas = list(areas_of(account_of(request), services.today()))
    if not areas:
        return redirect("security")
    slugs = [area.slug for area in areas]
    slug = slugs[0] if len(slugs) == 1 else request.session.get(PLACE)
    if slug in slugs:
        return redirect("dashboard:home", area=slug)
    form = PlaceForm(request.POST or None, areas=areas)
    if request.method == "POST" and form.is_valid():
        request.session[PLACE] = form.cleaned_data["place"]
        return redirect("dashboard:home", area=form.cleaned_data["place"])
    return render(request, "accounts/dashboard/choose_place.html", {"form": form})


@public_page
def former_address(request: HttpRequest, area: Area, rest: str = "") -> HttpResponse:
    """Lead from an address under ``desk/``, as mails and bookmarks know it, to ``dashboard/``."""
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return HttpResponsePermanentRedirect(f"/{area.slug}/dashboard/{quote(rest)}{query}")
