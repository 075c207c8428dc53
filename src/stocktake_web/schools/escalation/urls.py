"""The addresses of escalation."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.escalation import views

urlpatterns = [
    path("escalation/", views.EscalationListView.as_view(), name="escalation"),
    path("meetings/<int:pk>/step/", views.StepView.as_view(), name="decide-step"),
    path("<int:urn>/escalation/", views.SchoolEscalationView.as_view(), name="school-escalation"),
    path(
        "<int:urn>/escalation/<str:kind>/<slug:item>/",
        views.DoneView.as_view(),
        name="record-stage-item",
    ),
]
