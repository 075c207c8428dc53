"""The addresses of proposals."""

from __future__ import annotations

from django.urls import path

from stocktake_web.programmes.proposals import views

urlpatterns = [
    path("proposals/", views.ProposalListView.as_view(), name="proposals"),
    path("proposals/add/", views.ProposalCreateView.as_view(), name="propose"),
]
