"""The addresses of this feature."""

from __future__ import annotations

from django.urls import URLPattern, re_path

from stocktake_web.explorer.downloads import files, pictures

urlpatterns: list[URLPattern] = [
    re_path(r"^pictures/(?P<subject>[a-z]+)\.(?P<kind>svg|png)$", pictures.picture, name="picture"),
    re_path(r"^data/(?P<subject>[a-z]+)\.(?P<kind>csv|xlsx)$", files.file, name="file"),
]
