"""The addresses of likelihood: ``/<area>/dashboard/plan/likelihood/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.likelihood import views

urlpatterns = [
    path("", views.LikelihoodView.as_view(), name="likelihood"),
    path("open/", views.RoundOpenView.as_view(), name="open-round"),
    path("<int:round>/<slug:priority>/", views.ScoreView.as_view(), name="score"),
]
