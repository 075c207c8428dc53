"""The addresses of activities: ``/<area>/dashboard/plan/activities/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.activities import views

urlpatterns = [
    path("", views.ActivityListView.as_view(), name="activities"),
    path("<slug:activity>/", views.ActivityView.as_view(), name="activity"),
    path("<slug:activity>/update/", views.UpdateCreateView.as_view(), name="update"),
    path("<slug:activity>/evidence/<int:update>/", views.download_evidence, name="evidence"),
    path("<slug:activity>/owner/", views.OwnerUpdateView.as_view(), name="owner"),
]
