"""The addresses of this feature."""

from __future__ import annotations

from django.urls import URLPattern, path

from stocktake_web.explorer.profile import views

urlpatterns: list[URLPattern] = [
    path("profile/", views.profile, name="profile"),
]
