"""The addresses on which records are taken over."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.left_records import views

urlpatterns = [
    path(
        "statements/<int:pk>/take-over/",
        views.TakeOverStatementView.as_view(),
        name="take-over-statement",
    ),
    path(
        "academy-concerns/<int:pk>/take-over/",
        views.TakeOverConcernView.as_view(),
        name="take-over-concern",
    ),
    path("visits/<int:pk>/take-over/", views.TakeOverVisitView.as_view(), name="take-over-visit"),
]
