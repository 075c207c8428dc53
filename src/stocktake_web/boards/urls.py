"""The addresses of boards: ``/<area>/dashboard/boards/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

FEATURES = (
    "bodies",
    "interests",
    "meetings",
    "agenda",
    "recusals",
    "decisions",
    "agreed_actions",
    "proposals",
    "questions",
    "minutes",
    "publications",
    "comments",
    "pack",
)

app_name = "boards"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"stocktake_web.boards.{feature}.urls")) for feature in FEATURES
]
