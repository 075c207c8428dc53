"""The addresses of this app. What is shown stands in the query, so that a link can be kept."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from stocktake_web.explorer.views import (
    build,
    changed,
    files,
    gaps,
    one_indicator,
    pictures,
    profile,
    start,
)

app_name = "explorer"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("search/", start.search, name="search"),
    path("authority/", one_indicator.one, name="authority"),
    path("region/", one_indicator.region, name="region"),
    path("neighbours/", one_indicator.neighbours, name="neighbours"),
    path("all/", one_indicator.everyone, name="everyone"),
    path("gaps/", gaps.gap, name="gap"),
    path("profile/", profile.profile, name="profile"),
    path("build/", build.build, name="build"),
    path("changes/", changed.changed, name="changes"),
    re_path(r"^pictures/(?P<what>[a-z]+)\.(?P<kind>svg|png)$", pictures.picture, name="picture"),
    re_path(r"^data/(?P<what>[a-z]+)\.(?P<kind>csv|xlsx)$", files.file, name="file"),
]
