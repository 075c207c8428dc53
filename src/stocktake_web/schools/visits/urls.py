"""The addresses of visits."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.visits import step_views, views

urlpatterns = [
    path("visits/", views.VisitListView.as_view(), name="visits"),
    path("<int:urn>/visits/", views.SchoolVisitsView.as_view(), name="school-visits"),
    path("<int:urn>/visits/add/", views.VisitCreateView.as_view(), name="add-visit"),
    path("visits/<int:pk>/", views.VisitView.as_view(), name="visit"),
    path("visits/<int:pk>/change/", views.VisitUpdateView.as_view(), name="change-visit"),
    path("visits/<int:pk>/send/", step_views.SendView.as_view(), name="send-visit"),
    path("visits/<int:pk>/take-back/", step_views.TakeBackView.as_view(), name="take-back-visit"),
    path("visits/<int:pk>/approve/", step_views.ApproveView.as_view(), name="approve-visit"),
    path("visits/<int:pk>/discard/", step_views.DiscardView.as_view(), name="discard-visit"),
    path("visits/<int:pk>/add/", step_views.AddendumCreateView.as_view(), name="add-to-visit"),
]
