"""The addresses of published minutes: ``/<area>/decisions/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.public.minutes import views

urlpatterns = [
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<int:meeting>/", views.minutes, name="minutes"),
    path("decisions/<int:meeting>/papers/<str:file>", views.paper, name="paper"),
]
