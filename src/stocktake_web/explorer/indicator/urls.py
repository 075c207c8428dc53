"""The addresses of this feature."""

from __future__ import annotations

from django.urls import URLPattern, path

from stocktake_web.explorer.indicator import gaps, views

urlpatterns: list[URLPattern] = [
    path("authority/", views.authority, name="authority"),
    path("region/", views.region, name="region"),
    path("neighbours/", views.neighbours, name="neighbours"),
    path("all/", views.all_authorities, name="everyone"),
    path("gaps/", gaps.gap, name="gap"),
]
