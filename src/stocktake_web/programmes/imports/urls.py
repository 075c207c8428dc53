"""The address of the import."""

from __future__ import annotations

from django.urls import path

from stocktake_web.programmes.imports import views

urlpatterns = [path("import/", views.ImportView.as_view(), name="import")]
