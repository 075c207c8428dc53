"""The addresses of this feature."""

from __future__ import annotations

from django.urls import URLPattern, path

from stocktake_web.explorer.releases import views

urlpatterns: list[URLPattern] = [
    path("changes/", views.changes, name="changes"),
]
