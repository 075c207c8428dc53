"""The addresses of the head's check."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.accuracy import views

urlpatterns = [
    path("visits/<int:pk>/reply/", views.ReplyView.as_view(), name="reply-to-visit"),
    path("visits/<int:pk>/no-reply/", views.SilenceView.as_view(), name="no-reply-to-visit"),
    path("visits/points/<int:pk>/", views.AnswerView.as_view(), name="answer-point"),
]
