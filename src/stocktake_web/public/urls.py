"""The addresses of this app: the public pages of an area, and the editions from which they come."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

FEATURES = ("pages", "minutes", "corrections", "documents", "notices", "editions")

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"stocktake_web.public.{feature}.urls")) for feature in FEATURES
]
