"""The addresses of agreements."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.agreements import views

urlpatterns = [
    path("<int:urn>/agreements/add/", views.AgreementCreateView.as_view(), name="add-agreement"),
    path("agreements/<int:pk>/", views.AgreementUpdateView.as_view(), name="agreement"),
]
