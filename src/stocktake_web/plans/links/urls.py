"""The addresses at which members handle links: below ``/<area>/dashboard/plan/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.links import views

urlpatterns = [
    path("activities/<slug:activity>/link/", views.LinkCreateView.as_view(), name="make-link"),
    path("links/<int:pk>/withdraw/", views.LinkWithdrawView.as_view(), name="withdraw-link"),
    path("offers/<int:pk>/", views.PendingUpdateView.as_view(), name="offer"),
    path(
        "offers/<int:pk>/decline/", views.PendingUpdateDeclineView.as_view(), name="decline-offer"
    ),
]
