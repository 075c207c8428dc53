"""The addresses of risks: ``/<area>/dashboard/plan/risks/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.risks import views

urlpatterns = [
    path("", views.RiskListView.as_view(), name="risks"),
    path("add/", views.RiskCreateView.as_view(), name="add-risk"),
    path("<int:pk>/", views.RiskUpdateView.as_view(), name="risk"),
    path("<int:pk>/close/", views.RiskCloseView.as_view(), name="close-risk"),
]
