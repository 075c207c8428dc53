"""The addresses of histories: ``/<area>/desk/history/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.audit.views import history

app_name = "history"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", history.of_area, name="area"),
    path("<str:type>/<str:id>/", history.of_thing, name="thing"),
]
