"""The health of the installation."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from stocktake_web.accounts.permissions import public_page


@public_page
def health(request: HttpRequest) -> HttpResponse:
    """Whether the application and its database answer; for a load balancer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})
