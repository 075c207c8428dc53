"""The addresses of old notes."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.visit_notes import views

urlpatterns = [
    path("visits/load/", views.LoadNotesView.as_view(), name="load-visits"),
    path("visits/template.xlsx", views.show_template, name="visits-template"),
]
