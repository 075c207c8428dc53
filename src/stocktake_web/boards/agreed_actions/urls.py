"""The addresses of agreed actions: ``/<area>/dashboard/boards/actions/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.agreed_actions import views

urlpatterns = [
    path("items/<int:item>/actions/add/", views.ActionCreateView.as_view(), name="agree"),
    path("actions/<int:action>/", views.ActionDetailView.as_view(), name="action"),
    path("actions/<int:action>/update/", views.ActionUpdateView.as_view(), name="update_action"),
    path("actions/<int:action>/change/", views.ActionChangeView.as_view(), name="change_action"),
]
