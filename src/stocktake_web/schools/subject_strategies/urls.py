"""The addresses of subject strategies."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.subject_strategies import views

BASE, EARLY = "subject-strategies/", "early-years/"
urlpatterns = [
    path(BASE, views.StrategyListView.as_view(), name="subject-strategies"),
    path(f"{BASE}<int:pk>/", views.ActionUpdateView.as_view(), name="subject-action"),
    path(f"<int:urn>/{BASE}add/", views.ActionCreateView.as_view(), name="add-subject-action"),
    path(f"{EARLY}<int:pk>/", views.EarlyYearsUpdateView.as_view(), name="early-years-moderation"),
    path(
        f"<int:urn>/{EARLY}add/",
        views.EarlyYearsCreateView.as_view(),
        name="add-early-years-moderation",
    ),
]
