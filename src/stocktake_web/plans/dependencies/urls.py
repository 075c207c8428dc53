"""The addresses of what activities depend on: below ``/<area>/dashboard/plan/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.dependencies import views

urlpatterns = [
    path("activities/<slug:activity>/waits/", views.DependencyCreateView.as_view(), name="wait"),
    path("waits/<int:pk>/", views.DependencySettleView.as_view(), name="settle"),
]
