"""The addresses of the draft: ``/<area>/dashboard/plan/revisions/``."""

from __future__ import annotations

from django.urls import path

from stocktake_web.plans.drafts import section_views, views

add, remove = section_views.ItemAddView.as_view(), section_views.ItemRemoveView.as_view()

urlpatterns = [
    path("import/", views.DraftImportView.as_view(), name="import"),
    path("draft/start/", views.DraftStartView.as_view(), name="start-draft"),
    path("draft/", views.DraftView.as_view(), name="draft"),
    path("draft/text/", views.DraftTextView.as_view(), name="draft-text"),
    path("draft/revise/", views.DraftReviseView.as_view(), name="revise"),
    path("draft/discard/", views.DraftDiscardView.as_view(), name="discard-draft"),
    path("draft/add/<slug:kind>/", add, name="add-item"),
    path("draft/add/<slug:kind>/<slug:parent>/", add, name="add-item-in"),
    path("draft/remove/<slug:kind>/<slug:item>/", remove, name="remove-item"),
    path("draft/<slug:kind>/", section_views.SectionView.as_view(), name="section"),
    path("draft/<slug:kind>/<slug:item>/", section_views.ItemEditView.as_view(), name="edit"),
]
