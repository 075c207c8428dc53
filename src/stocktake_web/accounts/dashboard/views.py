"""The page that a person sees first after signing in."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render

from stocktake_web import services
from stocktake_web.accounts.areas.models import Area
from stocktake_web.accounts.dashboard.forms import PlaceForm
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
def show_tasks(request: HttpRequest, area: Area) -> HttpResponse:
    """Your tasks."""
    user = account_of(request)
    roles = [membership.get_role_display() for membership in memberships_of(user, area)]
    context = {"tasks": tasks_of(user, area, services.now()), "roles": roles}
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
