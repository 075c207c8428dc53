"""The addresses of links themselves, opened with a token instead of an account."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.plans.links.public_views import open_link

urlpatterns: list[URLPattern | URLResolver] = [path("<str:token>/", open_link, name="link")]
