"""The addresses of moderation."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.moderation import views

urlpatterns = [
    path("moderation/", views.ModerationView.as_view(), name="moderation"),
    path("moderation/draw/", views.SampleDrawView.as_view(), name="draw-sample"),
    path(
        "moderation/<int:sample>/<int:setting>/", views.ReviewView.as_view(), name="review-category"
    ),
]
