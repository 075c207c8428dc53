"""The addresses of interim objectives: ``/<area>/dashboard/plan/objectives/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.objectives import views

urlpatterns = [
    path("add/", views.ObjectiveCreateView.as_view(), name="add-objective"),
    path("<int:pk>/", views.ObjectiveUpdateView.as_view(), name="objective"),
]
