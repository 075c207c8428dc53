"""The addresses of the exchange."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.exchange import views

urlpatterns = [
    path("exchange/", views.ExchangeView.as_view(), name="all-exchange"),
    path("<int:urn>/exchange/", views.SchoolExchangeView.as_view(), name="exchange"),
    path("<int:urn>/exchange/sign/", views.SignView.as_view(), name="sign-exchange"),
    path("<int:urn>/exchange/result/", views.EarlyResultView.as_view(), name="early-result"),
]
