"""The addresses of the register: ``/<area>/dashboard/releases/released/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.releases.register import views

RELEASE = "<slug:table>/<slug:edition>"

urlpatterns = [
    path("", views.RegisterView.as_view(), name="register"),
    path(f"{RELEASE}/", views.ReleaseView.as_view(), name="release"),
    path(f"{RELEASE}/recall/", views.RecallView.as_view(), name="recall"),
    path(f"{RELEASE}/file.<str:ending>", views.show_file, name="file"),
]
