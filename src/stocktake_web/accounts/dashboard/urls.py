"""The address of the dashboard: ``/<area>/dashboard/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.accounts.dashboard.views import show_dashboard

app_name = "dashboard"
urlpatterns: list[URLPattern | URLResolver] = [path("", show_dashboard, name="home")]
