"""The addresses of decisions: ``/<area>/dashboard/plan/decisions/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.decisions import views

urlpatterns = [
    path("", views.DecisionListView.as_view(), name="decisions"),
    path("notice/", views.notice, name="notice"),
    path("<int:pk>/", views.DecisionAnswerView.as_view(), name="decision"),
]
