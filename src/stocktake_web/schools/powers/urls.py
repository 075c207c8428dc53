"""The addresses of statutory powers."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.powers import views

urlpatterns = [
    path("powers/", views.PowerListView.as_view(), name="powers"),
    path("powers/<int:pk>/", views.PowerView.as_view(), name="power"),
    path("powers/<int:pk>/served/", views.ServedView.as_view(), name="power-served"),
    path("powers/<int:pk>/outcome/", views.OutcomeView.as_view(), name="power-outcome"),
    path("powers/<int:pk>/checklist/", views.ChecklistView.as_view(), name="power-checklist"),
    path("powers/<int:pk>/notice.pdf", views.show_pdf, name="notice-pdf"),
    path("powers/<int:pk>/notice.docx", views.show_word, name="notice-word"),
    path("<int:urn>/powers/", views.SchoolPowersView.as_view(), name="school-powers"),
    path("<int:urn>/powers/facts/", views.FactsView.as_view(), name="power-facts"),
    path("<int:urn>/powers/consider/", views.ConsiderView.as_view(), name="consider-power"),
    path("<int:urn>/powers/notice/", views.NoticeView.as_view(), name="draft-notice"),
]
