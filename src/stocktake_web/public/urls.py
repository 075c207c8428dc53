"""The addresses of this app: the public pages of an area, and the editions from which they come."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from stocktake_web.public.views import editions, pages

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("priorities/<slug:priority>/", pages.priority, name="priority"),
    path("targets/", pages.targets, name="targets"),
    path("targets/<slug:target>/", pages.target, name="target"),
    path("activities/", pages.activities, name="activities"),
    path("strands/", pages.strands, name="strands"),
    path("partners/", pages.partners, name="partners"),
    path("claims/", pages.claims, name="claims"),
    path("method/", pages.method, name="method"),
    path("decisions/", pages.decisions, name="decisions"),
    path("decisions/<int:meeting>/", pages.minutes, name="minutes"),
    path("decisions/<int:meeting>/papers/<str:file>", pages.paper, name="paper"),
    path("corrections/", pages.corrections, name="corrections"),
    path("revisions/", pages.revisions, name="revisions"),
    path("downloads/", pages.downloads, name="downloads"),
    path("downloads/<int:number>/<str:file>", pages.document, name="document"),
    path("charts/<int:number>/<str:file>", pages.drawing, name="drawing"),
    path("dashboard/public/", editions.everything, name="editions"),
    path("dashboard/public/prepare/", editions.prepare, name="prepare"),
    path("dashboard/public/corrections/", editions.correct, name="correct"),
    path(
        "dashboard/public/corrections/<int:correction>/withdraw/",
        editions.withdraw_correction,
        name="withdraw_correction",
    ),
    path("dashboard/public/<int:number>/", editions.publication, name="publication"),
    path("dashboard/public/<int:number>/approve/", editions.approve, name="approve"),
    path("dashboard/public/<int:number>/publish/", editions.publish, name="publish"),
    path("dashboard/public/<int:number>/recall/", editions.recall, name="recall"),
    path(
        "dashboard/public/<int:number>/charts/<str:file>", editions.drawing, name="preview_drawing"
    ),
    path(
        "dashboard/public/<int:number>/files/<str:file>", editions.document, name="preview_document"
    ),
    path("dashboard/public/<int:number>/preview/", editions.preview, name="preview_home"),
    path("dashboard/public/<int:number>/preview/<path:path>", editions.preview, name="preview"),
]
