"""The addresses of brokered support."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.brokered_support import views

BASE = "brokered-support/"
urlpatterns = [
    path(BASE, views.SupportAgainstNeedView.as_view(), name="brokered-support"),
    path(
        f"<int:urn>/{BASE}add/",
        views.BrokeredSupportCreateView.as_view(),
        name="add-brokered-support",
    ),
    path(
        f"{BASE}<int:pk>/",
        views.BrokeredSupportUpdateView.as_view(),
        name="change-brokered-support",
    ),
]
