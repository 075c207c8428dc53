"""The addresses of single-purpose links, opened with a token instead of an account."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.plans.views.links import open_link

urlpatterns: list[URLPattern | URLResolver] = [path("<str:token>/", open_link, name="link")]
