"""The addresses of the pages on which support starts."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.support import views

urlpatterns = [
    path("support/", views.SupportView.as_view(), name="support"),
    path("<int:urn>/support/", views.SchoolSupportView.as_view(), name="school-support"),
]
