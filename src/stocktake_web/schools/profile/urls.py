"""The addresses of a school's profile and of its similar schools."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.profile import views

urlpatterns = [
    path("<int:urn>/profile/", views.ProfileView.as_view(), name="profile"),
    path("<int:urn>/similar/", views.SimilarView.as_view(), name="similar"),
]
