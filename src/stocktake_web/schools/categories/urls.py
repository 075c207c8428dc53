"""The addresses of categories."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.categories import views

urlpatterns = [
    path("<int:urn>/category/", views.CategoryCreateView.as_view(), name="set-category"),
]
