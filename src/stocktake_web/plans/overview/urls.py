"""The addresses of the plan at a glance: ``/<area>/dashboard/plan/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.overview import views

urlpatterns = [
    path("", views.OverviewView.as_view(), name="overview"),
    path("milestones/", views.MilestoneListView.as_view(), name="milestones"),
    path("freshness/", views.FreshnessView.as_view(), name="freshness"),
]
