"""The addresses of early indications."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.indications import views

urlpatterns = [
    path("indications/", views.IndicationListView.as_view(), name="all-indications"),
    path("<int:urn>/indications/", views.SchoolIndicationsView.as_view(), name="indications"),
    path("<int:urn>/indications/note/", views.SupportNoteCreateView.as_view(), name="add-support"),
]
