"""The addresses of good practice."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.good_practice import views

BASE = "good-practice/"
urlpatterns = [
    path(BASE, views.PracticeListView.as_view(), name="good-practice"),
    path(f"<int:urn>/{BASE}add/", views.PracticeCreateView.as_view(), name="add-good-practice"),
    path(f"{BASE}<int:pk>/", views.PracticeUpdateView.as_view(), name="change-good-practice"),
]
