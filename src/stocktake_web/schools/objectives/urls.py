"""The addresses of a school's objectives."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.objectives import views

urlpatterns = [
    path("<int:urn>/objectives/add/", views.ObjectiveCreateView.as_view(), name="add-objective"),
    path("objectives/<int:pk>/", views.ObjectiveUpdateView.as_view(), name="objective"),
]
