"""The addresses of money: ``/<area>/dashboard/plan/funding/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.funding import views

urlpatterns = [
    path("", views.FundingListView.as_view(), name="funding"),
    path("add/", views.FundingCreateView.as_view(), name="add-funding"),
    path("<int:pk>/", views.FundingUpdateView.as_view(), name="funding-line"),
]
