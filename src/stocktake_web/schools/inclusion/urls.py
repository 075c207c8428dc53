"""The addresses of inclusion."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.inclusion import views

BASE = "inclusion/"
HOME = "home-education/"
urlpatterns = [
    path(BASE, views.InclusionView.as_view(), name="inclusion"),
    path(f"{BASE}<int:pk>/", views.WeekUpdateView.as_view(), name="inclusion-week"),
    path(f"{BASE}samples/add/", views.SampleCreateView.as_view(), name="add-exclusion-sample"),
    path(
        f"{BASE}samples/<int:pk>/review/",
        views.SampleReadView.as_view(),
        name="review-exclusion-sample",
    ),
    path(f"<int:urn>/{BASE}add/", views.WeekCreateView.as_view(), name="add-inclusion-week"),
    path(
        f"<int:urn>/{HOME}add/", views.HomeEducationCreateView.as_view(), name="add-home-education"
    ),
    path(f"{HOME}<int:pk>/", views.HomeEducationUpdateView.as_view(), name="home-education"),
]
