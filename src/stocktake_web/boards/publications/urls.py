"""The addresses of published minutes: ``/<area>/dashboard/boards/meetings/<meeting>/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.publications import views

ONE_MEETING = "meetings/<int:meeting>/"

urlpatterns = [
    path(f"{ONE_MEETING}publish/", views.PublishView.as_view(), name="publish"),
    path(f"{ONE_MEETING}published/", views.PublicationDetailView.as_view(), name="published"),
    path(f"{ONE_MEETING}published/recall/", views.RecallView.as_view(), name="recall"),
]
