"""The addresses of corrections: ``/<area>/corrections/``, and those for members."""

from __future__ import annotations

from django.urls import path

from stocktake_web.public.corrections import views

LOG = "dashboard/public/corrections/"

urlpatterns = [
    path("corrections/", views.show_corrections, name="corrections"),
    path(LOG, views.CorrectionCreateView.as_view(), name="correct"),
    path(
        f"{LOG}<int:correction>/withdraw/",
        views.CorrectionWithdrawView.as_view(),
        name="withdraw_correction",
    ),
]
