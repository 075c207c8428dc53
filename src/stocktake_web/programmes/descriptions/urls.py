"""The addresses of programmes."""

from __future__ import annotations

from django.urls import path

from stocktake_web.programmes.descriptions import views

urlpatterns = [
    path("", views.ProgrammeListView.as_view(), name="programmes"),
    path("add/", views.ProgrammeCreateView.as_view(), name="add-programme"),
    path("of/<slug:programme>/", views.ProgrammeView.as_view(), name="programme"),
    path(
        "of/<slug:programme>/change/", views.ProgrammeUpdateView.as_view(), name="change-programme"
    ),
]
