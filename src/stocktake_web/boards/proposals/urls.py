"""The addresses of proposals: ``/<area>/dashboard/boards/proposals/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.proposals import views

ONE_PROPOSAL = "proposals/<int:proposal>/"

urlpatterns = [
    path(
        "items/<int:item>/proposals/add/",
        views.ProposalCreateView.as_view(),
        name="add_proposal",
    ),
    path(ONE_PROPOSAL, views.ProposalDetailView.as_view(), name="proposal"),
    path(f"{ONE_PROPOSAL}score/", views.ScoreView.as_view(), name="score"),
    path(f"{ONE_PROPOSAL}settle/", views.ProposalSettleView.as_view(), name="settle"),
]
