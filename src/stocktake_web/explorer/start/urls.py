"""The addresses of this feature."""

from __future__ import annotations

from django.urls import URLPattern, path

from stocktake_web.explorer.start import views

urlpatterns: list[URLPattern] = [
    path("", views.start, name="start"),
    path("search/", views.search, name="search"),
]
