"""The addresses of histories: ``/<area>/dashboard/history/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.history import views

app_name = "history"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.show_area_history, name="area"),
    path("<str:type>/<str:id>/", views.show_object_history, name="thing"),
]
