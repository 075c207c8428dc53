"""The addresses of comments: ``/<area>/dashboard/boards/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.comments import views

urlpatterns = [
    path("items/<int:item>/comments/", views.ItemCommentsView.as_view(), name="item_comments"),
    path("papers/<int:paper>/comments/", views.PaperCommentsView.as_view(), name="paper_comments"),
    path(
        "comments/<int:comment>/answer/",
        views.CommentAnswerView.as_view(),
        name="answer_comment",
    ),
]
