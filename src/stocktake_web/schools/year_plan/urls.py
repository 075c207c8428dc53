"""The address of the year."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.year_plan import views

urlpatterns = [path("year/", views.YearView.as_view(), name="year-plan")]
