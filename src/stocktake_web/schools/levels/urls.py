"""The addresses of levels."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.levels import views

urlpatterns = [
    path("levels/", views.LevelListView.as_view(), name="levels"),
    path("levels/propose/", views.LevelProposeView.as_view(), name="propose-levels"),
    path("levels/<int:pk>/", views.LevelUpdateView.as_view(), name="level"),
    path("levels/<int:pk>/reply/", views.LevelReplyView.as_view(), name="reply-level"),
]
