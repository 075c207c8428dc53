"""The addresses of provision."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.specialist_provision import views

BASE = "specialist-provision/"
urlpatterns = [
    path(BASE, views.ProvisionListView.as_view(), name="specialist-provision"),
    path(f"{BASE}add/", views.ProvisionCreateView.as_view(), name="add-provision"),
    path(f"{BASE}<int:pk>/", views.ProvisionView.as_view(), name="provision"),
    path(f"{BASE}<int:pk>/change/", views.ProvisionUpdateView.as_view(), name="change-provision"),
    path(f"{BASE}<int:pk>/rolls/add/", views.RollCreateView.as_view(), name="add-roll"),
    path(
        f"{BASE}<int:pk>/reviews/add/",
        views.ReviewCreateView.as_view(),
        name="add-provision-review",
    ),
    path(f"{BASE}rolls/<int:pk>/", views.RollUpdateView.as_view(), name="roll"),
    path(f"{BASE}reviews/<int:pk>/", views.ReviewUpdateView.as_view(), name="provision-review"),
]
