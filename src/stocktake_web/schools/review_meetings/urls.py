"""The addresses of review meetings."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.review_meetings import views

urlpatterns = [
    path("meetings/", views.MeetingListView.as_view(), name="review-meetings"),
    path("meetings/<int:pk>/", views.MeetingView.as_view(), name="review-meeting"),
    path("meetings/<int:pk>/hold/", views.MeetingHoldView.as_view(), name="hold-review-meeting"),
    path(
        "meetings/<int:pk>/cancel/", views.MeetingCancelView.as_view(), name="cancel-review-meeting"
    ),
    path("<int:urn>/meetings/plan/", views.MeetingPlanView.as_view(), name="plan-review-meeting"),
]
