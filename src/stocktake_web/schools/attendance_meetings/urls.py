"""The addresses of attendance meetings."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.attendance_meetings import views

BASE = "attendance-meetings/"
urlpatterns = [
    path(BASE, views.MeetingListView.as_view(), name="attendance-meetings"),
    path(f"<int:urn>/{BASE}add/", views.MeetingCreateView.as_view(), name="add-attendance-meeting"),
    path(f"{BASE}<int:pk>/", views.MeetingUpdateView.as_view(), name="attendance-meeting"),
]
