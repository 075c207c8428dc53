"""The addresses of documents and charts, and of the same for members before approval."""

from __future__ import annotations

from django.urls import path

from stocktake_web.public.documents import views

ONE_EDITION = "dashboard/public/<int:number>/"

urlpatterns = [
    path("downloads/", views.show_downloads, name="downloads"),
    path("downloads/<int:number>/<str:file>", views.document, name="document"),
    path("charts/<int:number>/<str:file>", views.drawing, name="drawing"),
    path(f"{ONE_EDITION}charts/<str:file>", views.preview_drawing, name="preview_drawing"),
    path(f"{ONE_EDITION}files/<str:file>", views.preview_document, name="preview_document"),
]
