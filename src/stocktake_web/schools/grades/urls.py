"""The address of the shares by grade."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.grades import views

urlpatterns = [path("grades/", views.GradesView.as_view(), name="grades")]
