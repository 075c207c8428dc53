"""The addresses of predictions."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.predictions import views

urlpatterns = [
    path("predictions/", views.RoundListView.as_view(), name="prediction-rounds"),
    path("predictions/ask/", views.RoundAskView.as_view(), name="ask-predictions"),
    path("predictions/file/", views.AreaFileView.as_view(), name="predictions-file"),
    path("predictions/template.xlsx", views.show_template, name="predictions-template"),
    path("predictions/<int:pk>/", views.PredictView.as_view(), name="predict"),
    path("predictions/<int:pk>/remind/", views.post_reminder, name="remind-predictions"),
    path(
        "<int:urn>/predictions/", views.SchoolPredictionsView.as_view(), name="school-predictions"
    ),
    path(
        "<int:urn>/predictions/file/",
        views.SchoolFileView.as_view(),
        name="school-predictions-file",
    ),
    path(
        "<int:urn>/predictions/template.xlsx",
        views.show_school_template,
        name="school-predictions-template",
    ),
]
