"""The addresses of an edition's pages: ``/<area>/``, and previews for members."""

from __future__ import annotations

from django.urls import path

from stocktake_web.public.pages import views

PREVIEW = "dashboard/public/<int:number>/preview/"

urlpatterns = [
    path("", views.home, name="home"),
    path("priorities/<slug:priority>/", views.priority, name="priority"),
    path("targets/", views.targets, name="targets"),
    path("targets/<slug:target>/", views.target, name="target"),
    path("activities/", views.activities, name="activities"),
    path("strands/", views.strands, name="strands"),
    path("partners/", views.partners, name="partners"),
    path("claims/", views.claims, name="claims"),
    path("method/", views.method, name="method"),
    path("revisions/", views.show_revisions, name="revisions"),
    path(PREVIEW, views.preview, name="preview_home"),
    path(f"{PREVIEW}<path:path>", views.preview, name="preview"),
]
