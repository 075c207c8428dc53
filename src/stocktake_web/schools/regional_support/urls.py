"""The addresses of the department's support."""

from __future__ import annotations

from django.urls import path

from stocktake_web.schools.regional_support import views

BASE = "regional-support/"
urlpatterns = [
    path(BASE, views.SupportListView.as_view(), name="regional-support"),
    path(f"<int:urn>/{BASE}", views.SchoolSupportView.as_view(), name="school-regional-support"),
    path(f"<int:urn>/{BASE}add/", views.MilestoneCreateView.as_view(), name="add-milestone"),
    path(f"{BASE}milestones/<int:pk>/", views.MilestoneUpdateView.as_view(), name="milestone"),
    path(
        f"<int:urn>/{BASE}concerns/add/",
        views.EngagementCreateView.as_view(),
        name="add-engagement-concern",
    ),
    path(
        f"{BASE}concerns/<int:pk>/resolve/",
        views.ResolveView.as_view(),
        name="resolve-engagement-concern",
    ),
    path(f"{BASE}concerns/<int:pk>/reply/", views.ReplyView.as_view(), name="reply-to-engagement"),
]
