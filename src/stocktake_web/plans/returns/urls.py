"""The addresses of local returns: ``/<area>/dashboard/plan/returns/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.returns import file_views, views

urlpatterns = [
    path("", views.ReturnListView.as_view(), name="returns"),
    path("ask/", views.RequestCreateView.as_view(), name="ask-return"),
    path("file/", file_views.FileView.as_view(), name="return-file"),
    path("file/<int:pk>/", file_views.FileRowsView.as_view(), name="return-rows"),
    path(
        "file/<int:pk>/to-correct.xlsx",
        file_views.show_corrections,
        name="return-corrections",
    ),
    path("template.xlsx", views.show_template, name="return-template"),
    path("<int:pk>/", views.FigureView.as_view(), name="give-return"),
    path("<int:pk>/remind/", views.post_reminder, name="remind"),
    path("<int:pk>/withdraw/", views.RequestWithdrawView.as_view(), name="withdraw-request"),
]
