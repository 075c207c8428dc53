"""The addresses of requests: ``/<area>/dashboard/releases/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.releases.requests import views

urlpatterns = [
    path("", views.WaitingView.as_view(), name="waiting"),
    path("ask/", views.AskView.as_view(), name="ask"),
    path("tables/<slug:table>/", views.TableView.as_view(), name="table"),
    path("tables/<slug:table>/release/", views.ApproveView.as_view(), name="approve"),
    path("tables/<slug:table>/send-back/", views.RefuseView.as_view(), name="refuse"),
]
