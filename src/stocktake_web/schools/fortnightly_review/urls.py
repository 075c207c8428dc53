"""The addresses of the fortnightly review."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.fortnightly_review import views

urlpatterns = [
    path("fortnightly/", views.ReviewListView.as_view(), name="fortnightly-reviews"),
    path("fortnightly/begin/", views.ReviewBeginView.as_view(), name="begin-fortnightly"),
    path("fortnightly/<int:pk>/", views.ReviewScreenView.as_view(), name="fortnightly-review"),
    path(
        "fortnightly/<int:pk>/schools/<int:urn>/",
        views.DecisionCreateView.as_view(),
        name="decide-fortnightly",
    ),
    path("fortnightly/<int:pk>/rest/", views.DecideRestView.as_view(), name="decide-rest"),
    path("fortnightly/<int:pk>/close/", views.ReviewCloseView.as_view(), name="close-fortnightly"),
    path(
        "<int:urn>/service-entries/add/",
        views.ServiceEntryCreateView.as_view(),
        name="add-service-entry",
    ),
]
