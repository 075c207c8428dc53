"""The address of the page of all schools for officers."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.all_schools import views

urlpatterns = [path("challenge/", views.AllSchoolsView.as_view(), name="all-schools")]
