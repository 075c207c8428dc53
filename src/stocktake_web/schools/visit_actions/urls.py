"""The addresses of actions that visits agreed."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.visit_actions import views

urlpatterns = [
    path("visits/actions/", views.ActionListView.as_view(), name="visit-actions"),
    path("visits/<int:pk>/actions/add/", views.ActionCreateView.as_view(), name="add-action"),
    path("visits/actions/<int:pk>/", views.ActionUpdateView.as_view(), name="visit-action"),
    path("visits/actions/<int:pk>/withdraw/", views.WithdrawView.as_view(), name="withdraw-action"),
    path("visits/actions/<int:pk>/result/", views.ResultView.as_view(), name="action-result"),
    path("visits/actions/<int:pk>/check/", views.CheckView.as_view(), name="check-action"),
]
