"""The addresses of decisions: ``/<area>/dashboard/boards/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.decisions import views

urlpatterns = [
    path("items/<int:item>/decisions/add/", views.DecisionCreateView.as_view(), name="decide"),
    path(
        "decisions/<int:decision>/change/",
        views.DecisionUpdateView.as_view(),
        name="change_decision",
    ),
]
