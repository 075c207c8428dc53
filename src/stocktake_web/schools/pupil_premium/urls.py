"""The addresses of pupil premium."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.pupil_premium import views

BASE = "pupil-premium/"
urlpatterns = [
    path(BASE, views.PremiumListView.as_view(), name="pupil-premium"),
    path(f"{BASE}<int:pk>/", views.PremiumUpdateView.as_view(), name="change-pupil-premium"),
    path(f"<int:urn>/{BASE}add/", views.PremiumCreateView.as_view(), name="add-pupil-premium"),
]
