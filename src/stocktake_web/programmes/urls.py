"""The addresses of programmes: ``/<area>/dashboard/programmes/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

FEATURES = ("descriptions", "deliveries", "imports", "map_pages", "proposals")

app_name = "programmes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"stocktake_web.programmes.{feature}.urls")) for feature in FEATURES
]
