"""The addresses of tables to release: ``/<area>/dashboard/releases/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "releases"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("stocktake_web.releases.requests.urls")),
    path("released/", include("stocktake_web.releases.register.urls")),
]
