"""The address of teacher supply."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.teacher_supply import views

urlpatterns = [path("teacher-supply/", views.SupplyView.as_view(), name="teacher-supply")]
