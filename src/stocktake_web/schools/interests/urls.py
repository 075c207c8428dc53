"""The addresses of advisers' interests."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.interests import views

urlpatterns = [
    path("interests/", views.InterestListView.as_view(), name="interests"),
    path("interests/declare/", views.InterestCreateView.as_view(), name="declare-interest"),
    path("interests/<int:pk>/", views.InterestUpdateView.as_view(), name="interest"),
]
