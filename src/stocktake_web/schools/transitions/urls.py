"""The addresses of transitions."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.transitions import views

BASE = "transitions/"
urlpatterns = [
    path(BASE, views.TransitionListView.as_view(), name="transitions"),
    path(f"{BASE}<int:pk>/", views.TransitionUpdateView.as_view(), name="transition"),
    path(f"<int:urn>/{BASE}add/", views.TransitionCreateView.as_view(), name="add-transition"),
]
