"""How public pages are sent: kept for half a minute at most, and a notice where one is gone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

CACHE_SECONDS = 30
STATUS_GONE = 410


def cacheable(response: HttpResponse) -> HttpResponse:
    """Let a browser or a proxy keep a response for half a minute."""
    patch_cache_control(response, public=True, max_age=CACHE_SECONDS, must_revalidate=True)
    return response


def cacheable_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page that may be kept for half a minute."""
    return cacheable(render(request, template, context))


def recall_notice(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The notice that stands where something was recalled: days and the reason, no value."""
    response = render(request, "public/pages/recalled.html", context, status=STATUS_GONE)
    response["Cache-Control"] = "no-store"
    return response
