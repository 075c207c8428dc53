"""The addresses of recommendations: ``/<area>/dashboard/plan/recommendations/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.recommendations import views

urlpatterns = [
    path("", views.RecommendationListView.as_view(), name="recommendations"),
    path("add/", views.RecommendationCreateView.as_view(), name="add-recommendation"),
    path("letter/", views.post_letter, name="add-letter"),
    path("<int:pk>/", views.RecommendationPageView.as_view(), name="recommendation"),
    path(
        "<int:pk>/change/", views.RecommendationUpdateView.as_view(), name="change-recommendation"
    ),
    path("<int:pk>/evidence/", views.EvidenceCreateView.as_view(), name="recommendation-evidence"),
    path("<int:pk>/page.pdf", views.show_pdf, name="recommendation-pdf"),
    path("<int:pk>/page.docx", views.show_word, name="recommendation-word"),
]
