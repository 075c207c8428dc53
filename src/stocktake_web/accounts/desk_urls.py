"""The address of the desk: ``/<area>/desk/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.accounts.views import desk

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [path("", desk.home, name="home")]
