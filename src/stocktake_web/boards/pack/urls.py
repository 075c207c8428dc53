"""The addresses of packs: ``/<area>/dashboard/boards/meetings/<meeting>/pack...``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.boards.pack import views

ONE_MEETING = "meetings/<int:meeting>/"

urlpatterns = [
    path(f"{ONE_MEETING}pack/", views.PackView.as_view(), name="pack"),
    path(f"{ONE_MEETING}pack.pdf", views.download_pdf, name="pack_pdf"),
    path(f"{ONE_MEETING}pack.docx", views.download_word, name="pack_word"),
    path(
        f"{ONE_MEETING}pack/figures/<slug:chart>.<str:kind>",
        views.show_figure,
        name="pack_figure",
    ),
    path("template/", views.TemplateView.as_view(), name="template"),
]
