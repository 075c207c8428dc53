"""The address of a school's page."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.record import views

urlpatterns = [path("<int:urn>/", views.RecordView.as_view(), name="record")]
