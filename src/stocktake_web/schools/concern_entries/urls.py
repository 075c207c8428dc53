"""The addresses of the register of concern."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.concern_entries import views

urlpatterns = [
    path("concerns/", views.EntryListView.as_view(), name="concern-entries"),
    path("concerns/<int:pk>/", views.EntryView.as_view(), name="concern-entry"),
    path("concerns/<int:pk>/share/", views.EntryShareView.as_view(), name="share-concern"),
    path("concerns/<int:pk>/answer/", views.EntryAnswerView.as_view(), name="answer-concern"),
    path("concerns/<int:pk>/withdraw/", views.EntryWithdrawView.as_view(), name="withdraw-concern"),
    path("<int:urn>/concerns/add/", views.EntryCreateView.as_view(), name="add-concern"),
    path("<int:urn>/referrals/add/", views.ReferralView.as_view(), name="safeguarding-referral"),
]
