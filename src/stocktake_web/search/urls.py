"""The addresses of the search: ``/search/`` and ``/<area>/search/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.search import views

app_name = "search"
urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", views.search_everywhere, name="everywhere"),
    path("<slug:area>/search/", views.search, name="area"),
]
