"""The addresses of the evidence pack."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.evidence import views

urlpatterns = [
    path("evidence/", views.EvidenceView.as_view(), name="evidence"),
    path("evidence/records/<slug:kind>/", views.RecordsView.as_view(), name="evidence-records"),
    path("evidence/pack.pdf", views.show_pdf, name="evidence-pdf"),
    path("evidence/pack.docx", views.show_word, name="evidence-word"),
]
