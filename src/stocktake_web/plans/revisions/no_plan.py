"""What a page of the plan answers in a place that has none yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stocktake_web.plans.revisions.queries import NoPlan


def say_no_plan(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """Say how a plan is brought in, wherever a page finds none: a place may begin with schools."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, NoPlan):
            return None
        return render(request, "plans/overview/no_plan.html", status=404)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
