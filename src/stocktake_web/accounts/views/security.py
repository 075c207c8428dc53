"""One's own account: password, second step, where one has a role."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from stocktake_web import gateway
from stocktake_web.accounts.queries import areas_of
from stocktake_web.accounts.rights import account_of, signed_in_page


@signed_in_page
def overview(request: HttpRequest) -> HttpResponse:
    """What belongs to the account."""
    context = {
        "areas": areas_of(account_of(request), gateway.today()),
        "second_step": is_mfa_enabled(account_of(request)),
    }
    return render(request, "accounts/security.html", context)


@signed_in_page
def arrived(request: HttpRequest) -> HttpResponse:
    """Where signing in leads: to the desk, if there is one place only."""
    areas = list(areas_of(account_of(request), gateway.today())[:2])
    if len(areas) == 1:
        return redirect("desk:home", area=areas[0].slug)
    return redirect("security")
