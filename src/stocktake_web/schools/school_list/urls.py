"""The address of the list."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.school_list import views

urlpatterns = [path("", views.SchoolListView.as_view(), name="list")]
