"""The addresses of the register of interests: ``/<area>/dashboard/boards/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.interests import views

urlpatterns = [
    path("bodies/<slug:body>/interests/", views.RegisterView.as_view(), name="register"),
    path("seats/<int:seat>/declare/", views.InterestDeclareView.as_view(), name="declare"),
    path("seats/<int:seat>/confirm/", views.InterestsConfirmView.as_view(), name="confirm"),
    path("interests/<int:interest>/end/", views.InterestEndView.as_view(), name="end_interest"),
]
