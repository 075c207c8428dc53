"""The addresses of comments: ``/<area>/dashboard/plan/comments/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.comments import views

urlpatterns = [
    path("<int:comment>/answer/", views.CommentAnswerView.as_view(), name="answer-comment"),
    path("<slug:kind>/<slug:key>/", views.CommentListView.as_view(), name="comments"),
]
