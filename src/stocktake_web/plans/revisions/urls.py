"""The addresses of revisions: ``/<area>/dashboard/plan/revisions/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.revisions import views

urlpatterns = [
    path("", views.RevisionListView.as_view(), name="revisions"),
    path("<int:number>/", views.RevisionView.as_view(), name="revision"),
    path("<int:number>/plan.toml", views.export_revision, name="export"),
    path("<int:number>/publish/", views.RevisionPublishView.as_view(), name="publish"),
    path("<int:before>/to/<int:after>/", views.RevisionCompareView.as_view(), name="compare"),
]
