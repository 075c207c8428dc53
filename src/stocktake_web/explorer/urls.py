"""The addresses of this app. What is shown stands in the query, so that a link can be kept."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from stocktake_web.explorer.downloads.urls import urlpatterns as downloads
from stocktake_web.explorer.indicator.urls import urlpatterns as indicator
from stocktake_web.explorer.own_table.urls import urlpatterns as own_table
from stocktake_web.explorer.profile.urls import urlpatterns as profile
from stocktake_web.explorer.releases.urls import urlpatterns as releases
from stocktake_web.explorer.start.urls import urlpatterns as start

app_name = "explorer"
urlpatterns: list[URLPattern | URLResolver] = [
    *start,
    *indicator,
    *profile,
    *own_table,
    *releases,
    *downloads,
]
