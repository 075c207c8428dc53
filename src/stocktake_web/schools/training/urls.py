"""The addresses of needs and offers."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.training import views

urlpatterns = [
    path("training/", views.TrainingView.as_view(), name="training"),
    path("training/add/", views.OfferCreateView.as_view(), name="add-training"),
    path("training/<int:pk>/", views.OfferUpdateView.as_view(), name="change-training"),
    path("<int:urn>/needs/add/", views.NeedCreateView.as_view(), name="add-need"),
    path("needs/<int:pk>/", views.NeedUpdateView.as_view(), name="need"),
]
