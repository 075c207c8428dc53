"""The addresses of the map."""

from __future__ import annotations

from django.urls import path

from stocktake_web.programmes.map_pages import views

urlpatterns = [
    path("map/", views.MapView.as_view(), name="map"),
    path("map/schools/", views.SchoolMatrixView.as_view(), name="school-matrix"),
    path("map/overlap/", views.OverlapView.as_view(), name="overlap"),
    path("map/gaps/", views.GapView.as_view(), name="gaps"),
    path("map/coverage/", views.CoverageView.as_view(), name="coverage"),
    path("map/drivers/", views.DriverView.as_view(), name="drivers"),
    path("asks/", views.AskListView.as_view(), name="asks"),
    path("asks/<int:urn>/", views.SchoolAsksView.as_view(), name="school-asks"),
]
