"""The pages of the installation: its places, and its health."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from stocktake_web.accounts.areas.queries import areas
from stocktake_web.accounts.permissions import public_page


@public_page
def places(request: HttpRequest) -> HttpResponse:
    """The places that this installation holds."""
    return render(request, "places.html", {"areas": areas()})


@public_page
def health(request: HttpRequest) -> HttpResponse:
    """Whether the application and its database answer; for a load balancer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
