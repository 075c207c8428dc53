"""What whoever holds a link sees: one activity and a form, or why the link no longer works."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web import services
from stocktake_web.accounts.permissions import public_page
from stocktake_web.plans.activities.queries import activity
from stocktake_web.plans.links.actions import LinkClosedError, submit_update
from stocktake_web.plans.links.forms import PendingUpdateForm
from stocktake_web.plans.links.queries import link_of_token, link_state


@public_page(post=True)
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """One activity and a form, or why the link no longer works."""
    link = link_of_token(token)
    if link is None:
        return _show_reason(request, "unknown")
    state = link_state(link, services.now())
    if state != "open":
        return _show_reason(request, state)
    try:
        work = activity(link.area, link.activity_id)
    except ObjectDoesNotExist:
        return _show_reason(request, "gone")
    form = PendingUpdateForm(request.POST or None, area=link.area)
    if request.method == "POST" and form.is_valid():
        try:
            submit_update(link=link, values=form.values())
        except LinkClosedError:
            return _show_reason(request, "used")
        return _private(render(request, "plans/links/thanks.html", {"work": work}))
    context = {"form": form, "work": work, "link": link, "place": link.area}
    return _private(render(request, "plans/links/open.html", context))


def _show_reason(request: HttpRequest, reason: str) -> HttpResponse:
    status = 404 if reason == "unknown" else 410
    context = {"reason": reason}
    return _private(render(request, "plans/links/closed.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by no cache; its address goes to no other site (the settings see to that)."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
