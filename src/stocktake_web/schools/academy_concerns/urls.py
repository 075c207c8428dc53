"""The addresses of concerns about academies."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.academy_concerns import views

urlpatterns = [
    path("academy-concerns/", views.ConcernListView.as_view(), name="academy-concerns"),
    path(
        "<int:urn>/academy-concerns/add/",
        views.ConcernCreateView.as_view(),
        name="add-academy-concern",
    ),
    path("academy-concerns/<int:pk>/", views.ConcernView.as_view(), name="academy-concern"),
    path(
        "academy-concerns/<int:pk>/change/",
        views.ConcernUpdateView.as_view(),
        name="change-concern",
    ),
    path("academy-concerns/<int:pk>/send/", views.SendToTrustView.as_view(), name="send-concern"),
    path("academy-concerns/<int:pk>/report/", views.ReportView.as_view(), name="report-concern"),
    path(
        "academy-concerns/<int:pk>/reply/", views.TrustReplyView.as_view(), name="reply-to-concern"
    ),
    path(
        "academy-concerns/<int:pk>/director/",
        views.DirectorReplyView.as_view(),
        name="director-reply-to-concern",
    ),
    path("academy-concerns/<int:pk>/close/", views.CloseView.as_view(), name="close-concern"),
]
