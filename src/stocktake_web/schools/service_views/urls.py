"""The addresses of the yearly view of the service."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.service_views import views

BASE = "service-views/"
urlpatterns = [
    path(BASE, views.ServiceViewListView.as_view(), name="service-views"),
    path(f"{BASE}add/", views.RoundCreateView.as_view(), name="open-service-view"),
    path(f"{BASE}<int:pk>/answer/", views.AnswerView.as_view(), name="answer-service-view"),
    path(f"{BASE}<int:pk>/publish/", views.RoundPublishView.as_view(), name="publish-service-view"),
]
