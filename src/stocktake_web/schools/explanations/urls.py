"""The addresses of questions about predictions."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.explanations import views

urlpatterns = [
    path(
        "<int:urn>/predictions/question/",
        views.QuestionCreateView.as_view(),
        name="ask-explanation",
    ),
    path("questions/<int:pk>/reply/", views.ReplyCreateView.as_view(), name="reply-explanation"),
]
