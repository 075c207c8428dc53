"""The addresses of minutes: ``/<area>/dashboard/boards/meetings/<meeting>/minutes/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.minutes import views

ROOT = "meetings/<int:meeting>/minutes/"

urlpatterns = [
    path(ROOT, views.MinutesDetailView.as_view(), name="minutes"),
    path(f"{ROOT}edit/", views.MinutesEditView.as_view(), name="edit_minutes"),
    path(f"{ROOT}approve/", views.MinutesApproveView.as_view(), name="approve_minutes"),
    path(f"{ROOT}add/", views.AddendumCreateView.as_view(), name="add_to_minutes"),
]
