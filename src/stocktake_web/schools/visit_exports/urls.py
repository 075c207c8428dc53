"""The address of an export."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.visit_exports import views

urlpatterns = [
    path("<int:urn>/visits/export/", views.ExportView.as_view(), name="export-visits"),
]
