"""The addresses of this feature."""

from __future__ import annotations

from django.urls import URLPattern, path

from stocktake_web.explorer.own_table import views

urlpatterns: list[URLPattern] = [
    path("build/", views.build, name="build"),
]
