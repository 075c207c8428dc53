"""One way to ask for something with a form, used by every page of boards that does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake_web.accounts.models import Area, User
from stocktake_web.accounts.queries import memberships
from stocktake_web.forms import Form

F = TypeVar("F", bound=Form)


def given(request: HttpRequest) -> dict[str, Any]:
    """What was posted, as a form takes it; nothing when the page is only read."""
    posted = request.method == "POST"
    return {"data": request.POST, "files": request.FILES} if posted else {}


def ask(
    request: HttpRequest,
    form: F,
    *,
    title: str,
    button: str,
    back: str,
    done: Callable[[F], HttpResponse],
    intro: str = "",
    warning: bool = False,
) -> HttpResponse:
    """Show a form until what is posted is right, then do it."""
    if request.method == "POST" and form.is_valid():
        return done(form)
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": back,
        "intro": intro,
        "warning": warning,
    }
    return render(request, "boards/form.html", context)


def to(name: str, area: Area, **parts: Any) -> str:
    """The address of one of this app's pages."""
    return reverse(f"boards:{name}", kwargs={"area": area.slug, **parts})


def go(request: HttpRequest, words: str, address: str) -> HttpResponse:
    """Go to a page and say there what was done."""
    messages.success(request, words)
    return redirect(address)


def people(area: Area) -> dict[int, User]:
    """Everyone with a role in an area, by name."""
    held = {each.user_id: each.user for each in memberships(area) if each.user.is_active}
    return dict(sorted(held.items(), key=lambda pair: (pair[1].display_name, pair[0])))
