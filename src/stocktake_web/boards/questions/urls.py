"""The address of a question: ``/<area>/dashboard/boards/bodies/<body>/question/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.questions import views

urlpatterns = [
    path("bodies/<slug:body>/question/", views.QuestionCreateView.as_view(), name="ask"),
]
