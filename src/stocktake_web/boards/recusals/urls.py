"""The address of a recusal: ``/<area>/dashboard/boards/items/<item>/withdrawal/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.recusals import views

urlpatterns = [
    path("items/<int:item>/withdrawal/", views.RecusalCreateView.as_view(), name="withdraw"),
]
