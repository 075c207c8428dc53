"""The addresses of meetings: ``/<area>/dashboard/boards/meetings/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.meetings import views

ONE_MEETING = "meetings/<int:meeting>/"

urlpatterns = [
    path("bodies/<slug:body>/meetings/plan/", views.MeetingPlanView.as_view(), name="plan"),
    path(ONE_MEETING, views.MeetingDetailView.as_view(), name="meeting"),
    path(f"{ONE_MEETING}change/", views.MeetingUpdateView.as_view(), name="change_meeting"),
    path(f"{ONE_MEETING}attendance/", views.AttendanceView.as_view(), name="attendance"),
    path(f"{ONE_MEETING}open/", views.MeetingOpenView.as_view(), name="open"),
    path(f"{ONE_MEETING}close/", views.MeetingCloseView.as_view(), name="close"),
]
