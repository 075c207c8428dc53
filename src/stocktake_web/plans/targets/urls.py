"""The addresses of targets: ``/<area>/dashboard/plan/targets/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.targets import views

urlpatterns = [
    path("", views.TargetListView.as_view(), name="targets"),
    path("<slug:target>/", views.TargetPageView.as_view(), name="target"),
    path(
        "<slug:target>/figures/<int:number>.<slug:kind>",
        views.TargetFigureView.as_view(),
        name="target-figure",
    ),
    path("<slug:target>/rate/", views.TargetRateView.as_view(), name="rate"),
]
