"""The addresses of deliveries."""

from __future__ import annotations

from django.urls import path

from stocktake_web.programmes.deliveries import views

urlpatterns = [
    path(
        "of/<slug:programme>/deliveries/add/",
        views.DeliveryCreateView.as_view(),
        name="add-delivery",
    ),
    path("deliveries/<int:pk>/", views.DeliveryUpdateView.as_view(), name="change-delivery"),
]
