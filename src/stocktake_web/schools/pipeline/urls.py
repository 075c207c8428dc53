"""The addresses of histories and of what is planned."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.pipeline import views

urlpatterns = [
    path("pipeline/", views.PipelineView.as_view(), name="pipeline"),
    path("pipeline/<int:pk>/", views.PlannedChangeUpdateView.as_view(), name="planned-change"),
    path("<int:urn>/history/", views.HistoryView.as_view(), name="history"),
    path(
        "<int:urn>/pipeline/add/",
        views.PlannedChangeCreateView.as_view(),
        name="add-planned-change",
    ),
]
