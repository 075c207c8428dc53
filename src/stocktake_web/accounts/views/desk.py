"""The page that a person sees first after signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import gateway
from stocktake_web.accounts.models import Area
from stocktake_web.accounts.rights import account_of, memberships_of, right
from stocktake_web.desk import needs_of


@right("desk.see")
def home(request: HttpRequest, area: Area) -> HttpResponse:
    """What needs me."""
    user = account_of(request)
    roles = [membership.get_role_display() for membership in memberships_of(user, area)]
    context = {"needs": needs_of(user, area, gateway.now()), "roles": roles}
    return render(request, "accounts/desk.html", context)
