"""The addresses of governance."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.governance import views

BASE = "governance/"
TRAINING, COUNCILLORS = f"{BASE}training/", f"{BASE}councillors/"
urlpatterns = [
    path(BASE, views.GovernanceView.as_view(), name="governance"),
    path(f"{BASE}<int:pk>/", views.SeatsUpdateView.as_view(), name="seats"),
    path(
        f"{TRAINING}add/", views.GovernorTrainingCreateView.as_view(), name="add-governor-training"
    ),
    path(
        f"{TRAINING}<int:pk>/", views.GovernorTrainingUpdateView.as_view(), name="governor-training"
    ),
    path(
        f"{COUNCILLORS}<int:pk>/", views.CouncillorUpdateView.as_view(), name="councillor-governor"
    ),
    path(f"<int:urn>/{BASE}add/", views.SeatsCreateView.as_view(), name="add-seats"),
    path(
        f"<int:urn>/{BASE}councillors/add/",
        views.CouncillorCreateView.as_view(),
        name="add-councillor-governor",
    ),
]
