"""The addresses of the exchange with Excel: ``/<area>/dashboard/plan/excel/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.sheets import views

urlpatterns = [
    path("", views.ExchangeView.as_view(), name="sheets"),
    path("plan.xlsx", views.show_workbook, name="sheets-out"),
    path("<int:pk>/", views.ImportView.as_view(), name="sheet"),
    path("<int:pk>/to-correct.xlsx", views.show_corrections, name="sheet-corrections"),
]
