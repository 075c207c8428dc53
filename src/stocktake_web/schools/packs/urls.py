"""The addresses of a school's data pack."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.packs import views

urlpatterns = [
    path("<int:urn>/pack/", views.PackView.as_view(), name="pack"),
    path("<int:urn>/pack.pdf", views.download_pdf, name="pack-pdf"),
    path("<int:urn>/pack.xlsx", views.download_workbook, name="pack-workbook"),
    path("<int:urn>/pack.docx", views.download_word, name="pack-word"),
]
