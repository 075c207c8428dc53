"""The addresses of headline results."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.headline_results import views

urlpatterns = [
    path("headline-results/", views.HeadlineListView.as_view(), name="headline-results"),
    path(
        "<int:urn>/exchange/headline/",
        views.HeadlineReturnView.as_view(),
        name="return-headline-results",
    ),
]
