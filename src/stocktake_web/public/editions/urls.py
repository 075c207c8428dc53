"""The addresses of editions: ``/<area>/dashboard/public/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.public.editions import views

LIST = "dashboard/public/"
ONE_EDITION = f"{LIST}<int:number>/"

urlpatterns = [
    path(LIST, views.EditionListView.as_view(), name="editions"),
    path(f"{LIST}prepare/", views.PrepareView.as_view(), name="prepare"),
    path(ONE_EDITION, views.EditionDetailView.as_view(), name="publication"),
    path(f"{ONE_EDITION}approve/", views.ApproveView.as_view(), name="approve"),
    path(f"{ONE_EDITION}publish/", views.PublishView.as_view(), name="publish"),
    path(f"{ONE_EDITION}recall/", views.RecallView.as_view(), name="recall"),
]
