"""What the views of this app share: asking with a form, going somewhere with a word of success."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from stocktake_web.accounts.models import Area
from stocktake_web.forms import Form


def to(name: str, area: Area, **parts: Any) -> str:
    """The address of a page of this app."""
    return reverse(f"plans:{name}", kwargs={"area": area.slug, **parts})


def ask(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    button: str,
    back: str,
    intro: Sequence[str] = (),
    quoted: str = "",
    warning: bool = False,
) -> HttpResponse:
    """A page with one form.

    Parameters
    ----------
    back : str
        Where the link back leads.
    intro : sequence of str
        Paragraphs above the form.
    quoted : str
        Words that the form is about, set apart.
    """
    context = {
        "form": form,
        "title": title,
        "button": button,
        "back": back,
        "intro": intro,
        "quoted": quoted,
        "warning": warning,
    }
    return render(request, "plans/form.html", context)


def done(request: HttpRequest, words: str, address: str) -> HttpResponse:
    """Go to a page that says what was done."""
    messages.success(request, words)
    return redirect(address)
