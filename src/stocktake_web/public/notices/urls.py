"""The addresses of a place's footer: ``/<area>/notices/``, and those for its administrator."""

from __future__ import annotations

from django.urls import path

from stocktake_web.public.notices import views

LIST = "dashboard/public/notices/"

urlpatterns = [
    path("notices/<slug:kind>/", views.show_notice, name="notice"),
    path(LIST, views.NoticeListView.as_view(), name="notices"),
    path(f"{LIST}<slug:kind>/", views.NoticeUpdateView.as_view(), name="change_notice"),
]
