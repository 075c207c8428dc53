"""The addresses of bodies and seats: ``/<area>/dashboard/boards/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.bodies import views

urlpatterns = [
    path("", views.BodyListView.as_view(), name="home"),
    path("add/", views.BodyCreateView.as_view(), name="add_body"),
    path("bodies/<slug:body>/", views.BodyDetailView.as_view(), name="body"),
    path("bodies/<slug:body>/change/", views.BodyUpdateView.as_view(), name="change_body"),
    path("bodies/<slug:body>/seats/add/", views.SeatCreateView.as_view(), name="add_seat"),
    path("seats/<int:seat>/end/", views.SeatEndView.as_view(), name="end_seat"),
]
